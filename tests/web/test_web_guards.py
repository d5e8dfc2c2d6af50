"""What foreign web pages, foreign hosts and other machines are refused."""

import base64

import pytest
from starlette.testclient import TestClient

from pipeline.web.app import create_app
from pipeline.web.auth import host_of, is_loopback
from pipeline.web.edge.origin import is_same_site


def whoami(live, **headers):
    with live.client() as client:
        return client.get(
            "/api/v1/whoami", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:{port}", "[::1]:{port}"])
def test_without_tokens_names_of_the_loopback_are_answered(live_server, host):
    port = live_server.url.rpartition(":")[2]
    assert whoami(live_server, host=host.format(port=port)).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "10.0.0.1", ""],
)
def test_without_tokens_other_names_are_refused(live_server, host):
    answer = whoami(live_server, host=host)
    assert answer.status_code == 403
    assert "machine itself" in answer.json()["detail"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://[", "file://", "x"]
)
def test_a_foreign_page_decides_nothing(live_server, origin):
    with live_server.client() as client:
        row = client.get("/api/v1/documents").json()["documents"][0]
        wanted = {"document_id": row["document_id"], "scheme": "themes", "kind": "complete"}
        before = client.get("/api/v1/decisions").json()
        answer = client.post(
            "/api/v1/decisions", json={"decisions": [wanted]}, headers={"Origin": origin}
        )
        assert (answer.status_code, answer.json()["error"]) == (403, "foreign_origin")
        assert client.get("/api/v1/decisions").json() == before


def test_a_foreign_page_is_refused_with_a_remembered_password_too(start_server):
    live = start_server()
    token = live.add_token("ada", "editor")
    basic = "Basic " + base64.b64encode(f"x:{token}".encode()).decode()
    assert whoami(live, authorization=basic).status_code == 200
    refused = whoami(live, authorization=basic, origin="https://evil.example")
    assert refused.status_code == 403
    own = whoami(live, authorization=basic, origin=live.url)
    assert own.status_code == 200
    named = whoami(live, authorization=basic, host="tags.example:8000")
    assert named.status_code == 200


def test_no_other_site_may_read_answers(live_server):
    with live_server.client() as client:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        answer = client.options("/api/v1/decisions", headers=asked)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_preflight_from_the_own_page_opens_nothing(live_server):
    with live_server.client() as client:
        answer = client.options("/api/v1/decisions", headers={"Origin": live_server.url})
    assert answer.status_code == 405


@pytest.mark.parametrize(("client", "status"), [("127.0.0.1", 200), ("192.0.2.7", 403)])
def test_without_tokens_other_machines_are_refused_whatever_they_say(
    blank_workspace, client, status
):
    app = create_app(blank_workspace, load=lambda: None)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=(client, 5000)) as own:
        claimed = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
        assert own.get("/api/v1/whoami", headers=claimed).status_code == status


def test_without_tokens_a_public_address_of_the_machine_is_refused(blank_workspace):
    app = create_app(blank_workspace, load=lambda: None)
    with TestClient(app, base_url="http://192.0.2.1:8000", client=("127.0.0.1", 5000)) as own:
        headers = {"Host": "localhost"}
        assert own.get("/api/v1/whoami", headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("origin", "host", "is_same"),
    [
        (None, "a.example", True),
        ("http://a.example", "a.example", True),
        ("http://a.example", "a.example:80", True),
        ("https://a.example", "a.example", True),
        ("https://a.example:443", "a.example", True),
        ("http://a.example:8000", "A.example:8000", True),
        ("http://a.example:8001", "a.example:8000", False),
        ("http://b.example", "a.example", False),
        ("http://a.example@b.example", "a.example", False),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://a.example:x", "a.example", False),
        ("", "", False),
        ("null", "null", False),
    ],
)
def test_sites_are_compared(origin, host, is_same):
    assert is_same_site(origin, host) is is_same


@pytest.mark.parametrize(
    ("host", "is_it"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("localhost.", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.1", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_loopbacks_are_known(host, is_it):
    assert is_loopback(host) is is_it


def test_hosts_are_read_from_authorities():
    assert [host_of(each) for each in ("A:1", "[::1]:8", "[::1]", "a", "")] == [
        "a", "::1", "::1", "a", "",
    ]  # fmt: skip

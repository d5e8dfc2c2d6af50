"""Too much, too often, too slow, too nested: each is told, and nothing breaks."""

import contextlib
import json
import socket
import threading

import anyio
import pytest

from pipeline.web.gate import Gate
from pipeline.web.problems import RefusedError
from pipeline.web.rates import MOST_CALLERS, Rates

SMALL = "max_request_bytes = 20000\n"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small_server(start_server):
    """A server that takes 20,000 bytes at a time."""
    return start_server(settings=SMALL)


def post(live, path, body, **headers):
    with live.client() as client:
        return client.post(path, content=body, headers={**JSON, **headers})


def said(answer, status):
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"title", "status", "error", "detail", "next"}
    return answer.json()


def test_a_large_body_is_refused_whether_it_says_its_length_or_not(small_server):
    body = b'{"text": "' + b"a" * 30_000 + b'"}'
    assert "20,000 bytes" in said(post(small_server, "/api/v1/suggest", body), 413)["detail"]

    def pieces():
        for at in range(0, len(body), 1000):
            yield body[at : at + 1000]

    said(post(small_server, "/api/v1/suggest", pieces()), 413)


def test_a_lie_about_the_length_is_no_way_around(small_server):
    raw = (
        b"POST /api/v1/suggest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Expect: 100-continue\r\nContent-Length: 99999999999999999999\r\n\r\n"
    )
    assert raw_status(small_server, raw) in (400, 413)


def raw_status(live, raw):
    """Send bytes as they are; return the status that comes back."""
    host, port = live.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(raw)
        return int(connection.recv(65536).split()[1])


def test_long_heads_are_refused(live_server):
    raw = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"
    # the connection may be closed while we are still sending
    with contextlib.suppress(ConnectionError, IndexError):
        assert raw_status(live_server, raw) in (400, 431)
    with live_server.client() as client:
        assert client.get("/api/v1/health").status_code == 200


def test_what_is_no_http_is_refused(live_server):
    assert raw_status(live_server, b"\x16\x03\x01 nonsense\r\n\r\n") == 400


BROKEN = {
    "cut off": b'{"text": "a',
    "nothing": b" ",
    "not utf-8": b'{"text": "\xff\xfe"}',
    "nan": b'{"text": "a", "threshold": NaN}',
    "infinity": b'{"text": "a", "threshold": -Infinity}',
    "deep": b"[" * 50_000,
    "deep objects": b'{"a":' * 50_000,
    "huge number": b'{"text": "a", "limit": ' + b"9" * 5_000 + b"}",
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("path", ["/api/v1/suggest", "/api/v1/decisions"])
def test_broken_json_is_told(live_server, name, path):
    assert said(post(live_server, path, BROKEN[name]), 400)["error"] == "malformed"


WRONG = {
    "no object": (b"[]", "body"),
    "null": (b"null", "body"),
    "nothing of it": (b"{}", "text"),
    "half a character": (b'{"text": "\\ud800"}', "text"),
    "half a key": (b'{"\\ud800": 1, "text": "a"}', "body"),
    "nul": (b'{"text": "a\\u0000b"}', "text"),
    "unknown field": (b'{"text": "a", "txt": "b"}', "txt"),
    "limit": (b'{"text": "a", "limit": 0}', "limit"),
    "large limit": (b'{"text": "a", "limit": 99999999999999999999999999}', "limit"),
    "overflow": (b'{"text": "a", "threshold": 1e999}', "threshold"),
    "threshold": (b'{"text": "a", "threshold": 1.5}', "threshold"),
    "language": (b'{"text": "a", "language": "english"}', "language"),
    "types": (b'{"text": 1}', "text"),
    "schemes": (b'{"text": "a", "schemes": ["a\\nb"]}', "schemes"),
    "long": (json.dumps({"text": "a" * 1_000_001}).encode(), "text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_is_named(live_server, name):
    body, field = WRONG[name]
    told = said(post(live_server, "/api/v1/suggest", body), 422)
    assert field in told["detail"]
    assert len(told["detail"]) < 1000


def test_batches_are_limited_in_number_and_in_all(live_server):
    many = json.dumps({"texts": [{"text": "a"}] * 33}).encode()
    assert "texts" in said(post(live_server, "/api/v1/suggest/batch", many), 422)["detail"]
    long = json.dumps({"texts": [{"text": "a" * 300_000}] * 4}).encode()
    assert "together" in said(post(live_server, "/api/v1/suggest/batch", long), 422)["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_no_json_is_refused(live_server, media_type):
    headers = {"Content-Type": media_type}
    answer = post(live_server, "/api/v1/suggest", b'{"text": "a"}', **headers)
    assert said(answer, 415)["error"] == "media_type"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents/%00",
        "/api/v1/documents?text=%00",
        "/api/v1/schemes/a%00b",
        "/api/v1/decisions?editor=%00",
    ],
)
def test_nul_in_an_address_is_refused(live_server, path):
    with live_server.client() as client:
        said(client.get(path), 400)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/documents/nonsense", "document_id"),
        ("/api/v1/documents?limit=0", "limit"),
        ("/api/v1/documents?limit=99999999999999999999", "limit"),
        ("/api/v1/documents?after=x", "after"),
        ("/api/v1/documents?nonsense=1", "nonsense"),
        ("/api/v1/decisions?before=-1", "before"),
        ("/api/v1/decisions?since=never", "since"),
        ("/api/v1/schemes/themes/concepts?offset=-1", "offset"),
        ("/api/v1/decisions/export?format=xml", "format"),
    ],
)
def test_a_wrong_parameter_is_named(live_server, path, field):
    with live_server.client() as client:
        assert field in said(client.get(path), 422)["detail"]


def test_who_asks_too_often_hears_when_to_come_back(start_server):
    live = start_server(settings="requests_per_minute = 5\n")
    with live.client() as client:
        statuses = [client.get("/api/v1/whoami").status_code for _ in range(7)]
        refused = client.get("/api/v1/whoami")
    assert statuses[:5] == [200] * 5
    assert statuses[5:] == [429, 429]
    assert said(refused, 429)["error"] == "too_many"
    assert 1 <= int(refused.headers["retry-after"]) <= 12


def test_each_token_has_its_own_measure(start_server):
    live = start_server(settings="requests_per_minute = 3\n")
    first, second = live.add_token("ada", "reader"), live.add_token("bob", "reader")
    with live.client(first) as client:
        assert [client.get("/api/v1/whoami").status_code for _ in range(4)][-1] == 429
    with live.client(second) as client:
        assert client.get("/api/v1/whoami").status_code == 200
    with live.client("cs_00000000_" + "a" * 43) as client:  # guessing is measured by address
        assert [client.get("/api/v1/whoami").status_code for _ in range(4)] == [401] * 3 + [429]


def test_a_measure_fills_evenly_and_saves_a_minutes_worth():
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert [rates.take("a") for _ in range(61)] == [0] * 60 + [1]
    now[0] += 1
    assert [rates.take("a"), rates.take("a")] == [0, 1]
    now[0] += 3600
    assert [rates.take("a") for _ in range(61)].count(0) == 60
    assert Rates(1, lambda: 0.0).take("b") == 0


def test_only_so_many_callers_are_remembered():
    rates = Rates(1, lambda: 0.0)
    for n in range(MOST_CALLERS + 1):
        rates.take(str(n))
    assert rates.take("0") == 0
    assert rates.take(str(MOST_CALLERS)) > 0


def test_a_gate_lets_some_through_and_others_wait_only_so_long():
    gate = Gate(width=2, wait_s=0.2)
    go = threading.Event()
    outcomes = []

    async def ask():
        try:
            outcomes.append(await gate.run(lambda: go.wait(10)))
        except RefusedError as error:
            outcomes.append(error.status)
            if outcomes.count(503) == 3:
                go.set()

    async def all_at_once():
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(ask)

    anyio.run(all_at_once)
    assert sorted(outcomes) == [1, 1, 503, 503, 503]


def test_a_gate_opens_again_after_a_failure():
    gate = Gate(width=1, wait_s=0.2)

    async def fail_then_work():
        with pytest.raises(ZeroDivisionError):
            await gate.run(lambda: 1 // 0)
        return await gate.run(lambda: "done")

    assert anyio.run(fail_then_work) == "done"

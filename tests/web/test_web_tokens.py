"""Tokens and roles on a real server; revoked ones work no more, at once."""

import pytest

from pipeline.steps import tokens as step
from pipeline.steps.tokens import ROLES
from pipeline.store import Store


@pytest.fixture(scope="module")
def with_tokens(live_server):
    """One token of each role; made while the server runs, and forgotten afterwards."""
    made = {role: live_server.add_token(f"{role}-1", role) for role in ROLES}
    yield live_server, made
    with Store(live_server.workspace.database_url) as store:
        for role in ROLES:
            step.revoke(store, f"{role}-1", forget=True)


def operations(live):
    with live.client() as client:
        api = client.get("/openapi.json").json()
    for path, methods in api["paths"].items():
        for method, said in methods.items():
            yield method.upper(), path, said["x-role"], "requestBody" in said


def filled(path):
    for name, value in {"document_id": "0" * 16, "scheme": "nix", "concept_id": "x"}.items():
        path = path.replace(f"{{{name}}}", value)
    return path.replace("{project_id}", "nix-en")


def test_tokens_that_appear_while_the_server_runs_are_respected(with_tokens):
    live, _ = with_tokens
    with live.client() as client:
        answer = client.get("/api/v1/whoami")
    assert answer.status_code == 401
    assert "Bearer" in answer.headers["www-authenticate"]
    assert answer.json()["error"] == "no_token"


def test_every_operation_but_the_open_ones_wants_a_token(with_tokens):
    live, _ = with_tokens
    with live.client() as client:
        for method, path, role, _ in operations(live):
            status = client.request(method, filled(path)).status_code
            assert status == 401 if role else status in (200, 503), path
        for path in ("/", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200
        assert client.get("/api/v1/no-such-path").status_code == 401


def test_every_operation_wants_its_role(with_tokens):
    live, made = with_tokens
    body = {
        "decisions": [{"document_id": "0" * 16, "scheme": "nix", "kind": "complete"}],
    }
    refused = {}
    for method, path, role, has_body in operations(live):
        for other in ROLES[: ROLES.index(role)] if role else ():
            with live.client(made[other]) as client:
                answer = client.request(method, filled(path), json=body if has_body else None)
            refused[path, other] = answer.status_code
    # a body that is wrong for an operation is told before or after the role, but nothing is done
    assert set(refused.values()) <= {403, 422}
    assert refused["/api/v1/decisions", "reader"] == 403
    assert refused["/api/v1/tokens", "editor"] == 403


@pytest.mark.parametrize("role", ROLES)
def test_a_token_may_be_shown_as_bearer_or_as_password(with_tokens, role):
    live, made = with_tokens
    expected = {"name": f"{role}-1", "role": role}
    with live.client(made[role]) as client:
        assert client.get("/api/v1/whoami").json() == expected
    with live.client() as client:
        for user in ("", "anybody"):
            answer = client.get("/api/v1/whoami", auth=(user, made[role]))
            assert answer.json() == expected


WRONG = [
    "Bearer", "Bearer nonsense", "Bearer cs_00000000_" + "a" * 43, "Basic !!!", "Basic ====",
    "Basic bm9jb2xvbg==", "Digest x", "Bearer " + "a" * 5000, "Bearer \xff\xfe",
]  # fmt: skip


@pytest.mark.parametrize("shown", WRONG)
def test_a_wrong_token_is_refused_even_where_none_is_needed(live_server, shown):
    with live_server.client() as client:
        headers = {"Authorization": shown.encode("latin-1")}
        answer = client.get("/api/v1/whoami", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"]
        assert client.get("/api/v1/health", headers=headers).status_code == 200


def test_one_changed_letter_is_refused(with_tokens):
    live, made = with_tokens
    last = "A" if made["admin"][-1] != "A" else "B"
    with live.client(made["admin"][:-1] + last) as client:
        assert client.get("/api/v1/whoami").status_code == 401


def test_revocation_works_at_once(with_tokens):
    live, _ = with_tokens
    token = live.add_token("guest", "reader")
    with live.client(token) as client, Store(live.workspace.database_url) as store:
        assert client.get("/api/v1/whoami").status_code == 200
        step.revoke(store, "guest")
        assert client.get("/api/v1/whoami").status_code == 401
        step.revoke(store, "guest", forget=True)
        assert client.get("/api/v1/whoami").status_code == 401


def test_who_revokes_all_tokens_opens_no_door(start_server):
    live = start_server()
    token = live.add_token("only", "admin")
    with live.client(token) as client, Store(live.workspace.database_url) as store:
        step.revoke(store, "only")
        assert client.get("/api/v1/whoami").status_code == 401
        assert client.get("/api/v1/whoami", headers={"Authorization": ""}).status_code == 401
        step.revoke(store, "only", forget=True)
        assert client.get("/api/v1/whoami", headers={"Authorization": ""}).status_code == 200


def test_the_editor_is_the_token_and_only_an_admin_may_name_another(with_tokens):
    live, made = with_tokens
    with live.client(made["reader"]) as client:
        rows = client.get("/api/v1/documents").json()["documents"]
    wanted = {"document_id": rows[0]["document_id"], "scheme": "themes", "kind": "complete"}

    def decide(role, **more):
        with live.client(made[role]) as client:
            return client.post("/api/v1/decisions", json={"decisions": [wanted], **more})

    assert decide("editor").json()["decisions"][0]["editor"] == "editor-1"
    assert decide("editor", editor="editor-1").status_code == 200
    refused = decide("editor", editor="ada")
    assert (refused.status_code, refused.json()["error"]) == (403, "forbidden")
    assert decide("admin", editor="ada").json()["decisions"][0]["editor"] == "ada"
    assert decide("reader").status_code == 403


def test_an_admin_sees_whose_tokens_there_are_and_no_token(with_tokens):
    live, made = with_tokens
    with live.client(made["admin"]) as client:
        answer = client.get("/api/v1/tokens")
    assert {row["name"]: row["role"] for row in answer.json()["tokens"]} == {
        f"{role}-1": role for role in ROLES
    }
    assert not any(token in answer.text for token in made.values())
    assert "hash" not in answer.text


def test_an_admin_changes_a_vocabulary_and_chooses_a_model(start_server):
    live = start_server()
    token = live.add_token("ada", "admin")
    path = "/api/v1/schemes/themes/concepts"
    new = {
        "concept_id": "reading-rooms",
        "labels": [{"label": "Reading rooms"}, {"language": "fr", "label": "Salles de lecture"}],
        "broader": [],
        "reason": "asked for",
    }
    with live.client(token) as client:
        made = client.post(path, json=new).json()
        assert (made["label"], made["is_retired"]) == ("Reading rooms", False)
        assert client.post(path, json=new).status_code == 422
        renamed = client.post(f"{path}/reading-rooms/rename", json={"label": "Places to read"})
        assert [one["label"] for one in renamed.json()["alt_labels"]] == ["Reading rooms"]
        into = {"into": "libraries-archives"}
        merged = client.post(f"{path}/reading-rooms/merge", json=into).json()
        assert (merged["is_retired"], merged["replaced_by"]) == (True, "libraries-archives")
        assert not client.post(f"{path}/reading-rooms/restore", json={}).json()["is_retired"]
        assert client.post(f"{path}/reading-rooms/retire", json={}).json()["is_retired"]
        assert client.post(f"{path}/nothing/retire", json={}).status_code == 404
        assert client.post("/api/v1/schemes/x/concepts", json=new).status_code == 404
        choice = {"scheme": "themes", "version": "cold", "reason": "for a test"}
        assert client.post("/api/v1/models/choice", json=choice).json()["version"] == "cold"
        by = [m["by"] for m in client.get("/api/v1/models").json()["models"] if m["is_in_use"]]
        assert "ada" in by
        none = client.post("/api/v1/models/choice", json={**choice, "version": "nothing"})
        assert none.status_code in (404, 422)

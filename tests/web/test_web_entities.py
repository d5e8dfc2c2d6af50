"""Entities over the web API, on a small workspace without models."""

import pytest
from starlette.testclient import TestClient

from pipeline.settings import open_workspace
from pipeline.steps import tokens
from pipeline.web.app import create_app
from tests.steps import entity_workspace
from tests.steps.entity_workspace import BOARD, CLUB, SHUTTLE

API = "/api/v1/entities"


@pytest.fixture
def client(tmp_path):
    root = entity_workspace.make(tmp_path / "ws")
    app = create_app(open_workspace(root, {}), load=lambda: None)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000)) as found:
        yield found


@pytest.fixture
def reader(tmp_path, client):
    with entity_workspace.opened(tmp_path / "ws") as (_, store):
        client.headers["Authorization"] = f"Bearer {tokens.add(store, 'ann', 'reader')}"
    return client


def ok(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def decide(client, **wanted):
    return client.post(f"{API}/decisions", json=wanted)


def test_entities_are_listed_and_explained(client):
    told = ok(client.get(API, params={"text": "board", "limit": 1}))
    assert [row["entity_id"] for row in told["entities"]] == [BOARD]
    assert told["n_all"] == 1
    one = ok(client.get(f"{API}/explain", params={"entity": "ABC"}))
    assert one["entity_id"] == BOARD
    assert {row["reason"] for row in one["ids"]} == {"", "acronym", "spelling"}
    known = ok(client.get(f"{API}/explain", params={"entity": "ASEF"}))
    assert known["authority"]["country"] == "SGP"


def test_what_is_worth_a_look_is_proposed_until_it_is_decided(client):
    (item,) = ok(client.get(f"{API}/review", params={"kind": "proposed"}))["items"]
    assert (item["ids"], item["n_documents"]) == ([SHUTTLE], 2)
    assert "Heritage Shuttle" in item["examples"][0]["sentence"]
    ok(decide(client, kind="accept", subject=SHUTTLE))
    assert ok(client.get(f"{API}/review", params={"kind": "proposed"}))["items"] == []
    told = ok(client.get(API, params={"type": "programme"}))
    assert [row["entity_id"] for row in told["entities"]] == [SHUTTLE]


def test_a_decision_counts_at_once_and_is_taken_back(client):
    made = ok(decide(client, kind="merge", subject="Arab Book Club", target=BOARD, id="ab" * 16))
    assert (made["number"], made["editor"], made["told"]) == (1, "local", f"{CLUB} is {BOARD}")
    again = ok(decide(client, kind="merge", subject="Arab Book Club", target=BOARD, id="ab" * 16))
    assert (again["id"], again["notes"]) == (made["id"], ["recorded before under this id"])
    assert ok(client.get(f"{API}/explain", params={"entity": CLUB}))["entity_id"] == BOARD
    ok(decide(client, kind="undo", undoes="1"))
    log = ok(client.get(f"{API}/decisions", params={"entity": CLUB}))["decisions"]
    assert [(row["kind"], row["state"]) for row in log] == [("merge", "undone"), ("undo", "counts")]


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"kind": "merge", "subject": CLUB, "target": "Nobody's Bureau"}, 404),
        ({"kind": "merge", "subject": CLUB, "target": CLUB}, 422),
        ({"kind": "rename", "subject": CLUB, "name": "x"}, 422),
        ({"kind": "undo", "undoes": "77"}, 404),
        ({"kind": "praise", "subject": CLUB}, 422),
        ({"kind": "reject", "subject": CLUB, "editor": "somebody else"}, 403),
    ],
)
def test_what_makes_no_sense_is_refused(client, wanted, status):
    answer = decide(client, **wanted)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert ok(client.get(f"{API}/decisions"))["decisions"] == []


def test_what_is_not_there_is_missing(client):
    assert client.get(f"{API}/explain", params={"entity": "Nobody's Bureau"}).status_code == 404


def test_readers_see_no_names_that_are_not_published(reader):
    ok(reader.get(API, params={"type": "organisation"}))
    for asked in ("", "/explain"):
        params = {"type": "person", "entity": "Jane Doe"}
        answer = reader.get(f"{API}{asked}", params=params)
        assert answer.status_code == 403
        assert "Jane" not in answer.text


def test_editors_see_persons(client):
    (row,) = ok(client.get(API, params={"type": "person"}))["entities"]
    assert row["name"] == "Jane Doe"

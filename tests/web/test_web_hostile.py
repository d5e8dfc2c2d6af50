"""What a hostile client or page sends, and what must not come of it."""

import asyncio
import gzip
import json
import socket
import sqlite3
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from pipeline.store import Store, examples
from pipeline.store.schema import documents as documents_table
from pipeline.web import app as app_module
from pipeline.web.app import create_app
from pipeline.web.edge.outermost import Outermost
from pipeline.web.problems import MOST_NAME

JSON = {"Content-Type": "application/json"}
OWN = "http://127.0.0.1:8000"


def client_of(workspace, problem=""):
    """Return a client of an app whose suggestions are a stand-in."""
    models = SimpleNamespace(schemes=("themes",), reload_if_changed=bool, problem=problem)
    app = create_app(workspace, load=lambda: models)
    return TestClient(app, base_url=OWN, client=("127.0.0.1", 5000))


@pytest.fixture
def client(blank_workspace):
    with client_of(blank_workspace) as client:
        yield client


@pytest.fixture(scope="module")
def live(live_server):
    with live_server.client() as client:
        yield client


# Pages from elsewhere


@pytest.mark.parametrize(
    ("method", "site", "mode", "shown_as", "status"),
    [
        ("GET", "cross-site", "no-cors", "image", 403),
        ("GET", "same-site", "cors", "empty", 403),
        ("GET", "cross-site", "navigate", "iframe", 403),
        ("POST", "cross-site", "navigate", "document", 403),
        ("GET", "cross-site", "navigate", "document", 200),
        ("GET", "same-origin", "cors", "empty", 200),
        ("GET", "none", "navigate", "document", 200),
    ],
)
def test_what_a_browser_says_another_page_sent_is_refused(
    client, method, site, mode, shown_as, status
):
    said = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": shown_as}
    assert client.request(method, "/api/v1/whoami", headers=said).status_code == status


# Requests that can be read in two ways


def test_a_body_of_two_lengths_is_refused_and_no_request_is_found_in_it(live_server):
    raw = (
        b"POST /api/v1/suggest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        b"GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    host, port = live_server.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(raw)
        while piece := connection.recv(65536):  # until the server closes
            answer += piece
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_compressed_body_is_told_to_be_one(client):
    body = gzip.compress(b'{"text": "A library opened."}')
    headers = {**JSON, "Content-Encoding": "gzip"}
    answer = client.post("/api/v1/suggest", content=body, headers=headers)
    assert answer.status_code == 415
    assert "compressed" in answer.json()["detail"]


# Answers that would give back what was sent, or what the server is made of


def test_the_name_of_an_unknown_field_is_cut(client):
    body = json.dumps({"text": "a", "k" * 100_000: 1})
    answer = client.post("/api/v1/suggest", content=body, headers=JSON)
    assert answer.status_code == 422
    assert len(answer.content) < 1_000
    assert "k" * MOST_NAME in answer.text


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"text": "a", "limit": ' + b"9" * 5_000 + b"}", "the JSON holds a number of too many"),
        (b'{"text": "\xff"}', "the body is no JSON: it is not in UTF-8"),
        (b'{"text": "a\\u0000"}', "body.text: must not hold NUL"),
    ],
)
def test_details_speak_of_the_request_not_of_python(client, body, detail):
    answer = client.post("/api/v1/suggest", content=body, headers=JSON)
    assert answer.json()["detail"].startswith(detail)
    assert "sys." not in answer.text
    assert "Value error" not in answer.text


def test_a_search_for_signs_alone_finds_nothing(client):
    assert client.get("/api/v1/schemes/themes/concepts", params={"text": "%"}).json()["n"] == 0


# Taught texts


def test_signs_that_steer_a_terminal_are_not_kept_of_a_taught_text(client, blank_workspace):
    text = {"title": "Red\x1b[31m\nroom", "text": "A library\u202e opened.\x07"}
    taught = {**text, "scheme": "themes", "concept_ids": ["inclusion"]}
    first = client.post("/api/v1/examples", json={"texts": [taught]}).json()["decisions"]
    with Store(blank_workspace.database_url) as store, store.read() as connection:
        (kept,) = examples.load(connection, [first[0]["document_id"]])
    assert (kept.title, kept.text) == ("Red[31m room", "A library opened.")
    again = client.post("/api/v1/examples", json={"texts": [taught]}).json()
    assert again == {"decisions": []}


def test_no_lesson_holds_the_store_for_long(client):
    lesson = [{"text": f"Text {number}.", "subjects": []} for number in range(1_001)]
    answer = client.post("/v1/projects/themes-en/learn", json=lesson)
    assert answer.status_code == 422
    assert "1000" in answer.json()["detail"]


# Decisions sent again


@pytest.mark.parametrize("shape", [str, lambda id_: str(id_).upper(), lambda id_: id_.hex])
def test_a_decision_sent_again_is_answered_though_the_document_has_changed(start_server, shape):
    live = start_server()
    id_ = shape(uuid.uuid4())
    with live.client() as client:
        row = client.get("/api/v1/documents").json()["documents"][0]
        wanted = {"id": id_, "document_id": row["document_id"], "revision": row["revision"]}
        wanted |= {"scheme": "themes", "kind": "add", "concept_id": "inclusion"}
        first = client.post("/api/v1/decisions", json={"decisions": [wanted]})
        assert first.status_code == 200, first.text
        with Store(live.workspace.database_url) as store, store.write() as connection:
            newer = documents_table.c.revision + 1
            is_it = documents_table.c.document_id == row["document_id"]
            connection.execute(documents_table.update().where(is_it).values(revision=newer))
        again = client.post("/api/v1/decisions", json={"decisions": [wanted]})
        assert (again.status_code, again.json()) == (200, first.json())
        other = client.post("/api/v1/decisions", json={"decisions": [{**wanted, "id": ""}]})
        assert other.status_code == 409


# A document as an editor left it


def test_tags_of_a_document_tell_whether_they_count(live):
    rows = live.get("/api/v1/documents").json()["documents"]
    told = [live.get(f"/api/v1/documents/{row['document_id']}").json() for row in rows]
    id_, tag = next((one["document_id"], tag) for one in told for tag in one["tags"])
    assert tag["counts"] is True
    wanted = {"document_id": id_, "kind": "reject"}
    wanted |= {"scheme": tag["scheme"], "concept_id": tag["concept_id"]}
    made = live.post("/api/v1/decisions", json={"decisions": [wanted]}).json()["decisions"]
    again = live.get(f"/api/v1/documents/{id_}").json()["tags"]
    key = (tag["scheme"], tag["concept_id"])
    assert [one["counts"] for one in again if (one["scheme"], one["concept_id"]) == key] == [False]
    live.post("/api/v1/decisions/undo", json={"id": made[0]["id"]})


# A server that cannot do all that it should


def test_readers_are_answered_while_writers_wait(blank_workspace, monkeypatch):
    monkeypatch.setattr(app_module, "BUSY_TIMEOUT_S", 2)
    wanted = {"id": "0" * 32}
    with client_of(blank_workspace) as client, ThreadPoolExecutor(14) as pool:
        path = blank_workspace.database_url.removeprefix("sqlite:///")
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        try:
            undo = "/api/v1/decisions/undo"
            calls = [pool.submit(client.post, undo, json=wanted) for _ in range(14)]
            time.sleep(0.2)
            started = time.monotonic()
            assert client.get("/api/v1/documents").status_code == 200
            assert time.monotonic() - started < 1
            held = [call.result() for call in calls]
        finally:
            holder.close()
    assert {answer.status_code for answer in held} == {503}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in held)


def ready(client):
    until = time.monotonic() + 10
    while (told := client.get("/api/v1/health/ready").json())["models"] != "ready":
        assert time.monotonic() < until, told
    return told


def test_readiness_tells_of_models_that_could_not_be_taken_up(blank_workspace, caplog):
    with client_of(blank_workspace, problem="/srv/t1: damaged") as client:
        told = ready(client)
        assert told["is_ready"]
        assert "the former" in told["problem"]
        assert "/srv" not in told["problem"]
        for _ in range(2):
            client.post("/api/v1/suggest", json={"text": "A library opened."})
    assert caplog.text.count("/srv/t1: damaged") == 1


def test_readiness_tells_of_a_broken_vocabulary(blank_workspace):
    with client_of(blank_workspace) as client:
        assert ready(client)["problem"] == ""
        assert client.get("/api/v1/schemes/themes").status_code == 200
        (blank_workspace.models_dir / "themes.ttl").write_text("no turtle")
        told = ready(client)
        assert told["is_ready"]
        assert "culturescope status" in told["problem"]
        assert client.get("/api/v1/schemes/themes").status_code == 200


@pytest.mark.parametrize("said", ["{broken", '{"format": 1, "version": "t1", "since": "x"}'])
def test_a_damaged_choice_of_model_takes_no_project_from_the_list(client, blank_workspace, said):
    folder = blank_workspace.models_dir / "tagger" / "themes"
    folder.mkdir(parents=True)
    (folder / "in_use.json").write_text(said)
    rows = client.get("/v1/projects").json()["projects"]
    assert "themes-en" in {row["project_id"] for row in rows}


def test_a_server_that_ends_says_so_to_those_it_does_not_wait_for():
    sent = []

    async def never(*_):
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    async def run():
        scope = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "headers": []}
        asked = asyncio.create_task(Outermost(never)(scope, never, send))
        await asyncio.sleep(0)
        asked.cancel()
        await asked

    asyncio.run(run())
    assert sent[0]["status"] == 503
    assert b"retry-after" in dict(sent[0]["headers"])
    assert json.loads(sent[1]["body"])["error"] == "ending"


# The page


def test_the_page_leads_to_every_operation_and_tells_what_comes_back(client):
    page = client.get("/").text
    ids = [
        one["operationId"]
        for methods in client.get("/openapi.json").json()["paths"].values()
        for one in methods.values()
    ]
    assert [id_ for id_ in ids if f'href="#{id_}"' not in page] == []
    assert "proposals[].evidence[].text" in page
    assert "`" not in page

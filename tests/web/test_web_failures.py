"""What the server says when it cannot: models that load or are damaged, a store that is held."""

import logging
import socket
import sqlite3
import threading
import time
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.testclient import TestClient

from pipeline.errors import (
    BusyError,
    CulturescopeError,
    DeclarationError,
    MissingError,
    ModelError,
    OutdatedError,
    StoreError,
    UsageError,
)
from pipeline.store import Store
from pipeline.web import app as app_module
from pipeline.web.app import create_app
from pipeline.web.patience import PatientProtocol
from pipeline.web.problems import HANDLERS, UNAVAILABLE, WORDS

SECRET = "sentence that nobody may read in a log"


def raising(error):
    """A stand-in for the suggestions, of which every question ends in an error."""

    def propose(*_, **__):
        raise error

    return SimpleNamespace(schemes=("themes",), propose=propose, reload_if_changed=bool, problem="")


def client_of(workspace, load):
    app = create_app(workspace, load=load)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000))


def ask(client):
    answer = client.post("/api/v1/suggest", json={"text": SECRET})
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"title", "status", "error", "detail", "next"}
    return answer


def wait_for(client, state):
    until = time.monotonic() + 10
    while (told := client.get("/api/v1/health/ready").json())["models"] != state:
        assert time.monotonic() < until, told
        time.sleep(0.01)


def test_while_models_load_the_server_says_so(blank_workspace):
    go = threading.Event()

    def load():
        go.wait(10)
        return raising(UsageError("asked"))

    with client_of(blank_workspace, load) as client:
        ready = client.get("/api/v1/health/ready")
        assert (ready.status_code, ready.json()["models"]) == (503, "loading")
        assert client.get("/api/v1/health").status_code == 200
        assert client.get("/api/v1/schemes").status_code == 200
        refused = ask(client)
        assert (refused.status_code, refused.json()["error"]) == (503, "loading")
        assert int(refused.headers["retry-after"]) > 0
        go.set()
        wait_for(client, "ready")
        assert ask(client).status_code == 422


def test_models_that_cannot_be_loaded_are_told_without_naming_files(blank_workspace, caplog):
    def load():
        raise ModelError("/srv/models/tagger/themes/t1/weights.npz: damaged; train again")

    with client_of(blank_workspace, load) as client:
        wait_for(client, "failed")
        refused = ask(client)
    assert (refused.status_code, refused.json()["error"]) == (503, "failed")
    assert "/srv" not in refused.text
    assert "weights.npz: damaged" in caplog.text


def test_models_are_tried_again_when_they_may_have_been_mended(blank_workspace, monkeypatch):
    monkeypatch.setattr("pipeline.web.loading.AGAIN_AFTER_S", 0.0)
    tries = []

    def load():
        tries.append(1)
        if len(tries) == 1:
            raise ModelError("damaged")
        return raising(UsageError("asked"))

    with client_of(blank_workspace, load) as client:
        wait_for(client, "failed")
        assert ask(client).status_code in (503, 422)  # it may be there already
        wait_for(client, "ready")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (MissingError("no such thing"), 404),
        (OutdatedError("was changed"), 409),
        (UsageError("makes no sense"), 422),
        (DeclarationError("/srv/themes.ttl: broken"), 503),
        (BusyError("/srv: held"), 503),
        (StoreError("/srv/x.sqlite: locked"), 503),
        (ModelError("/srv/t1: damaged"), 503),
        (CulturescopeError("/srv: other"), 500),
        (ValueError(SECRET), 500),
    ],
)
def test_every_error_has_its_status_and_no_trace_goes_out(blank_workspace, caplog, error, status):
    with client_of(blank_workspace, lambda: raising(error)) as client:
        wait_for(client, "ready")
        answer = ask(client)
    assert answer.status_code == status
    assert "/srv" not in answer.text
    assert "Traceback" not in answer.text
    assert SECRET not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)
    if status < 500:
        assert str(error) in answer.json()["detail"]
    assert SECRET not in caplog.text


def test_what_nobody_foresaw_is_found_in_the_log_by_its_mark(blank_workspace, caplog):
    with client_of(blank_workspace, lambda: raising(RuntimeError(SECRET))) as client:
        wait_for(client, "ready")
        mark = ask(client).json()["detail"].split()[-1]
    assert f"mark {mark}" in caplog.text
    assert "in propose" in caplog.text


def test_every_error_and_status_has_words():
    statuses = {status for status, _ in HANDLERS.values()}
    assert statuses <= set(WORDS)
    assert {word for status, word in HANDLERS.values() if status >= 500} <= set(UNAVAILABLE)


def test_a_store_that_another_program_holds_is_told(blank_workspace, monkeypatch):
    monkeypatch.setattr(app_module, "BUSY_TIMEOUT_S", 0.1)
    wanted = {
        "texts": [{"text": "A library opened.", "scheme": "themes", "concept_ids": ["inclusion"]}]
    }
    with client_of(blank_workspace, lambda: raising(ValueError())) as client:
        path = blank_workspace.database_url.removeprefix("sqlite:///")
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            held = client.post("/api/v1/examples", json=wanted)
            reading = client.get("/api/v1/documents")
        finally:
            holder.close()
        free = client.post("/api/v1/examples", json=wanted)
    assert (held.status_code, held.json()["error"]) == (503, "store")
    assert int(held.headers["retry-after"]) > 0
    assert reading.status_code == 200
    assert free.status_code == 200


def test_a_store_that_is_gone_is_told_by_readiness(blank_workspace, monkeypatch):
    with client_of(blank_workspace, lambda: raising(ValueError())) as client:
        wait_for(client, "ready")

        def gone(*_):
            raise StoreError("/srv/x.sqlite: gone")

        monkeypatch.setattr(Store, "read", gone)
        assert client.get("/api/v1/health").status_code == 200
        ready = client.get("/api/v1/health/ready")
        assert (ready.status_code, ready.json()["store"]) == (503, "failed")
        assert client.get("/api/v1/documents").status_code == 503


def test_a_model_in_the_log_is_no_text_of_a_client(blank_workspace, caplog):
    caplog.set_level(logging.INFO, "culturescope")
    with client_of(blank_workspace, lambda: raising(UsageError("asked"))) as client:
        wait_for(client, "ready")
        client.get("/api/v1/documents", params={"text": SECRET})
        ask(client)
    assert "local POST /api/v1/suggest 422" in caplog.text
    assert SECRET not in caplog.text
    assert "nobody" not in caplog.text


class _Impatient(PatientProtocol):
    head_timeout_s = 0.3


@pytest.fixture
def impatient_port(blank_workspace):
    app = create_app(blank_workspace, load=lambda: raising(UsageError("asked")))
    config = uvicorn.Config(app, http=_Impatient, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


HEAD = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize("begun", [b"", HEAD])
def test_a_head_that_does_not_come_ends_the_connection(impatient_port, begun):
    with socket.create_connection(("127.0.0.1", impatient_port), timeout=10) as connection:
        connection.sendall(begun)
        assert connection.recv(1000) == b""


def test_a_head_in_time_is_answered_and_the_next_one_is_waited_for(impatient_port):
    with socket.create_connection(("127.0.0.1", impatient_port), timeout=10) as connection:
        for _ in range(2):
            connection.sendall(HEAD)
            time.sleep(0.05)
            connection.sendall(b"\r\n")
            answer = b""
            while not answer.endswith(b"}"):
                answer += connection.recv(10_000)
            assert answer.startswith(b"HTTP/1.1 200")
            time.sleep(0.4)
        connection.sendall(HEAD)
        assert connection.recv(10_000) == b""

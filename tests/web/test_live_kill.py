"""What was answered is kept: the server is killed right after its answer."""

import shutil
import signal
import uuid
from pathlib import Path

import pytest

from pipeline.store import Store, decisions, examples

LEARN = "/v1/projects/disciplines-en/learn"
TAUGHT = [{"text": "A poet read aloud in the harbour.", "subjects": []}]
STORE = Path("corpus") / "store"


@pytest.fixture
def killed_and_started_again(start_server):
    """Kill a server, as the machine would that runs out of memory; start one over what it left."""

    def act(live):
        live.stop(signal.SIGKILL)

        def leave(root: Path) -> None:
            shutil.rmtree(root / STORE)
            shutil.copytree(live.root / STORE, root / STORE)

        return start_server(prepare=leave)

    return act


def _document(client) -> str:
    return client.get("/api/v1/documents").json()["documents"][0]["document_id"]


def _log(live):
    with Store(live.workspace.database_url) as store, store.read() as connection:
        return list(decisions.load(connection))


def test_what_was_answered_is_kept_and_sending_it_again_doubles_nothing(
    start_server, killed_and_started_again
):
    first = start_server()
    with first.client() as client:
        taught = client.post(LEARN, json=TAUGHT)
        wanted = {
            "id": uuid.uuid4().hex,
            "document_id": _document(client),
            "scheme": "themes",
            "concept_id": "libraries-archives",
            "kind": "add",
            "note": "seen",
        }
        decided = client.post("/api/v1/decisions", json={"decisions": [wanted]})
        second = killed_and_started_again(first)
    assert (taught.status_code, decided.status_code) == (204, 200)
    complete, added = kept = _log(second)
    assert (complete.kind, complete.via) == ("complete", "annif")
    assert (added.id, added.kind, added.note) == (wanted["id"], "add", "seen")
    with second.client() as client:
        again = client.post("/api/v1/decisions", json={"decisions": [wanted]})
        assert again.json() == decided.json()
        assert client.post(LEARN, json=TAUGHT).status_code == 204
    assert _log(second) == kept
    with Store(second.workspace.database_url) as store, store.read() as connection:
        assert examples.all_ids(connection) == [complete.document_id]

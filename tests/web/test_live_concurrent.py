"""Ten clients suggest and decide while `culturescope run` writes in another process."""

import shutil
import subprocess
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.store import Store, decisions

REPOSITORY = Path(__file__).resolve().parents[2]
ARTICLES = REPOSITORY / "corpus" / "sample" / "articles"
N_NEW = 12
N_CLIENTS = 10
ROUNDS = 4
MOST_ROUNDS = 60
RUN_S = 600
SETTINGS = "requests_per_minute = 1000000\ntrain_after = 0\nbatch_size = 2\nworkers = 1\n"
TEXTS = [
    "A theatre company from Singapore performed in Jakarta, and schools came to see the play.",
    "A public library in Dakar opened an archive of newspapers with the help of the city.",
    "The commission pays artists who want to work in another country for up to two months.",
    "Musicians from Ghana and Brazil recorded songs and taught in the conservatory of Lyon.",
    "The museum lent a hundred paintings for an exhibition on trade along the river.",
]
CONCEPTS = ["cultural-diplomacy", "cultural-relations", "libraries-archives"]


def _grow(root: Path) -> None:
    """Add documents for the run to find."""
    for path in sorted(ARTICLES.iterdir())[:N_NEW]:
        shutil.copy(path, root / "corpus" / "texts")


def _suggested(client, text: str) -> dict:
    answer = client.post("/api/v1/suggest", json={"text": text, "limit": 4})
    assert answer.status_code == 200, answer.text
    return answer.json()


def _taken(client, number: int, documents: list[str], log: list[dict]) -> None:
    """Decide, and see that the answer says what was sent."""
    wanted = {
        "id": uuid.uuid4().hex,
        "document_id": documents[number % len(documents)],
        "scheme": "themes",
        "concept_id": CONCEPTS[number % len(CONCEPTS)],
        "kind": ("accept", "reject")[number % 2],
        "note": f"client {number}",
    }
    answer = client.post("/api/v1/decisions", json={"decisions": [wanted]})
    assert answer.status_code == 200, answer.text
    (made,) = answer.json()["decisions"]
    kinds = {"accept": ("accept", "add"), "reject": ("reject",)}[wanted["kind"]]
    assert made["kind"] in kinds
    told = {name: made[name] for name in wanted if name != "kind"}
    assert told == {name: value for name, value in wanted.items() if name != "kind"}
    log.append(made)


def _work(live, number: int, expected: dict[str, dict], documents: list[str], is_on) -> list[dict]:
    """Be one client: for some rounds, and on while the run does."""
    log: list[dict] = []
    with live.client() as client:
        for count in range(MOST_ROUNDS):
            if count >= ROUNDS and not is_on():
                break
            text = TEXTS[(number + count) % len(TEXTS)]
            assert _suggested(client, text) == expected[text]
            _taken(client, number + count, documents, log)
            time.sleep(0.05)
    return log


def _all_at_once(live, expected, documents, is_on) -> list[dict]:
    with ThreadPoolExecutor(N_CLIENTS) as pool:
        work = [
            pool.submit(_work, live, number, expected, documents, is_on)
            for number in range(N_CLIENTS)
        ]
        return [made for one in work for made in one.result()]


def _run(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "--root", str(root), "run", "--direct"],
        cwd=REPOSITORY, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.fixture
def live(start_server):
    started = start_server(settings=SETTINGS, prepare=_grow)
    started.wait_until_ready()
    return started


def test_answers_are_right_and_no_decision_is_lost_or_doubled(live):
    with live.client() as client:
        expected = {text: _suggested(client, text) for text in TEXTS}
        found = client.get("/api/v1/documents").json()["documents"]
    documents = [one["document_id"] for one in found]
    run = _run(live.root)
    during = _all_at_once(live, expected, documents, lambda: run.poll() is None)
    said, _ = run.communicate(timeout=RUN_S)
    assert run.returncode == 0, said
    after = _all_at_once(live, expected, documents, lambda: False)
    assert len(during) >= N_CLIENTS * ROUNDS == len(after)
    _check_log(live, during + after)
    with live.client() as client:
        assert len(client.get("/api/v1/documents?limit=200").json()["documents"]) > len(documents)
    assert not [line for line in live.lines if "unforeseen" in line]


def _check_log(live, made: list[dict]) -> None:
    """See that the log holds what was answered: each once, in one row of numbers."""
    with Store(live.workspace.database_url) as store, store.read() as connection:
        log = list(decisions.load(connection))
        assert decisions.last_number(connection) == len(log)
    assert Counter(one.id for one in log) == Counter(one["id"] for one in made)
    kept = {one.id: (one.document_id, one.concept_id, one.kind, one.note) for one in log}
    assert kept == {
        one["id"]: (one["document_id"], one["concept_id"], one["kind"], one["note"]) for one in made
    }

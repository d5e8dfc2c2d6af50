"""The log of decisions: numbered in order, safe on the disk, whoever writes at the same time."""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.records import Decision, Example
from pipeline.store import Store, decisions, examples
from pipeline.store.schema import decisions as table

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


def decision(number, document="d", **changes):
    values = {"document_id": document * 16, "revision": 1, "scheme": "themes"}
    values |= {"concept_id": "heritage", "kind": "accept", "editor": "Ann", "decided_at": NOON}
    return Decision(f"{number:032x}", **values | changes)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def store(url):
    with Store(url) as opened:
        yield opened


def put(store, *new):
    with store.write(durable=True) as connection:
        return decisions.append(connection, new)


def log(store, **asked):
    with store.read() as connection:
        return list(decisions.load(connection, **asked))


def test_an_empty_log(store):
    assert log(store) == []
    with store.read() as connection:
        assert decisions.last_number(connection) == 0
        assert decisions.count(connection) == 0


def test_everything_of_a_decision_comes_back(store):
    full = decision(1, probability=0.25, model="m", batch="b", via="api", note="’ =1\n2", undoes="")
    undo = decision(2, kind="undo", concept_id="", undoes=full.id)
    assert put(store, full, undo) == [full.id, undo.id]
    assert log(store) == [full, undo]


def test_a_decision_is_recorded_once_and_as_it_first_was(store):
    first, second = decision(1), decision(2)
    assert put(store, second, first, second) == [second.id, first.id]
    assert put(store, decision(1, kind="reject"), decision(3)) == [decision(3).id]
    assert log(store) == [second, first, decision(3)]


def test_order_is_that_of_arrival_whatever_is_asked(store):
    new = [decision(9 - n, "abc"[n % 3], scheme="xy"[n % 2]) for n in range(9)]
    put(store, *new[:4])
    put(store, *new[4:])
    assert log(store) == new
    assert log(store, after=6) == new[6:]
    assert log(store, scheme="x") == new[::2]
    assert log(store, document_ids=["c" * 16, "a" * 16, "a" * 16, "none"]) == [
        one for n, one in enumerate(new) if n % 3 != 1
    ]
    assert log(store, document_ids=[]) == []
    with store.read() as connection:
        numbers = [number for number, _ in decisions.load_numbered(connection, after=3)]
        assert numbers == [4, 5, 6, 7, 8, 9]
        assert decisions.beginning(connection, "0" * 31)[0] == new[0]


def test_many_documents_may_be_asked_for(store):
    new = [decision(n, document_id=f"{n:016x}") for n in range(1000)]
    put(store, *new)
    assert log(store, document_ids=[one.document_id for one in reversed(new)]) == new


def test_examples_stay_as_they_were_first_taught(store):
    first = Example("e" * 16, "Title", "Text.", "en", NOON, "Ann")
    other = Example("a" * 16, "", "Tekst.", "nl", NOON, "Ann")
    with store.write() as connection:
        examples.put(connection, [first, other])
        examples.put(connection, [Example("e" * 16, "Changed", "Text.", "en", NOON, "Bob")])
    with store.read() as connection:
        assert examples.all_ids(connection) == [other.id, first.id]
        assert examples.load(connection, [first.id, "none", other.id]) == [other, first]


def test_a_durable_write_waits_for_the_disk_and_others_do_not(store):
    levels = []

    def level(connection):
        levels.append(connection.scalar(sa.text("PRAGMA synchronous")))

    for durable in (True, False, True):
        with store.write(durable=durable) as connection:
            level(connection)
    assert levels == [2, 1, 2]  # FULL, NORMAL


def test_a_transaction_that_fails_leaves_no_number_behind(store):
    def fail():
        with store.write(durable=True) as connection:
            decisions.append(connection, [decision(2)])
            raise StoreError("something went wrong")

    put(store, decision(1))
    with pytest.raises(StoreError):
        fail()
    put(store, decision(3))
    with store.read() as connection:
        assert [n for n, _ in decisions.load_numbered(connection)] == [1, 2]
    assert log(store) == [decision(1), decision(3)]


def test_writers_at_once_share_the_numbers(url):
    """Eight writers of their own stores, half of them sending what others send too."""
    n_each = 25
    Store(url).close()
    ready = threading.Barrier(8)

    def write(writer):
        with Store(url) as store:
            ready.wait()
            for n in range(n_each):
                put(store, decision(n if writer % 2 else 1000 * writer + n, note=str(writer)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    with Store(url) as store, store.read() as connection:
        numbers = list(connection.scalars(sa.select(table.c.number).order_by(table.c.number)))
        ids = set(connection.scalars(sa.select(table.c.decision_id)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(ids) == len(numbers)
    wanted = {decision(n).id for n in range(n_each)}
    wanted |= {decision(1000 * writer + n).id for writer in (2, 4, 6) for n in range(n_each)}
    assert ids == wanted


CHILD = """
import datetime as dt, sys
from pipeline.records import Decision
from pipeline.store import Store, decisions
store = Store(sys.argv[1])
writer = int(sys.argv[2])
for n in range(100_000):
    one = Decision(f"{writer * 10**6 + n:032x}", "d" * 16, 1, "themes", "a", "accept", "Ann",
                   dt.datetime.now(dt.UTC))
    with store.write(durable=True) as connection:
        decisions.append(connection, [one])
    print(one.id, flush=True)
"""


def test_what_was_answered_survives_kill_9(url):
    """Three processes that write are killed; whatever they said they wrote is there."""
    Store(url).close()
    code = textwrap.dedent(CHILD)
    command = [sys.executable, "-c", code, url]
    children = [
        subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, text=True) for n in range(3)
    ]
    said = []
    for child in children:
        assert child.stdout is not None
        said += [child.stdout.readline().strip() for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        said += child.stdout.read().split()
        child.wait()
        child.stdout.close()
    with Store(url) as store, store.read() as connection:
        assert connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        numbered = list(decisions.load_numbered(connection))
    there = {one.id for _, one in numbered}
    whole = {id_ for id_ in said if len(id_) == 32}
    assert len(whole) >= 60
    assert whole <= there
    assert len(there) <= len(whole) + len(children)  # killed between writing and saying
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))

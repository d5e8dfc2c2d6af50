import sqlite3
import threading

import pytest
import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.store import Store
from pipeline.store.schema import HEAD, metadata, runs
from pipeline.store.upsert import upsert

RUN = {"run_id": "r", "command": "c", "started_at": "t", "finished_at": None, "report": []}


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'new' / 'c.sqlite'}") as store:
        yield store


def test_a_new_store_has_every_table_and_the_newest_revision(store):
    with store.read() as connection:
        names = set(sa.inspect(connection).get_table_names())
        revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    assert set(metadata.tables) <= names
    assert revision == HEAD


def test_sqlite_writes_ahead(store):
    with store.read() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"


def test_a_failed_transaction_leaves_nothing(store):
    def fail_half_way():
        with store.write() as connection:
            upsert(connection, runs, [RUN | {"status": "running"}])
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        fail_half_way()
    with store.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(runs)) == 0


def test_writing_twice_changes_nothing_but_values(store):
    for status in ("running", "done"):
        with store.write() as connection:
            upsert(connection, runs, [RUN | {"status": status}])
    with store.read() as connection:
        assert connection.execute(sa.select(runs.c.status)).all() == [("done",)]


def test_a_second_writer_waits_for_the_first(store):
    order = []
    first_has_it = threading.Event()

    def second():
        first_has_it.wait(5)
        with store.write() as connection:
            upsert(connection, runs, [RUN | {"run_id": "b", "status": "done"}])
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with store.write() as connection:
        first_has_it.set()
        upsert(connection, runs, [RUN | {"run_id": "a", "status": "done"}])
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_a_store_of_a_newer_version_is_refused(store):
    with store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Culturescope"):
        Store(store.url)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"this is no database at all, however long one looks at it" * 20)
    with pytest.raises(StoreError, match=r"c\.sqlite"):
        Store(f"sqlite:///{path}")


def test_an_url_of_an_unknown_kind_is_explained():
    with pytest.raises(StoreError, match="postgresql"):
        Store("nonsense")


def test_the_old_revision_of_a_store_is_upgraded_in_place(tmp_path):
    path = tmp_path / "c.sqlite"
    sqlite3.connect(path).close()  # an empty file: the oldest store there can be
    with Store(f"sqlite:///{path}") as store, store.read() as connection:
        assert sa.inspect(connection).has_table("ledger")

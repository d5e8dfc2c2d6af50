"""A store of every older version opens, and what it holds stays."""

import datetime as dt
import importlib

import pytest
import sqlalchemy as sa

from pipeline.records import Decision, Example
from pipeline.store import Store, captures, decisions, documents, examples
from pipeline.store.schema import HEAD

FIRST = importlib.import_module("pipeline.store.migrations.versions.0001_first")
NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


@pytest.fixture
def old(tmp_path):
    """A store as version 0.1.0 wrote it, with one document."""
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        FIRST.metadata.create_all(connection)
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('0001')"))
        tables = FIRST.metadata.tables
        connection.execute(
            tables["captures"].insert(),
            {
                "document_id": "a" * 16,
                "revision": 1,
                "is_current": True,
                "source_id": "notes",
                "locator": "notes:a.txt",
                "media_type": "text/plain",
                "sha256": "0" * 64,
                "n_bytes": 3,
                "fetched_at": "2025-01-01T00:00:00+00:00",
                "warc_file": "x.warc.gz",
                "warc_offset": 0,
                "run_id": "r",
            },
        )
        connection.execute(
            tables["documents"].insert(),
            {
                "document_id": "a" * 16,
                "revision": 1,
                "is_current": True,
                "source_id": "notes",
                "title": "A",
                "text": "Told before.",
                "language": "en",
                "authors": [],
                "section": "",
                "published_confidence": 0.0,
                "published_from": "",
                "labels": [["themes", "Inclusion"]],
                "n_words": 2,
                "digest": "1" * 64,
            },
        )
    engine.dispose()
    return url


def test_a_store_of_the_first_version_opens(old):
    with Store(old) as store, store.read() as connection:
        (document,) = documents.load_documents(connection, ["a" * 16])
        (capture,) = captures.load_captures(connection, ["a" * 16])
        version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    assert version == HEAD
    assert (document.text, document.quality, document.dates) == ("Told before.", 1.0, ())
    assert capture.hints == ()


def test_an_upgraded_store_has_the_columns_of_a_new_one(old, tmp_path):
    with Store(old), Store(f"sqlite:///{tmp_path / 'new.sqlite'}"):
        pass
    columns = []
    for url in (old, f"sqlite:///{tmp_path / 'new.sqlite'}"):
        engine = sa.create_engine(url)
        told = sa.inspect(engine)
        columns.append(
            {name: {c["name"] for c in told.get_columns(name)} for name in told.get_table_names()}
        )
        engine.dispose()
    assert columns[0] == columns[1]


def test_an_upgraded_store_takes_decisions_and_examples(old):
    decision = Decision("1" * 32, "a" * 16, 1, "themes", "inclusion", "accept", "Ann", NOON)
    example = Example("e" * 16, "", "Text.", "en", NOON, "Ann")
    with Store(old) as store, store.write(durable=True) as connection:
        assert decisions.append(connection, [decision]) == [decision.id]
        examples.put(connection, [example])
    with Store(old) as store, store.read() as connection:
        assert list(decisions.load(connection)) == [decision]
        assert examples.load(connection, [example.id]) == [example]


def test_an_upgraded_store_has_the_keys_and_indexes_of_a_new_one(old, tmp_path):
    with Store(old), Store(f"sqlite:///{tmp_path / 'new.sqlite'}"):
        pass
    found = []
    for url in (old, f"sqlite:///{tmp_path / 'new.sqlite'}"):
        engine = sa.create_engine(url)
        told = sa.inspect(engine)
        found.append(
            {
                name: (
                    told.get_pk_constraint(name)["constrained_columns"],
                    sorted(tuple(index["column_names"]) for index in told.get_indexes(name)),
                    sorted(tuple(one["column_names"]) for one in told.get_unique_constraints(name)),
                    {column["name"]: column["nullable"] for column in told.get_columns(name)},
                )
                for name in ("decisions", "examples", "tokens")
            }
        )
        engine.dispose()
    assert found[0] == found[1]

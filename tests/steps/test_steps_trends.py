"""Trends from the store: doubt is carried, impossible dates are told, and all of it is proven."""

import dataclasses
import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import languages
from pipeline.queries import recompute_findings
from pipeline.records import Mention
from pipeline.settings import open_workspace
from pipeline.snapshots import verify_snapshot
from pipeline.steps import publish, trends
from pipeline.steps.context import Context
from pipeline.steps.deciding import Wanted, decide
from pipeline.steps.looking import latest_name
from pipeline.store import Store, documents, results
from pipeline.store.probabilities import Thought, load_thoughts, put_thoughts
from pipeline.trends import PROBABILITY_DECIMALS, PROBABILITY_FLOOR
from tests.steps.deciding_shelf import SHELF_MODEL, D


@pytest.fixture
def context(shelf, encoder_dir):
    """The shelf, with what a model thinks of two themes of documents 1 to 4 (0 is not English)."""
    (shelf.models_dir / "minilm").symlink_to(encoder_dir)
    workspace = open_workspace(shelf.root, {})
    with Store(workspace.database_url) as store, store.write() as connection:
        named = Mention(D[0], 0, 1, "A", "country", "country:POL", "Poland")
        results.put_mentions(connection, {D[0]: [named]})
        thoughts = [
            Thought(id_, "themes", {"soft-power": (1 + 2 * at) / 10, "youth": 0.3}, SHELF_MODEL)
            for at, id_ in list(enumerate(D))[1:5]
        ]
        put_thoughts(connection, D, thoughts)
        assert list(load_thoughts(connection)) == thoughts
    with Store(workspace.database_url) as store:
        yield Context(workspace, store, "r")


def snapshot(context):
    """Run what is pending of trends and publish; return the snapshot's folder."""
    for step in (trends, publish):
        for batch in step.pending(context).batches:
            step.process(context, batch)
    return context.workspace.snapshots_dir / latest_name(context.workspace)


def rows(folder, kind, id_):
    found = pq.read_table(folder / "series_documents.parquet").to_pylist()
    return [
        (row["document_id"], row["probability"], row["counts"])
        for row in found
        if (row["kind"], row["id"]) == (kind, id_)
    ]


def test_what_may_be_has_rows_that_do_not_count(context):
    decide(
        context.workspace,
        context.store,
        [Wanted(D[4], "themes", "reject", "soft-power")],
        editor="Ann",
        via="cli",
    )
    folder = snapshot(context)
    assert rows(folder, "theme", "soft-power") == [
        (D[1], 0.3, False),
        (D[2], 0.5, True),
        (D[3], 0.7, True),
        (D[5], 1.0, True),
    ]
    assert rows(folder, "theme", "youth") == [], "no document counts for it"
    (series,) = (
        row
        for row in pq.read_table(folder / "series.parquet").to_pylist()
        if row["id"] == "soft-power"
    )
    assert (series["n_documents"], series["share_counted"]) == (3, 0.5)
    assert series["share"] == pytest.approx(2.5 / 6, abs=1e-6)
    assert [*verify_snapshot(folder), *recompute_findings(folder)] == []


def test_dates_that_cannot_be_are_told_and_do_not_stretch_time(context):
    with context.store.write() as connection:
        late = list(documents.load_documents(connection, D[4:]))
        changed = [
            dataclasses.replace(late[0], published=None, published_precision=None),
            dataclasses.replace(late[1], published=dt.date(2090, 5, 1), published_precision="day"),
        ]
        documents.put_documents(connection, changed)
    folder = snapshot(context)
    found = pq.read_table(folder / "trends.parquet").to_pylist()
    years = {row["period_start"].year for row in found if row["granularity"] == "year"}
    assert years == {2016, 2017, 2018, 2019}, "fetched in 2025, so not of 2090"
    assert trends.finish(context).endswith(
        "left out of periods: documents 1 without a date, 1 dated after 2019-01-01"
    )
    assert recompute_findings(folder) == []


def test_nothing_at_all_is_no_trouble(context):
    with context.store.write() as connection:
        connection.exec_driver_sql("UPDATE documents SET is_current = 0")
        connection.exec_driver_sql("UPDATE captures SET is_current = 0")
    folder = snapshot(context)
    assert pq.read_table(folder / "series.parquet").num_rows == 0
    assert recompute_findings(folder) == []


def without_first(found):
    return found[1:]


def less_likely(found):
    return [{**found[0], "probability": 0.25}, *found[1:]]


def made_up(found):
    forged = {"kind": "theme", "id": "inclusion", "document_id": "zzz"}
    return [*found, {**forged, "probability": 0.2, "counts": True}]


def in_doubt(found):
    return [{**row, "counts": False} for row in found]


def miscounted(found):
    return [{**row, "share_counted": 0.125} for row in found]


FORGERIES = [
    ("series_documents", without_first, "rows are missing"),
    ("series_documents", less_likely, "another probability than their tags"),
    ("series_documents", made_up, "rows do not follow"),
    ("series_documents", in_doubt, "rows are missing"),
    ("series", miscounted, "cells of share_counted"),
    ("trends", miscounted, "cells of share_counted"),
]


def test_forgeries_are_found(context):
    folder = snapshot(context)
    for name, forge, says in FORGERIES:
        path = folder / f"{name}.parquet"
        whole, table = path.read_bytes(), pq.read_table(path)
        pq.write_table(pa.Table.from_pylist(forge(table.to_pylist()), table.schema), path)
        found = recompute_findings(folder)
        assert any(one.startswith(path.name) and says in one for one in found), (forge, found)
        path.write_bytes(whole)
    assert recompute_findings(folder) == []


def test_what_is_thought_agrees_with_what_is_suggested(ran_once):
    workspace = open_workspace(ran_once, {})
    with Store(workspace.database_url) as store, store.read() as connection:
        thoughts = {(one.document_id, one.scheme): one for one in load_thoughts(connection)}
        for document in documents.load_documents(connection, documents.current_ids(connection)):
            is_read = languages.route(document.language).encoder
            schemes = [scheme for id_, scheme in thoughts if id_ == document.id]
            assert schemes == (["disciplines", "themes"] if is_read else [])
            for tag in results.tags_of(connection, document.id):
                thought = thoughts.get((document.id, tag["scheme"]))
                if thought and tag["origin"] == "suggested" and tag["score"] >= PROBABILITY_FLOOR:
                    kept = thought.probabilities[tag["concept_id"]]
                    assert kept == pytest.approx(tag["score"], abs=10**-PROBABILITY_DECIMALS)
                    assert thought.model == tag["model"]
    assert min(min(one.probabilities.values()) for one in thoughts.values()) == PROBABILITY_FLOOR

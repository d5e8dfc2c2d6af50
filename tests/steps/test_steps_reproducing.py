"""The same store gives the same snapshot: elsewhere, later, by another run, otherwise set."""

import datetime as dt
import shutil

import pytest

from pipeline.records import Mention
from pipeline.settings import SETTINGS_FILE, open_workspace
from pipeline.snapshots.package import DATA_FILES
from pipeline.steps import publish, trends
from pipeline.steps.context import Context
from pipeline.steps.looking import latest_name
from pipeline.steps.reproducing import store_findings
from pipeline.store import Store, documents, results, schema


@pytest.fixture
def workspace(shelf, encoder_dir):
    """The shelf, with names and figures."""
    (shelf.models_dir / "minilm").symlink_to(encoder_dir)
    with Store(shelf.database_url) as store:
        with store.write() as connection:
            ids = documents.current_ids(connection)
            results.put_mentions(connection, {id_: [named(id_)] for id_ in ids})
        trends.process(Context(shelf, store, "r1"), ("corpus",))
    return shelf


def named(id_):
    return Mention(id_, 0, 1, "A", "country", "country:POL", "Poland")


def published(workspace, run_id):
    with Store(workspace.database_url) as store:
        publish.process(Context(workspace, store, run_id), ("corpus",))
    return workspace.snapshots_dir / latest_name(workspace)


def test_a_copy_of_the_store_gives_the_same_bytes(workspace, tmp_path, monkeypatch):
    first = published(workspace, "r1")
    away = tmp_path / "away" / "from here"
    shutil.copytree(workspace.root, away, ignore=shutil.ignore_patterns("outputs"), symlinks=True)
    other = (
        'batch_size = 7\nworkers = 1\nseed = 9\nmin_score = 0.9\nas_of = 1999-01-01\ntitle = "B"'
    )
    (away / SETTINGS_FILE).write_text(other, "utf-8")
    monkeypatch.setattr(publish, "utc_now", lambda: dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    second = published(open_workspace(away, {}), "r2")
    assert second.name == first.name
    assert (second / "datapackage.json").read_bytes() != (first / "datapackage.json").read_bytes()
    for name in DATA_FILES:
        assert (second / name).read_bytes() == (first / name).read_bytes(), name


def test_a_store_that_went_on_is_told_from_its_snapshot(workspace):
    folder = published(workspace, "r1")
    before = sorted(workspace.snapshots_dir.parent.rglob("*"))
    assert store_findings(workspace, folder) == []
    with Store(workspace.database_url) as store, store.write() as connection:
        t = schema.tags
        connection.execute(t.delete().where(t.c.document_id == "d" + "0" * 15))
        connection.execute(t.update().where(t.c.score == 1).values(evidence=["p1"]))
    first, *rest = store_findings(workspace, folder)
    assert first.startswith("the store would publish ")
    assert rest == ["tags: rows in the store since then: 2 removed, 6 changed"]
    assert sorted(workspace.snapshots_dir.parent.rglob("*")) == before

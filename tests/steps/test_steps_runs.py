"""Whole runs over a small workspace: nothing lost, nothing twice, nothing done twice."""

import hashlib
import importlib
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from pipeline.errors import BusyError
from pipeline.records import STAGES
from pipeline.settings import Workspace, open_workspace
from pipeline.snapshots import TABLES
from pipeline.steps import run_stages
from pipeline.steps.locking import only_run
from pipeline.steps.looking import latest_name, rejected_rows, status
from pipeline.steps.retrying import retry_rejected


def run(workspace, stages=STAGES):
    done = run_stages(workspace, stages, "test", lambda *_: None)
    return {report.stage: report for report in done.reports}


def data_hashes(workspace):
    folder = workspace.snapshots_dir / latest_name(workspace)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in (".parquet", ".csv")
    }


@pytest.fixture
def ran(ran_root):
    """A workspace of three documents after a whole run."""
    return open_workspace(ran_root, {})


def table(workspace, query):
    path = workspace.store_dir / "culturescope.sqlite"
    with sqlite3.connect(path) as connection:
        return connection.execute(query).fetchall()


def test_a_run_ends_with_every_document_tagged_and_published(tiny):
    reports = run(tiny)
    assert [reports[s].n_out for s in ("ingest", "clean", "entities", "themes")] == [3, 3, 3, 3]
    assert len(data_hashes(tiny)) == 2 * len(TABLES)
    dates = dict(table(tiny, "SELECT title, published FROM documents"))
    assert dates == {
        "A theatre company visits Jakarta": "2019-03-12",
        "A library opens in Dakar": "2020-05-04",
        "Grants for travelling artists": "2021-09-30",
    }
    named = {row[0] for row in table(tiny, "SELECT DISTINCT entity_id FROM mentions")}
    assert {"country:SGP", "country:IDN", "country:SEN", "country:UKR"} <= named
    publisher = table(tiny, "SELECT concept_id FROM tags WHERE origin = 'publisher'")
    assert ("libraries-archives",) in publisher


def test_a_second_run_does_nothing(ran):
    before = data_hashes(ran), sorted(p.name for p in ran.warc_dir.iterdir())
    reports = run(ran)
    assert {stage: report.n_in for stage, report in reports.items() if stage != "ingest"} == {
        stage: 0 for stage in STAGES if stage != "ingest"
    }
    assert reports["ingest"].n_known == 3
    assert (data_hashes(ran), sorted(p.name for p in ran.warc_dir.iterdir())) == before


def test_one_new_document_is_the_only_one_worked_on(ran):
    text = "The museum of Accra, Ghana, shows photographs from Togo and Benin. " * 4
    (ran.root / "corpus/tiny/new.txt").write_text(f"New hall\n\n3 May 2022\n\n{text}")
    reports = run(ran)
    assert [reports[s].n_in for s in ("clean", "entities", "topics", "themes")] == [1, 1, 1, 1]


def test_a_changed_document_becomes_a_revision_and_the_old_one_is_kept(ran):
    path = ran.root / "corpus/tiny/visit.txt"
    path.write_text(path.read_text().replace("Jakarta", "Bandung"))
    reports = run(ran)
    assert reports["clean"].n_in == 1
    found = table(
        ran, "SELECT revision, is_current, title FROM documents WHERE title LIKE '%theatre%'"
    )
    assert sorted(found) == [
        (1, 0, "A theatre company visits Jakarta"),
        (2, 1, "A theatre company visits Bandung"),
    ]


def test_a_broken_new_revision_leaves_the_last_good_document(ran):
    (ran.root / "corpus/tiny/visit.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    reports = run(ran)
    assert reports["clean"].n_rejected == 1
    current = table(ran, "SELECT count(*) FROM documents WHERE is_current")
    assert current == [(3,)]
    assert rejected_rows(ran, {})[0]["reason"] == "not_text"


def test_what_is_mended_leaves_the_list_of_rejected(tiny):
    path = tiny.root / "corpus/tiny/empty.txt"
    path.write_text("")
    run(tiny)
    assert [row["reason"] for row in rejected_rows(tiny, {})] == ["empty"]
    path.write_text("A choir from Estonia sang in Riga, Latvia. " * 6)
    run(tiny)
    assert rejected_rows(tiny, {}) == []


def test_neither_order_nor_batches_nor_processes_change_a_byte(ran, make_root):
    other = make_root("other")
    shutil.copytree(ran.root / "corpus/sources", other / "corpus/sources", dirs_exist_ok=True)
    (other / "corpus/tiny").mkdir()
    for name in ("visit.txt", "grants.html", "library.md"):
        shutil.copyfile(ran.root / "corpus/tiny" / name, other / "corpus/tiny" / name)
        run(open_workspace(other, {}), ("ingest", "clean"))  # one document a run
    (other / "culturescope.toml").write_text("batch_size = 1\nworkers = 1\n")
    run(open_workspace(other, {}))
    assert data_hashes(open_workspace(other, {})) == data_hashes(ran)


def test_several_processes_give_the_same(ran, tmp_path):
    for extra in range(6):  # enough batches for a pool
        text = f"Peru, Chile and Cuba met. {extra} " * 9
        (ran.root / f"corpus/tiny/x{extra}.txt").write_text(text)
    other = shutil.copytree(ran.root, tmp_path / "other")
    (other / "culturescope.toml").write_text("batch_size = 1\nworkers = 2\n")
    workspace = open_workspace(other, {})
    run(workspace)
    run(ran)
    assert data_hashes(workspace) == data_hashes(ran)


RUNNER = """
import os, sys
from pathlib import Path
from pipeline.records import STAGES
from pipeline.settings import open_workspace
from pipeline.steps import run_stages

if __name__ == "__main__":
    run_stages(open_workspace(Path(sys.argv[1]), {}), STAGES, "drill", lambda *_: None)
"""


def test_killed_anywhere_and_run_again_is_as_if_undisturbed(ran, make_root, tmp_path):
    other = make_root("killed")
    shutil.copytree(ran.root / "corpus", other / "corpus", dirs_exist_ok=True)
    shutil.rmtree(other / "corpus/store")
    (other / "culturescope.toml").write_text("batch_size = 1\nworkers = 1\n")
    script = tmp_path / "runner.py"
    script.write_text(RUNNER)
    killed = 0
    for delay in (0.8, 1.6, 2.4, 3.2, 4.0):
        process = subprocess.Popen([sys.executable, str(script), str(other)])
        time.sleep(delay)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed, "no run was caught under way"
    workspace = open_workspace(other, {})
    run(workspace)
    assert data_hashes(workspace) == data_hashes(ran)
    assert table(workspace, "SELECT count(*) FROM captures") == [(3,)]


def test_a_broken_card_and_a_broken_vocabulary_do_not_stop_the_run(ran, add_source):
    (ran.root / "corpus/sources/odd.toml").write_text('name = "x"\nkind = "folder"\ncolour = 1\n')
    (ran.root / "models/themes.ttl").write_text("@prefix skos: <x> .\nthis is no turtle\n")
    add_source(ran.root, "more", {"a.txt": "Dancers from Fiji toured Samoa and Tonga. " * 6})
    changed = Workspace(ran.root, ran.settings.model_copy(update={"batch_size": 65}))
    done = run_stages(changed, STAGES, "test", lambda *_: None)
    reports = {report.stage: report for report in done.reports}
    assert reports["clean"].n_in == 1, "the last good vocabulary is still in force"
    assert any("odd.toml" in line and "colour" in line for line in done.findings)
    assert any("themes.ttl" in line for line in done.findings)
    assert status(changed)["findings"] == done.findings


def hold(root, ready, done):
    with only_run(open_workspace(root, {}), "holder"):
        ready.set()
        done.wait(20)


def test_a_second_run_at_the_same_time_is_refused_and_says_who_runs(tiny):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tiny.root, ready, done))
    holder.start()
    try:
        assert ready.wait(20)
        with pytest.raises(BusyError, match="holder"):
            run(tiny)
    finally:
        done.set()
        holder.join()


def test_an_empty_workspace_runs_to_an_empty_snapshot(make_root):
    workspace = open_workspace(make_root("empty"), {})
    reports = run(workspace)
    assert reports["ingest"].n_in == 0
    folder = workspace.snapshots_dir / latest_name(workspace)
    manifest = json.loads((folder / "datapackage.json").read_text())
    assert {r["rows"] for r in manifest["resources"] if "rows" in r} == {0}
    assert (folder / "report.html").stat().st_size > 1000


def test_a_run_that_somebody_stops_is_told_as_stopped_and_a_second_one_names_the_first(
    tiny, monkeypatch
):
    def stop(_):
        raise KeyboardInterrupt

    def second(*_):
        with pytest.raises(
            BusyError, match=r"workspace \('ingest', process \d+, since 20.* UTC\);"
        ):
            run_stages(tiny, ("clean",), "clean", lambda *_: None)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_stages(tiny, ("ingest",), "ingest", second)
    assert [r["status"] for r in status(tiny)["runs"]] == ["stopped"]
    monkeypatch.setattr("pipeline.steps.runs.open_workers", stop)
    with pytest.raises(KeyboardInterrupt):
        run(tiny, ("ingest",))
    assert [r["status"] for r in status(tiny)["runs"]] == ["stopped"] * 2, "before it began to work"


def test_runs_that_were_killed_are_marked(tiny):
    run(tiny, ("ingest",))
    path = tiny.store_dir / "culturescope.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE runs SET status = 'running'")
    run(tiny, ("ingest",))
    assert [r["status"] for r in status(tiny)["runs"]] == ["done", "killed"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_workspace_is_told_in_one_line(tiny):
    tiny.root.chmod(0o500)
    with pytest.raises(OSError, match="Permission"):
        run(tiny)


@pytest.mark.parametrize(
    ("stage", "breaks"), [("entities", "mentions_of"), ("themes", "publisher_tags")]
)
def test_what_breaks_on_one_document_spares_the_others(tiny, monkeypatch, stage, breaks):
    whole = getattr(importlib.import_module(f"pipeline.{stage}"), breaks)
    run(tiny, ("ingest", "clean"))
    ((chosen,),) = table(tiny, "SELECT document_id FROM documents WHERE title LIKE 'Grants%'")

    def break_on_one(first, *more):
        if chosen in (first, getattr(first, "id", "")):
            raise ValueError("odd text")
        return whole(first, *more)

    with monkeypatch.context() as patch:
        patch.setattr(f"pipeline.{stage}.{breaks}", break_on_one)
        done = run_stages(tiny, STAGES, "test", lambda *_: None)
    assert [(r["stage"], r["reason"]) for r in rejected_rows(tiny, {})] == [(stage, "unforeseen")]
    assert "odd text" in rejected_rows(tiny, {})[0]["detail"]
    assert any("unforeseen" in line for line in done.findings)
    retry_rejected(tiny, {}, lambda *_: None)
    assert rejected_rows(tiny, {}) == []
    assert table(
        tiny, f"SELECT count(*) FROM ledger WHERE stage = '{stage}' AND outcome = 'done'"
    ) == [(3,)]

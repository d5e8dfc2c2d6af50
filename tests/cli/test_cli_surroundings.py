"""Bad surroundings: one clear line, nothing harmed, and after the repair as if nothing happened."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.records import STAGES
from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.steps.locking import only_run
from pipeline.steps.looking import latest_name, rejected_rows
from pipeline.steps.retrying import retry_rejected

START = "from pipeline.cli import main; main()"
TIMEOUT_S = 400


def culturescope(root, *words, **more):
    command = [sys.executable, "-c", START, "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, **more)


def assert_one_line(done, code, *words):
    """Besides progress ("clean: 1 of 3") and its line, a failed call says nothing."""
    said = [line for line in done.stderr.splitlines() if " of " not in line]
    assert "Traceback" not in done.stderr
    assert len(said) == 1, done.stderr
    assert said[0].startswith("culturescope: ")
    assert done.returncode == code, said
    for word in words:
        assert word in said[0]


def run(root, stages=STAGES):
    return run_stages(open_workspace(root, {}), stages, "test", lambda *_: None)


def data_files(root):
    workspace = open_workspace(root, {})
    folder = workspace.snapshots_dir / latest_name(workspace)
    found = (p for p in sorted(folder.iterdir()) if p.suffix in (".parquet", ".csv"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def query(root, sql):
    with sqlite3.connect(root / "corpus/store/culturescope.sqlite") as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, encoder_dir, add_source):
    """A whole run that nothing disturbed: a workspace to copy, and what must come out."""
    root = tmp_path_factory.mktemp("undisturbed") / "root"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    repository = Path(__file__).resolve().parents[2]
    shutil.copytree(repository / "models", root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    texts = {
        f"{name}.txt": f"News from {name}\n\n{day} May 2021\n\n"
        + f"A choir from {name} sang in Jakarta and in Accra, and a school in {name} thanked it. "
        * 5
        for day, name in enumerate(("Peru", "Chile", "Fiji", "Togo"), start=1)
    }
    add_source(root, "tiny", texts)
    (root / "culturescope.toml").write_text("workers = 1\n")
    run(root)
    return root, data_files(root)


@pytest.fixture
def done(undisturbed, tmp_path):
    """A copy of the workspace after the run."""
    return Path(shutil.copytree(undisturbed[0], tmp_path / "root"))


@pytest.fixture
def fresh(done):
    """A copy of the workspace as before the run."""
    for name in ("corpus/store", "outputs", "models/topics"):
        shutil.rmtree(done / name, ignore_errors=True)
    return done


@pytest.fixture
def right(undisturbed):
    return undisturbed[1]


@contextmanager
def mounted(folder, *options):
    """Mount something over a folder; skip where that is not permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    tried = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"mounting is not permitted here ({tried.stderr.strip()})")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def can_mount():
    return shutil.which("mount") and os.geteuid() == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="mounting needs root and mount(8)")


@needs_mount
def test_a_read_only_workspace(done, right):
    (done / "corpus/tiny/new.txt").write_text("It must not get in. " * 20)
    with mounted(done, "--bind", str(done)):
        again = ["mount", "-o", "remount,bind,ro", str(done)]
        if subprocess.run(again, capture_output=True).returncode:
            pytest.skip("read-only mounts are not permitted here")
        assert_one_line(culturescope(done, "run", "--direct"), 3, "read-only")
    (done / "corpus/tiny/new.txt").unlink()
    run(done)
    assert data_files(done) == right


@needs_mount
def test_a_full_disk_under_the_store(fresh, right):
    store = fresh / "corpus/store"
    with mounted(store, "-t", "tmpfs", "-o", "size=600k", "tmpfs"):
        (store / "ballast").write_bytes(b"x" * 250_000)
        assert_one_line(culturescope(fresh, "ingest"), 3, "free some space")
        (store / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=64m", str(store)], check=True)
        run(fresh)
        assert data_files(fresh) == right


@needs_mount
def test_a_full_disk_under_the_outputs(done, right):
    shutil.rmtree(done / "outputs")
    with mounted(done / "outputs", "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        finished = culturescope(done, "publish")
        assert_one_line(finished, 6, "outputs", "free space")
        left = [p.name for p in (done / "outputs/snapshots").glob("*")]
        assert left == [], "nothing half-made stays"
        subprocess.run(["mount", "-o", "remount,size=64m", str(done / "outputs")], check=True)
        run(done, ("publish",))
        assert data_files(done) == right


def test_a_database_that_another_program_locks(done, right):
    path = done / "corpus/store/culturescope.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    url = f"sqlite:///{path}?timeout=0.2"
    env = os.environ | {"CULTURESCOPE_DATABASE_URL": url}
    try:
        finished = culturescope(done, "ingest", env=env)
    finally:
        other.close()
    assert_one_line(finished, 3, "culturescope.sqlite", "locked", "wait")
    run(done)
    assert data_files(done) == right


@pytest.mark.parametrize("damage", ["head", "inside", "folder"])
def test_a_damaged_store_file(done, right, damage):
    path = done / "corpus/store/culturescope.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = path.read_bytes()
    harmed = bytearray(kept)
    place = slice(0, 100) if damage == "head" else slice(4096, len(kept))
    harmed[place] = b"\xa5" * len(harmed[place])
    path.write_bytes(harmed)
    if damage == "folder":
        path.unlink()
        path.mkdir()
    finished = culturescope(done, "run", "--direct")
    assert_one_line(finished, 3, "culturescope.sqlite")
    assert "backup" in finished.stderr or damage == "folder"
    if damage == "folder":
        path.rmdir()
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    path.write_bytes(kept)
    run(done)
    assert data_files(done) == right


def test_lost_captures_keep_their_documents_and_come_back(done, right):
    (warc,) = (done / "corpus/store/warc").iterdir()
    warc.rename(done / "away")
    run(done, STAGES[1:])
    assert data_files(done) == right, "nothing is cleaned anew"

    settings = done / "culturescope.toml"
    settings.write_text("workers = 1\nmin_characters = 81\n")
    again = run(done, ("clean",))
    workspace = open_workspace(done, {})
    assert [row["reason"] for row in rejected_rows(workspace, {})] == ["capture_lost"] * 4
    assert any("capture_lost" in line for line in again.findings)
    assert query(done, "SELECT count(*) FROM documents WHERE is_current") == [(4,)]

    (done / "away").rename(warc)
    retry_rejected(workspace, {}, lambda *_: None)
    assert rejected_rows(workspace, {}) == []
    settings.write_text("workers = 1\n")
    run(done)
    assert data_files(done) == right


def test_lost_captures_are_captured_again_where_the_source_still_has_them(done, right):
    shutil.rmtree(done / "corpus/store/warc")
    (done / "culturescope.toml").write_text("workers = 1\nmin_characters = 81\n")
    reports = {report.stage: report for report in run(done, ("ingest", "clean")).reports}
    assert (reports["ingest"].n_out, reports["clean"].n_out) == (4, 4)
    assert query(done, "SELECT DISTINCT revision FROM captures") == [(1,)]
    (done / "culturescope.toml").write_text("workers = 1\n")
    run(done)
    assert data_files(done) == right


def test_a_damaged_model_is_built_again(done, right):
    path = done / "models/minilm/model.onnx"
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    assert_one_line(culturescope(done, "status"), 5, "model.onnx", "run again")
    (done / "culturescope.toml").write_text("workers = 1\nsuggestions = 7\n")
    run(done, ("themes",))
    (done / "culturescope.toml").write_text("workers = 1\n")
    run(done)
    assert data_files(done) == right


def test_a_second_run_at_the_same_time(done, right):
    with only_run(open_workspace(done, {}), "a longer run"):
        finished = culturescope(done, "run", "--direct")
    assert_one_line(finished, 4, "a longer run", "wait")
    run(done)
    assert data_files(done) == right


def let_interrupt():
    """A test run in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_the_run_with_one_line(fresh, right, workers):
    """As a terminal sends it: to the whole group of processes."""
    (fresh / "culturescope.toml").write_text(f"workers = {workers}\nbatch_size = 1\n")
    if workers > 1:
        for number in range(4):  # enough batches for a pool
            shutil.copy(fresh / "corpus/tiny/Peru.txt", fresh / f"corpus/tiny/x{number}.txt")
    command = [sys.executable, "-c", START, "--root", str(fresh), "run", "--direct"]
    lines = []
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=let_interrupt,
    ) as process:
        for line in process.stderr:
            lines.append(line)
            if line.startswith("clean: " if workers == 1 else "entities: 0"):
                time.sleep(0.5 if workers > 1 else 0)
                os.killpg(process.pid, signal.SIGINT)
                break
        lines += process.stderr.readlines()
    assert process.wait(TIMEOUT_S) == 130
    (told,) = [line for line in lines if " of " not in line and line.strip()]
    assert told.startswith("stopped; what came in until now is kept")
    assert query(fresh, "SELECT status FROM runs") == [("stopped",)]
    for number in range(4):
        (fresh / f"corpus/tiny/x{number}.txt").unlink(missing_ok=True)
    if workers == 1:
        run(fresh)
        assert data_files(fresh) == right


@pytest.mark.parametrize("words", [("status",), ("sources", "list", "--json"), ("--help",)])
def test_a_reader_that_goes_away(done, words):
    command = [sys.executable, "-c", START, "--root", str(done), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(TIMEOUT_S), said) == (141, b"")


def test_what_is_no_workspace(tmp_path):
    assert_one_line(culturescope(tmp_path, "status"), 3, str(tmp_path), "culturescope init")


def test_a_failed_run_is_on_record(done):
    (done / "culturescope.toml").write_text('workers = 1\nspacy_model = "no_such_model"\n')
    assert_one_line(culturescope(done, "entities"), 5, "no_such_model")
    (done / "culturescope.toml").write_text("workers = 1\n")
    run(done, ("ingest",))
    told = query(done, "SELECT status FROM runs ORDER BY started_at, run_id")
    assert sorted(told) == [("done",), ("done",), ("failed",)]

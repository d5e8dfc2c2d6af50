"""The real flow on Prefect's real embedded server, as a user starts it."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from flows.orphans import SERVER, end_orphans
from pipeline.records import STAGES

COMMAND = [sys.executable, "-m", "pipeline.cli"]
BATCHES = "batch_size = 1\nworkers = 1\n"


def environment():
    return {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}


def culturescope(root, *words):
    return subprocess.run(
        [*COMMAND, "--root", str(root), *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def data_hashes(root):
    snapshot = (root / "outputs/latest").read_text().strip()
    package = json.loads((root / f"outputs/snapshots/{snapshot}/datapackage.json").read_text())
    tables = (".csv", ".parquet")
    return {r["path"]: r["hash"] for r in package["resources"] if r["path"].endswith(tables)}


def servers(root):
    home = str(root / "corpus/store/prefect")
    found = []
    for process in psutil.process_iter():
        try:
            is_server = SERVER in " ".join(process.cmdline())
            if is_server and process.environ().get("PREFECT_HOME") == home:
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.fixture
def twin(tiny_root, make_root):
    root = make_root("twin")
    shutil.copytree(tiny_root / "corpus", root / "corpus", dirs_exist_ok=True)
    (root / "culturescope.toml").write_text(BATCHES)
    return root


def kill_under_way(root):
    """Start a run as a flow and kill it some seconds after its server is there."""
    process = subprocess.Popen(
        [*COMMAND, "--root", str(root), "run"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not servers(root) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(3)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_flow_gives_what_the_direct_run_gives_though_one_was_killed_and_shows_its_reports(
    ran_root, twin
):
    kill_under_way(twin)
    try:
        flow = culturescope(twin, "--json", "run")
        assert servers(twin) == []
    finally:
        end_orphans(twin / "corpus/store/prefect")
    assert flow.returncode == 0, flow.stderr
    assert "Traceback" not in flow.stderr
    assert data_hashes(twin) == data_hashes(ran_root)
    assert [s["stage"] for s in json.loads(flow.stdout)["stages"]] == list(STAGES)
    with sqlite3.connect(twin / "corpus/store/prefect/prefect.db") as connection:
        ((table,),) = connection.execute("SELECT data FROM artifact WHERE key = 'stage-reports'")
        states = connection.execute("SELECT state_type FROM flow_run ORDER BY created").fetchall()
    while isinstance(table, str):
        table = json.loads(table)
    assert table[0]["stage"] == "ingest"
    ends = [state for (state,) in states]
    assert ends in (["COMPLETED"], ["CRASHED", "COMPLETED"]), "none of a dead process is running"


def test_servers_of_others_are_left_alone(tmp_path):
    assert end_orphans(tmp_path) == 0

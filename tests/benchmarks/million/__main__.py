"""`python -m tests.benchmarks.million`: make, count, publish and ask; print what each took."""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from pipeline.records import STAGES
from pipeline.snapshots import latest_snapshot
from pipeline.steps import run_stages
from tests.benchmarks.measuring import quiet
from tests.benchmarks.million.asking import ask, most_frequent
from tests.benchmarks.million.making import make_documents
from tests.benchmarks.million.publishing import count, label, publish
from tests.benchmarks.workspaces import sample_workspace

T = TypeVar("T")

MEMORY_LIMIT = "1GB"
KB_A_MB = 1024
QUANTILES = {"p50": 0.5, "p95": 0.95, "worst": 1.0}
"""Of all questions but the first."""


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.million", description=__doc__)
    made.add_argument("--documents", type=int, default=1_000_000)
    made.add_argument("--from", dest="real", type=Path, help="a snapshot; else of the sample")
    made.add_argument("--snapshots", type=Path, help="write there and keep it")
    made.add_argument("--ask", type=Path, help="ask this snapshot; make none")
    return made


def step(name: str, work: Callable[[], T]) -> T:
    """Do something and say how long it took, and the peak of memory up to then."""
    begun, busy = time.perf_counter(), time.process_time()
    done = work()
    wall, cpu = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KB_A_MB
    sys.stdout.write(f"{name:<10} {wall:8.1f} s, {cpu:.1f} s of processor   peak {peak:,} MB\n")
    sys.stdout.flush()
    return done


def publish_sample(folder: Path) -> Path:
    """Take the sample corpus through all stages; return the snapshot's folder."""
    workspace = sample_workspace(folder)
    run_stages(workspace, STAGES, "benchmark", quiet)
    return latest_snapshot(workspace.snapshots_dir)


def build(real: Path, n_documents: int, folder: Path) -> Path:
    """Make documents and publish them below a folder; return the snapshot's folder."""
    with (
        tempfile.TemporaryDirectory(prefix="culturescope-million-") as scratch,
        duckdb.connect(str(Path(scratch, "made.duckdb"))) as connection,
    ):
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        connection.execute("SET preserve_insertion_order = false")
        step("make", lambda: make_documents(connection, real, n_documents))
        step("label", lambda: label(connection))
        found, dating = step("count", lambda: count(connection))
        id_ = step("publish", lambda: publish(connection, found, dating, folder))
    return folder / id_


def tell(folder: Path) -> None:
    """Ask a snapshot and print how long the answers took."""
    answers = ask(folder, step("find", lambda: most_frequent(folder)))
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"theme x country x year, {len(answers.later) + 1} pairs, each asked once; "
        f"{os.cpu_count()} processors, load {load:.1f}\n"
    )
    told = {"open": answers.opened, "first": answers.first}
    told |= {name: answers.quantile(part) for name, part in QUANTILES.items()}
    for name, took in told.items():
        sys.stdout.write(f"{name:<6} {took.wall:6.0f} ms, {took.processor:6.0f} ms of processor\n")


def main() -> None:
    """Run the benchmark."""
    asked = parser().parse_args()
    if asked.ask:
        tell(asked.ask)
        return
    with tempfile.TemporaryDirectory(prefix="culturescope-million-") as temporary:
        real = asked.real
        if real is None:
            real = step("sample", lambda: publish_sample(Path(temporary, "sample")))
        folder = asked.snapshots or Path(temporary, "snapshots")
        tell(build(real, asked.documents, folder))


if __name__ == "__main__":
    main()

"""Publish: everything is written as a snapshot. Compared with pyarrow writing the same tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

from pipeline.records import STAGES
from pipeline.settings import Workspace
from pipeline.snapshots import latest_snapshot, write_snapshot
from pipeline.steps.published import published_tables
from pipeline.store import Store
from tests.benchmarks.corpus import all_documents, count_words
from tests.benchmarks.measuring import alternate, timed_stage
from tests.benchmarks.nouns import Figures, Measure

MANIFEST = {"created": "2000-01-01T00:00:00+00:00"}


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the stage, report included; then the writing of the data alone against pyarrow."""
    cost, _ = timed_stage(workspace, "publish")
    written = {
        path.stem: pyarrow.parquet.read_table(path)
        for path in sorted(latest_snapshot(workspace.snapshots_dir).glob("*.parquet"))
    }
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        pairs = alternate(
            lambda: _write(workspace, Path(folder) / "ours"),
            lambda: _write_bare(written, Path(folder)),
            rounds,
        )
    n_rows = sum(table.num_rows for table in written.values())
    note = f"{n_rows:,} rows, {n_rows / cost.seconds:,.0f} rows/s with report"
    everything = all_documents(workspace)
    size = (len(everything), cost.seconds, cost.peak_mb)
    return Figures(*size, pairs, count_words(everything), note)


def _write(workspace: Workspace, folder: Path) -> None:
    with Store(workspace.database_url) as store, store.read() as connection:
        write_snapshot(folder, published_tables(workspace, connection), manifest=MANIFEST)


def _write_bare(written: dict[str, pyarrow.Table], folder: Path) -> None:
    for name, table in written.items():
        pyarrow.parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")
        pyarrow.csv.write_csv(table, folder / f"{name}.csv")


MEASURE = Measure("publish", "bare pyarrow, same tables", STAGES[:-1], run)

"""The synthetic corpus of the benchmark is one that the program could have published."""

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.queries import recompute_findings
from pipeline.settings import open_workspace
from pipeline.snapshots import latest_snapshot, verify_snapshot
from tests.benchmarks.million.__main__ import build, parser

N_DOCUMENTS = 300


def test_a_small_million_proves_itself(ran_once: Path, tmp_path: Path) -> None:
    real = latest_snapshot(open_workspace(ran_once, {}).snapshots_dir)
    folder = build(real, N_DOCUMENTS, tmp_path / "snapshots")
    assert [*map(str, verify_snapshot(folder)), *recompute_findings(folder)] == []
    documents = pq.read_table(folder / "documents.parquet", columns=["family_weight"])
    assert documents.num_rows == N_DOCUMENTS
    assert set(documents["family_weight"].to_pylist()) == {0.5, 1.0}


def test_a_million_is_what_is_made_unless_asked_otherwise() -> None:
    assert parser().parse_args([]).documents == 1_000_000

"""Ingest: sources are read, compared with what is known, and kept as captures."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from warcio.warcwriter import WARCWriter

from pipeline.records import Item
from pipeline.settings import Workspace
from pipeline.sources import read_source
from pipeline.steps.declared import enabled_sources
from tests.benchmarks.measuring import alternate, timed_stage
from tests.benchmarks.nouns import Figures, Measure


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the stage; then the same into fresh workspaces against the bare writing of records."""
    cost, report = timed_stage(workspace, "ingest")
    items = _items(workspace)
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        fresh = [_copy(workspace, Path(folder) / str(n)) for n in range(rounds)]
        pairs = alternate(
            lambda: timed_stage(fresh.pop(), "ingest"),
            lambda: _write(items, Path(folder) / "peer.warc.gz"),
            rounds,
        )
    n_bytes = sum(len(item.body) for item in items)
    note = f"{n_bytes / 1e6 / cost.seconds:.1f} MB/s; {report.n_rejected} rejected"
    return Figures(report.n_out, cost.seconds, cost.peak_mb, pairs, note=note)


def _items(workspace: Workspace) -> list[Item]:
    limit = workspace.settings.max_item_bytes
    return [
        item
        for _, source in sorted(enabled_sources(workspace).items())
        for item in read_source(source, workspace.root, limit)
        if isinstance(item, Item)
    ]


def _copy(workspace: Workspace, folder: Path) -> Workspace:
    for name in ("corpus", "models"):
        ignored = shutil.ignore_patterns("store", "minilm")
        shutil.copytree(workspace.root / name, folder / name, ignore=ignored)
    return replace(workspace, root=folder)


def _write(items: list[Item], path: Path) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for item in items:
            payload = BytesIO(item.body)
            uri = item.url or f"urn:benchmark:{item.locator}"
            size = len(item.body)  # unless told, warcio spools to find it out
            writer.write_record(
                writer.create_warc_record(uri, "resource", payload=payload, length=size)
            )


MEASURE = Measure("ingest", "bare warcio, same bodies", (), run)

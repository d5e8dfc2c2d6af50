"""Command line: `python -m tests.benchmarks`, from the root of the repository."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.settings import Workspace
from tests.benchmarks.floors import (
    Floors,
    LoweredError,
    Reached,
    load_floors,
    save_floors,
    updated,
    verdicts,
)
from tests.benchmarks.harness import measure_all
from tests.benchmarks.measures import MEASURES
from tests.benchmarks.quality import DATA_SETS
from tests.benchmarks.table import formatted, machine, speed_table
from tests.benchmarks.workspaces import (
    sample_workspace,
    shared_folder,
    shared_workspace,
    source_workspace,
)

HEADS = ("data", "figure", "floor", "reached", "")


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    made.add_argument("--only", action="append", choices=MEASURES, help="this measure; repeatable")
    made.add_argument("--source", type=Path, help="measure on this file or folder, not the sample")
    made.add_argument("--shared", action="store_true", help="measure on shared/corpora/frus")
    made.add_argument(
        "--documents", type=int, default=100, help="most of --source or --shared; 0: all"
    )
    made.add_argument("--rounds", type=int, default=3, help="alternations with the peer")
    made.add_argument("--quality", action="store_true", help="compare quality with its floors")
    made.add_argument("--update", action="store_true", help="with --quality: write new floors")
    made.add_argument("--reason", default="", help="with --update: why a floor is lowered")
    return made


def main() -> int:
    """Run the command; return its exit code."""
    options = parser().parse_args()
    if options.quality or options.update:
        return quality(options)
    if options.shared and shared_folder() is None:
        print("skipped: no folder shared/corpora beside the repository")
        return 0
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        workspace = _workspace(options, Path(folder) / "workspace")
        print(machine(), flush=True)
        names = [name for name in MEASURES if name in (options.only or MEASURES)]
        measured = []
        for each in measure_all(workspace, names, options.rounds):
            print(f"{each[0]} done", file=sys.stderr, flush=True)
            measured.append(each)
    print(speed_table(measured))
    return 0


def _workspace(options: argparse.Namespace, folder: Path) -> Workspace:
    shared = shared_folder()
    if options.shared and shared is not None:
        return shared_workspace(folder, shared, options.documents)
    if options.source:
        return source_workspace(folder, options.source, options.documents)
    return sample_workspace(folder)


def quality(options: argparse.Namespace) -> int:
    """Compare with the floors, and raise them where asked; 1: below, or refused to lower."""
    floors, rows, refused = load_floors(), [], []
    for name, measure in DATA_SETS.items():
        reached = measure()
        pinned = floors.get(name, Floors())
        if isinstance(reached, str):
            print(f"{name} {reached}")
            continue
        rows += _rows(name, pinned, reached)
        try:
            floors[name] = updated(pinned, reached, options.reason)
        except LoweredError as error:
            refused.append(f"{name}: {error}")
    print(formatted(HEADS, rows, (0, 1, 4)))
    if options.update and not refused:
        save_floors(floors)
        print("floors written")
    for line in refused if options.update else ():
        print(f"nothing written: {line}", file=sys.stderr)
    return 1 if refused else 0


def _rows(name: str, pinned: Floors, reached: Reached) -> list[tuple[str, ...]]:
    return [
        (
            name,
            figure,
            f"{pinned.figures[figure]:.3f}" if figure in pinned.figures else "-",
            f"{reached.figures[figure]:.3f}" if figure in reached.figures else "-",
            verdict,
        )
        for figure, verdict in verdicts(pinned, reached).items()
    ]


if __name__ == "__main__":
    sys.exit(main())

"""Command line: `python -m tests.benchmarks.drill`, from the root of the repository."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.drill.acts import drill
from tests.benchmarks.drill.filling import fill

SHOWN = 40


def main() -> int:
    """Run the drill; return 1 where something was lost, doubled or different."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.drill", description=__doc__)
    made.add_argument("--kills", type=int, default=50)
    made.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    made.add_argument("--small", action="store_true", help="a tenth of the pages")
    made.add_argument(
        "--full-disk",
        type=Path,
        metavar="DISK",
        help="instead of killing, fill "
        "this folder on a small file system of its own (mount -t tmpfs -o size=200m)",
    )
    made.add_argument("--keep", type=Path, help="folder for the workspaces, which stay there")
    options = made.parse_args()
    print(f"seed {options.seed}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="culturescope-drill-") as folder:
        at, how = options.keep or Path(folder), {"small": options.small, "say": _say}
        if options.full_disk:
            found = fill(at, options.full_disk, options.kills, options.seed, **how)
        else:
            found = drill(at, options.kills, options.seed, **how)
    fate = "met a full disk" if options.full_disk else "killed"
    print(
        f"{found.n_kills} of {found.n_runs} runs {fate} "
        f"in {found.n_workspaces} workspaces, "
        f"{found.n_requests:,} requests of which {found.n_failed:,} were answered badly, "
        f"{found.n_cut} WARC files cut off, {time.monotonic() - started:.0f} s"
    )
    print("\n".join(found.lines[:SHOWN]) or "0 lost, 0 doubled, 0 different; WARC files sound")
    return 1 if found.lines else 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())

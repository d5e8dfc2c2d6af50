"""The disk is full at random moments: the same play on a file system of its own, filled up by a
ballast that leaves little."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.drill.acts import (
    ACTS,
    FINE,
    Drill,
    compare,
    run_to_the_end,
    stage,
    undisturbed,
)
from tests.benchmarks.drill.killing import Ended, run
from tests.benchmarks.drill.outcome import outcome

ROOM = 60_000_000
"""Bytes that a play needs at most, with what the store takes for a while."""
LEFT = (0, 4096, 20_000, 100_000, 300_000, 1_000_000, 3_000_000)
"""Bytes that a run finds free; a whole one writes some three million."""
TOLD = 3
"""Exit code of a run that says what is wrong with its surroundings."""


def fill(
    folder: Path, disk: Path, n_runs: int, seed: int, *, small: bool, say: Callable[[str], None]
) -> Drill:
    """Run on a disk that is full at random moments; compare with what undisturbed runs leave.

    Args:
        folder: For the undisturbed workspace and what the runs say.
        disk: An empty folder on a file system that nothing else uses.
        n_runs: With little room; then the play goes on to its end with enough.
        seed: Of the moments and of the site's weather.
        small: A tenth of the pages.
        say: Is told how far it is.

    Raises:
        ValueError: The file system is not small.
    """
    if free(disk) > 10 * ROOM:
        raise ValueError(f"{disk} has {free(disk):,} bytes free; mount a small file system there")
    found, dice = Drill(n_workspaces=1), random.Random(seed)
    with stage(folder / "undisturbed", seed, small) as web:
        port = web.site.port
        n_requests = list(undisturbed(web))
        expected = outcome(web.root)
    say(f"undisturbed: {len(expected):,} things in the store, {n_requests} requests")
    with stage(disk / "filled", seed, small, port) as web:
        (web.root / "said.txt").symlink_to(folder / "said.txt")
        for act in ACTS:
            act(web.site)
            for _ in range(n_runs // len(ACTS)):
                _leave(disk, dice.randrange(1 + 2 * dice.choice(LEFT)))
                _note(run(web.root, web.site), found)
            _leave(disk, ROOM)
            found.n_runs += run_to_the_end(web)
            say(f"{found.n_kills} of {found.n_runs} runs met a full disk")
        compare(web, expected, found)
    return found


def _note(ended: Ended, found: Drill) -> None:
    """Count a run; whoever meets a full disk says so in a line."""
    found.n_runs += 1
    found.n_kills += ended.exit_code == TOLD
    if ended.exit_code not in (*FINE, TOLD) or "Traceback" in ended.said:
        found.lines.append(f"a run ended with {ended.exit_code}: {ended.said[-2000:]}")


def free(folder: Path) -> int:
    """Return the bytes that may still be written to the file system of a folder."""
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize


def _leave(disk: Path, n_bytes: int) -> None:
    """Fill a file system but for so many bytes."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    if (size := free(disk) - n_bytes) > 0:
        subprocess.run(["fallocate", "-l", str(size), str(ballast)], check=True)

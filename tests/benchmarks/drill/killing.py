"""Runs in a process of their own, killed at random moments."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.drill.archives import read_archive
from tests.site import Site

BY_CLOCK, BY_ARCHIVE = 0.2, 0.4
"""Shares of kills by the clock, which also meet a run as it starts, and at a moment at which its
WARC file ends in half a record; before that, and else, a random number of requests is waited for,
so that quick and slow machines kill in the same places."""
HUNT_S = 6.0
"""Longest wait for half a record, which is there for a millisecond now and then."""
START_S = 4.0
LINGER_S = 0.3
"""After the request that was waited for: time to read, write, commit."""
LONGEST_S, POLL_S = 300.0, 0.0005
MODULE = "tests.benchmarks.drill.child"


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run ended."""

    was_killed: bool
    exit_code: int
    n_requests: int
    said: str


def run(root: Path, site: Site, dice: random.Random | None = None, n_most: int = 0) -> Ended:
    """Run an ingest of a workspace; kill it at a random moment where dice are given.

    Args:
        root: The workspace.
        site: Whose log tells how far the run is.
        dice: Draws the moment.
        n_most: Requests that an undisturbed run makes.
    """
    n_before = len(site.log)
    with (root / "said.txt").open("w+") as said:
        child = subprocess.Popen(
            [sys.executable, "-m", MODULE, str(root)],
            stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        killed = dice is not None and _killed(child, root / "corpus/store/warc", site, dice, n_most)
        code = child.wait(LONGEST_S)
        said.seek(0)
        return Ended(killed, code, len(site.log) - n_before, said.read())


def _killed(
    child: subprocess.Popen[bytes],
    folder: Path,
    site: Site,
    dice: random.Random,
    n_most: int,
) -> bool:
    n_before = len(site.log)
    way, n_wanted = dice.random(), dice.randrange(1, n_most)
    wait_s = dice.uniform(0, LINGER_S)
    if way < BY_CLOCK:
        n_wanted, wait_s = 0, dice.uniform(0, START_S)
    _wait(child, lambda: len(site.log) - n_before >= n_wanted)
    if way > 1 - BY_ARCHIVE:
        wait_s = 0.0 if _is_caught_writing(child, folder) else wait_s
    try:
        child.wait(wait_s)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return True
    return False


def _wait(child: subprocess.Popen[bytes], is_time: Callable[[], bool]) -> None:
    """Wait for a moment, or until the child has ended."""
    until = time.monotonic() + LONGEST_S
    while not is_time() and child.poll() is None and time.monotonic() < until:
        time.sleep(POLL_S)


def _is_caught_writing(child: subprocess.Popen[bytes], folder: Path) -> bool:
    """Halt the run whenever its archive grows, until it is caught with half a record written."""
    until, size = time.monotonic() + HUNT_S, 0
    while time.monotonic() < until and child.poll() is None:
        newest = max(folder.glob("*.warc.gz"), default=None)
        if newest is None or newest.stat().st_size == size:
            time.sleep(POLL_S)
            continue
        os.killpg(child.pid, signal.SIGSTOP)
        size = newest.stat().st_size
        if read_archive(newest).cut_at is not None:
            return True
        os.killpg(child.pid, signal.SIGCONT)
    return False

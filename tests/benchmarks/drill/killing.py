"""Runs in a process of their own, killed at random moments."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.site import Site

BY_CLOCK = 0.2
"""Share of kills by the clock, which also meet a run as it starts; the others come after a random
number of requests, so that quick and slow machines kill in the same places."""
START_S = 4.0
LINGER_S = 0.3
"""After the request that was waited for: time to read, write, commit."""
LONGEST_S = 300.0
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
        killed = dice is not None and _killed(child, site, n_before, dice, n_most)
        code = child.wait(LONGEST_S)
        said.seek(0)
        return Ended(killed, code, len(site.log) - n_before, said.read())


def _killed(
    child: subprocess.Popen[bytes], site: Site, n_before: int, dice: random.Random, n_most: int
) -> bool:
    n_wanted = 0 if dice.random() < BY_CLOCK else dice.randrange(1, n_most)
    wait_s = dice.uniform(0, LINGER_S if n_wanted else START_S)
    until = time.monotonic() + LONGEST_S
    while len(site.log) - n_before < n_wanted and time.monotonic() < until:
        if child.poll() is not None:
            return False
        time.sleep(0.002)
    try:
        child.wait(wait_s)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return True
    return False

"""Command line: `python -m tests.benchmarks.fuzz`, from the root of the repository."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.fuzz.acts import Act
from tests.benchmarks.fuzz.shrinking import shrunk
from tests.benchmarks.fuzz.story import Story, made, told

TOLD_EVERY = 25
"""Stories."""


def main() -> int:
    """Tell stories; return 1 where one of them ends badly."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz", description=__doc__)
    asked.add_argument("--runs", type=int, default=100)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--acts", help="the acts of one story, as printed; else they are drawn")
    asked.add_argument("--most", type=int, default=3, help="bad ends after which to stop")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="culturescope-fuzz-") as folder:
        return _all(options, Path(folder))


def _all(options: argparse.Namespace, folder: Path) -> int:
    if options.acts is not None:
        acts = (one.partition(":") for one in options.acts.split())
        story = Story(options.seed, tuple(Act(name, int(number)) for name, _, number in acts))
        print("\n".join(told(story, folder).problems))
        return 0
    n_visits, n_bad, began = 0, 0, time.monotonic()
    for seed in range(options.seed, options.seed + options.runs):
        story = made(seed)
        result = told(story, folder)
        n_visits += result.n_visits
        if result.problems:
            n_bad += 1
            _tell(story, result.problems, folder)
        if n_bad >= options.most:
            break
        if (seed - options.seed) % TOLD_EVERY == TOLD_EVERY - 1:
            print(f"to seed {seed}: {n_visits:,} visits", flush=True)
    seconds = time.monotonic() - began
    n_told = seed - options.seed + 1
    print(f"{n_told} stories, {n_visits:,} visits, {n_bad} ended badly, {seconds:.0f} s")
    return 1 if n_bad else 0


def _tell(story: Story, problems: list[str], folder: Path) -> None:
    kind = problems[0].split()[0]
    short = shrunk(story, lambda one: any(p.split()[0] == kind for p in told(one, folder).problems))
    print(f"seed {story.seed}: {problems[0]}", flush=True)
    print(f"  --seed {story.seed} --acts '{' '.join(map(str, short.acts))}'")
    for line in told(short, folder).problems:
        print(f"    {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

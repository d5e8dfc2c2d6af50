"""Time and memory of a piece of work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import psutil

from pipeline.records import StageReport
from pipeline.settings import Workspace
from pipeline.steps import run_stages

PAUSE_S = 0.05
"""Between two looks at memory; a look takes about 1 ms a process."""
MEGABYTE = 1_000_000

T = TypeVar("T")


@dataclass(slots=True)
class Cost:
    """What a piece of work took; complete when the work is done."""

    seconds: float = 0.0
    peak_mb: float = 0.0


@contextmanager
def costing() -> Iterator[Cost]:
    """Measure the work done inside."""
    cost, done = Cost(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(cost, done), daemon=True)
    watcher.start()
    started = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - started
        done.set()
        watcher.join()


def _watch(cost: Cost, done: threading.Event) -> None:
    here = psutil.Process()
    is_last = False
    while True:  # once more at the end: short work may fit between two looks
        cost.peak_mb = max(cost.peak_mb, _resident_mb(here))
        if is_last:
            return
        is_last = done.wait(PAUSE_S)


def _resident_mb(root: psutil.Process) -> float:
    n_bytes = 0
    for process in (root, *root.children(recursive=True)):
        try:
            n_bytes += process.memory_info().rss
        except psutil.NoSuchProcess:  # ended since it was listed
            continue
    return n_bytes / MEGABYTE


def timed_stage(workspace: Workspace, stage: str) -> tuple[Cost, StageReport]:
    """Run one stage as the command line does, models loaded and workers started on the way."""
    with costing() as cost:
        run = run_stages(workspace, [stage], f"benchmark {stage}", quiet)
    return cost, run.reports[0]


def quiet(stage: str, n_done: int, n_all: int) -> None:
    """Stand in where nobody wants to see progress."""


def quiet_word(message: str) -> None:
    """Stand in where nobody wants to be told."""


def alternate(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[tuple[float, float], ...]:
    """Time two ways to do the same in turn, so that other work on the machine hits both.

    Args:
        ours: The one way.
        theirs: The other.
        rounds: How often each.
        clock: In seconds; `time.process_time` where all the work is done in this process.
    """
    return tuple((_seconds(ours, clock), _seconds(theirs, clock)) for _ in range(rounds))


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    started = clock()
    work()
    return clock() - started


def spread(values: Sequence[T], n: int) -> list[T]:
    """Return at most n values at equal distances."""
    n = min(n, len(values))
    return [values[index * len(values) // n] for index in range(n)]

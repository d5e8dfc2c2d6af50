"""Run measures one after the other, each in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from pipeline.settings import Workspace
from pipeline.steps import run_stages
from tests.benchmarks.measures import load_measure
from tests.benchmarks.measuring import quiet
from tests.benchmarks.nouns import Figures

T = TypeVar("T")


def measure_all(
    workspace: Workspace, names: Sequence[str], rounds: int
) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of each measure.

    What a measure needs is done beforehand in another process: memory that earlier work left
    behind would count as the measure's own.
    """
    for name in names:
        if load_measure(name).needs:
            apart(prepare, workspace, name)
        yield name, apart(measure_here, workspace, name, rounds)


def prepare(workspace: Workspace, name: str) -> None:
    """Run the stages that a measure needs; those that have run already have nothing to do."""
    run_stages(workspace, load_measure(name).needs, f"benchmark, before {name}", quiet)


def measure_here(workspace: Workspace, name: str, rounds: int) -> Figures:
    """Return the figures of one measure, in this process."""
    return load_measure(name).run(workspace, rounds)


def apart(work: Callable[..., T], *values: Any) -> T:
    """Return the result of work done in a fresh process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *values).result()

"""Tell on standard error how visits to the web go on: how many, how fast, what fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars

from pipeline.cli import common
from pipeline.cli.failures import one_line

if TYPE_CHECKING:
    from pipeline.steps.context import Seen

Progress = Callable[[str, int, int], None]
Watch = Callable[["Seen"], None]

LINE_S = 30.0
"""Between two lines, where they stay: a log should not grow by the second."""
LONGEST = 160


@contextmanager
def progress_and_watch() -> Iterator[tuple[Progress, Watch]]:
    """Give who is told of a run's stages, and who is told of its visits; they share the bars."""
    if not sys.stderr.isatty():
        with common.progress_bar() as progress:
            yield progress, _lines()
        return
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int, told: str = "") -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, told=told)
            bars.update(tasks[stage], completed=done, total=total, told=told)

        def watch(seen: Seen) -> None:
            show("visits", seen.n_done, seen.n_done + seen.n_left, sentence(seen, ""))

        yield show, watch


def _lines() -> Callable[[Seen], None]:
    last = time.monotonic()

    def show(seen: Seen) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_S:
            last = time.monotonic()
            click.echo(sentence(seen), err=True)

    return show


def sentence(seen: Seen, head: str = "visits: ") -> str:
    """Return how far visits have come, in one line."""
    parts = [f"{head}{seen.n_done:,} requests, {seen.rate:.1f} a second, {seen.n_left:,} left"]
    if seen.n_waiting:
        first = "the first " if seen.n_waiting > 1 else ""
        parts.append(f"{seen.n_waiting:,} to be tried again, {first}in {seen.wait_s:.0f} s")
    if seen.n_failed:
        where = ", ".join(f"{source_id} {n:,}" for source_id, n in seen.failing)
        parts.append(f"{seen.n_failed:,} failed ({where}), last: {one_line(seen.failure)}")
    line = "; ".join(parts)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"

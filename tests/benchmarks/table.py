"""Figures as a table of plain text."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from tests.benchmarks.measures import load_measure
from tests.benchmarks.nouns import Figures

HEADS = ("stage", "documents", "docs/s", "words/s", "seconds", "peak MB", "time / peer's", "peer")
LEFT = (0, 7)
"""Columns of words; the others hold numbers."""
LEGEND = """\
seconds: the stage as `culturescope STAGE` runs it, models loaded and workers started on the way
  (embedding: the encoder alone); peak MB: all its processes; time / peer's: median of our core
  and the peer run in turn in one process on the same input; below 1 we are faster"""


def machine() -> str:
    """Say what it was measured on, and how busy that was."""
    load = os.getloadavg()[0]
    n_cores = os.cpu_count() or 1
    busy = "; other work is running: trust ratios before times" if load > n_cores / 2 else ""
    return f"Python {platform.python_version()}, {n_cores} cores, load before {load:.1f}{busy}"


def cells(name: str, figures: Figures) -> tuple[str, ...]:
    """Return one line of the table."""
    ratio = figures.ratio
    return (
        load_measure(name).title,
        f"{figures.n_documents:,}",
        f"{figures.n_documents / figures.seconds:,.1f}",
        f"{figures.n_words / figures.seconds:,.0f}" if figures.n_words else "-",
        f"{figures.seconds:.2f}",
        f"{figures.peak_mb:,.0f}",
        f"{ratio:.2f}" if ratio else "-",
        load_measure(name).peer,
    )


def formatted(heads: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int]) -> str:
    """Return lines of aligned columns."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, *rows)
    )


def speed_table(measured: Sequence[tuple[str, Figures]]) -> str:
    """Return the table with its notes and legend."""
    table = formatted(HEADS, [cells(*each) for each in measured], LEFT)
    notes = [f"  {name}: {figures.note}" for name, figures in measured if figures.note]
    return "\n".join([table, *notes, LEGEND])

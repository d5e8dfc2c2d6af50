"""An answer as a table of plain text."""

from __future__ import annotations

import io

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.queries.output.about import About
from pipeline.queries.output.plain import records
from pipeline.queries.output.readable import Cells, readable, said
from pipeline.queries.output.words import day_name, one_line

WIDTH = 140
HEAD = 13
"""Characters of a head over numbers before it is folded."""
LEAST = 28
"""Characters that names get before numbers push them together."""
BAR = 30
"""Widest bar of a share, in characters."""


def as_text(frame: pd.DataFrame, about: About, width: int = WIDTH) -> bytes:
    """Return title, table, notes and citation, in lines of at most `width` characters."""
    cells = readable(frame, BAR)
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, color_system=None)
    table = Table(box=None, pad_edge=False, title_justify="left")
    for at, name in enumerate(cells.names):
        table.add_column(
            name,
            justify="right" if cells.are_numbers[at] else "left",
            overflow="fold",
            min_width=_least(cells, at),
            max_width=max(HEAD, _longest(cells, at)) if cells.are_numbers[at] else None,
        )
    for row in cells.rows:
        table.add_row(*(escape(one_line(cell)) for cell in row))
    console.print(escape(one_line(about.title)))
    if {"snippet", "text"} & set(frame.columns) and {"title", "published"} <= set(frame.columns):
        table = _passages(frame)
    console.print(table if cells.rows else "nothing found")
    for note in about.notes:
        console.print(escape(one_line(f"note: {note}")))
    if about.cite:
        console.print(escape(one_line(f"cite: {about.cite}")))
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return ("\n".join(lines) + "\n").encode()


def _least(cells: Cells, at: int) -> int:
    """Return the least width of a column: names stay readable, numbers whole."""
    longest = _longest(cells, at)
    return longest if cells.are_numbers[at] else min(LEAST, longest)


def _longest(cells: Cells, at: int) -> int:
    return max((len(row[at]) for row in cells.rows), default=0)


def _passages(frame: pd.DataFrame) -> Table:
    """Return passages one below the other: where they stand, then what they say."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for rank, row in enumerate(records(frame), start=1):
        when = day_name(row["published"], row.get("published_precision"))
        about = [row["title"] or "(no title)", when, row["source_id"]]
        about.append(row["passage_id"] or row["document_id"])
        says = row["snippet"] if "snippet" in row else said(row)
        table.add_row(str(rank), escape(one_line(" | ".join(about))))
        table.add_row("", escape(one_line(says)))
        table.add_row("", "")
    return table

"""An answer as a table of plain text."""

from __future__ import annotations

import io

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.queries.output.about import About
from pipeline.queries.output.plain import records
from pipeline.queries.output.readable import readable

WIDTH = 140
DIGITS = {"year": 4, "month": 7}
"""Characters of an ISO date that are known, by precision."""
BAR = 30
"""Widest bar of a share, in characters."""


def as_text(frame: pd.DataFrame, about: About, width: int = WIDTH) -> bytes:
    """Return title, table, notes and citation, in lines of at most `width` characters."""
    cells = readable(frame, BAR)
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, color_system=None)
    table = Table(box=None, pad_edge=False, title_justify="left")
    for name, is_number in zip(cells.names, cells.are_numbers, strict=True):
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in cells.rows:
        table.add_row(*(escape(_one_line(cell)) for cell in row))
    console.print(escape(_one_line(about.title)))
    if "snippet" in frame.columns and cells.rows:
        table = _hits(frame)
    console.print(table if cells.rows else "nothing found")
    for note in about.notes:
        console.print(escape(_one_line(f"note: {note}")))
    if about.cite:
        console.print(escape(_one_line(f"cite: {about.cite}")))
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return ("\n".join(lines) + "\n").encode()


def _hits(frame: pd.DataFrame) -> Table:
    """Return hits one below the other: what they are, then the words around."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for row in records(frame):
        when = str(row["published"] or "undated")
        date = when[: DIGITS.get(row["published_precision"], len(when))]
        about = [row["title"] or "(no title)", date, row["source_id"]]
        about.append(row["passage_id"] or row["document_id"])
        table.add_row(str(row["rank"]), escape(_one_line(" | ".join(about))))
        table.add_row("", escape(_one_line(row["snippet"])), end_section=True)
        table.add_row("", "")
    return table


def _one_line(text: str) -> str:
    """Return a text that cannot steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)

"""CSV as published: RFC 4180, UTF-8, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from typing import TextIO

import pyarrow as pa

# What a spreadsheet may take for a formula (OWASP, "CSV injection"): = + - @, tab, line breaks,
# and the full-width forms of the first four.
RUNNING = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
GUARD = "'"


def defuse(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run.

    A text that looks defused already gets one too, so that `original` can undo every case.
    """
    return GUARD + text if text.lstrip(GUARD).startswith(RUNNING) else text


def original(cell: str) -> str:
    """Undo `defuse`."""
    is_defused = cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(RUNNING)
    return cell[1:] if is_defused else cell


def cell(value: object) -> str:
    """Return a value as a CSV cell: null is empty, booleans are true and false, days ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return defuse(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value)


def write_header(file: TextIO, names: Iterable[str]) -> None:
    """Write the first line."""
    csv.writer(file, lineterminator="\r\n").writerow(names)


def write_rows(file: TextIO, batch: pa.RecordBatch | pa.Table) -> None:
    """Append the rows of a batch."""
    columns = [column.to_pylist() for column in batch.columns]
    cells = ([cell(value) for value in row] for row in zip(*columns, strict=True))
    csv.writer(file, lineterminator="\r\n").writerows(cells)

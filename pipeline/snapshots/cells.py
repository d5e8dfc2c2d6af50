"""CSV as published: RFC 4180, UTF-8, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

# What a spreadsheet may take for a formula (OWASP, "CSV injection"): = + - @, tab, line breaks,
# and the full-width forms of the first four.
RUNNING = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
GUARD = "'"
QUOTE = '"'
END = "\r\n"

_RUNNING = rf"\A{GUARD}*[" + "".join(rf"\x{{{ord(sign):x}}}" for sign in RUNNING) + "]"
_SPLITTING = f"[,{QUOTE}{END}]"
"""Signs that stand in a cell only between quotation marks."""


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
    """Return one value as a CSV cell: null is empty, booleans are true and false, days ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return defuse(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value)


def header(names: Iterable[str]) -> bytes:
    """Return the first line."""
    return ",".join(names).encode() + END.encode()


def lines(batch: pa.RecordBatch) -> bytes:
    """Return the rows of a batch, in cells as `cell` makes them, but that 1.0 is 1."""
    if not batch.num_rows:
        return b""
    rows = pc.binary_join_element_wise(*map(_cells, batch.columns), ",")
    whole = pa.ListArray.from_arrays([0, len(rows)], rows)
    return bytes(pc.binary_join(whole, END)[0].as_buffer()) + END.encode()


def _cells(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return pc.cast(column, pa.string()).fill_null("")
    runs = pc.match_substring_regex(column, _RUNNING)
    if pc.any(runs).as_py():
        column = pc.if_else(runs, pc.binary_join_element_wise(GUARD, column, ""), column)
    splits = pc.match_substring_regex(column, _SPLITTING)
    if pc.any(splits).as_py():
        doubled = pc.replace_substring(column, QUOTE, QUOTE * 2)
        column = pc.if_else(splits, pc.binary_join_element_wise(QUOTE, doubled, QUOTE, ""), column)
    return column.fill_null("")

"""The lines of a gold file, JSON lines or CSV, as mappings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import DeclarationError

Row = tuple[int, Mapping[str, Any] | str]
"""Line number, counted from 1, and what the line holds, or what is wrong with it."""
TABLES = (".csv", ".tsv")
DELIMITERS = "\t;,"
SEPARATORS = (";", "|")
"""Of several tags in one cell."""
MAX_CELL = 100_000_000
"""Characters of one cell; Python's own limit of 131,072 is shorter than a report."""


def read_rows(path: Path) -> list[Row]:
    """Return what each line of a file holds.

    Raises:
        DeclarationError: The file cannot be read as UTF-8 text.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as UTF-8 text ({error})") from error
    return list(_table(text) if path.suffix.lower() in TABLES else _json_lines(text))


def _json_lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> Mapping[str, Any] | str:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return f"no JSON object ({error}); write one document a line"
    if not isinstance(value, dict):
        return f"no JSON object but {type(value).__name__}; write one document a line"
    return value


def _table(text: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] = []
    start = 1
    for cells in lines:
        if not names:
            names = [name.strip() for name in cells]
        elif len(cells) > len(names):
            yield start, f"{len(cells)} cells where the head has {len(names)}; quote the texts"
        elif any(cell.strip() for cell in cells):
            yield start, dict(zip(names, cells, strict=False))
        start = lines.line_num + 1


def split_tags(cell: str) -> list[str]:
    """Return the tags that one cell names, separated by ";" or "|"."""
    for separator in SEPARATORS[1:]:
        cell = cell.replace(separator, SEPARATORS[0])
    return [tag.strip() for tag in cell.split(SEPARATORS[0]) if tag.strip()]

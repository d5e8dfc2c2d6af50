"""Decisions and examples as lines of a file: JSON lines, or CSV that a spreadsheet may open."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from pipeline.decisions.plain import as_dict
from pipeline.decisions.shapes import DecisionLine, ExampleLine
from pipeline.errors import UsageError
from pipeline.records import Decision, Example
from pipeline.snapshots.cells import cell, original

Format = Literal["jsonl", "csv"]
FORMATS: tuple[Format, ...] = ("jsonl", "csv")
COLUMNS = tuple(name for name in DecisionLine.model_fields if name != "type")
"""Of CSV, in order; JSON lines have the same keys, and `type`."""
BOM = "\ufeff"
"""Without it some spreadsheets take UTF-8 for the encoding of their country."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of a file says."""

    at: int
    """Counts from 1, as editors of text show it."""
    number: int
    """Place in the log that it was exported from; 0: not stated."""
    said: Decision | Example


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be taken over."""

    at: int
    reason: str
    """Machine word: broken_line, unknown_document, unknown_scheme, unknown_concept,
    unknown_decision, other_content."""
    detail: str
    """What was found and what to do next."""


def write_lines(
    format: Format, log: Iterable[tuple[int, Decision]], examples: Iterable[Example]
) -> Iterator[str]:
    """Yield the text of a file, line by line; CSV holds no examples.

    Args:
        format: One of FORMATS.
        log: Decisions with their numbers, in order.
        examples: Texts that clients taught.
    """
    if format == "jsonl":
        for example in examples:
            yield _json({"type": "example", **as_dict(example)})
        for number, decision in log:
            yield _json({"type": "decision", "number": number, **as_dict(decision)})
        return
    yield BOM + _csv(COLUMNS)
    for number, decision in log:
        values = {"number": number, **as_dict(decision)}
        yield _csv([_cell(values[name]) for name in COLUMNS])


def read_lines(format: Format, body: bytes) -> Iterator[Line | Refused]:
    """Yield what each line of a file says, or why it says nothing; empty lines are passed over.

    Raises:
        UsageError: The file is no UTF-8, or a CSV without the columns; names the line.
    """
    text = _decoded(body)
    read = _json_lines if format == "jsonl" else _csv_lines
    for at, values in read(text):
        yield values if isinstance(values, Refused) else _line(at, values)


def _line(at: int, values: Mapping[str, Any]) -> Line | Refused:
    shape = ExampleLine if values.get("type") == "example" else DecisionLine
    try:
        found = shape.model_validate(values)
        return Line(at, getattr(found, "number", 0), found.record())
    except ValidationError as error:
        return Refused(at, "broken_line", _problem(error))
    except UsageError as error:
        return Refused(at, "broken_line", str(error))


def _problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown column '{key}'; there are {', '.join(COLUMNS)}"
    found = repr(problem["input"])[:60]
    said = problem["msg"].removeprefix("Value error, ")
    return f"{key}: {said}" + ("" if problem["type"] == "missing" else f" (found {found})")


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | Refused]]:
    for at, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield at, Refused(at, "broken_line", f"no valid JSON ({error}); mend the line")
            continue
        if isinstance(values, dict):
            yield at, values
        else:
            yield at, Refused(at, "broken_line", "no JSON object; write one decision a line")


def _csv_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | Refused]]:
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","  # as some countries' programs
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    names: list[str] = []
    at = 1
    try:
        for row in rows:
            begins, at = at, rows.line_num + 1
            if not names:
                names = _header([name.strip() for name in row])
            elif any(row):
                yield begins, _values(begins, names, row)
    except csv.Error as error:
        yield at, Refused(at, "broken_line", f"no valid CSV ({error}); what follows was not read")
    if not names:
        raise UsageError(f"line 1: no header; the columns are {', '.join(COLUMNS)}")


def _header(names: list[str]) -> list[str]:
    needed = [name for name, one in DecisionLine.model_fields.items() if one.is_required()]
    missing = [name for name in needed if name not in names]
    if missing or len(set(names)) < len(names):
        what = f"no column {', '.join(missing)}" if missing else "a column stands there twice"
        raise UsageError(f"line 1: {what}; the columns are {', '.join(COLUMNS)}")
    return names


def _values(at: int, names: list[str], row: list[str]) -> dict[str, Any] | Refused:
    if len(row) != len(names):
        return Refused(at, "broken_line", f"{len(row)} cells under {len(names)} columns")
    plain = {name: original(value) for name, value in zip(names, row, strict=True)}
    if plain.get("probability"):
        plain["probability"] = plain["probability"].replace(",", ".")
    may_be_left_out = ("number", "revision", "probability")
    return {name: value for name, value in plain.items() if value or name not in may_be_left_out}


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = body.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"line {at}: is no UTF-8 ({error.reason}); save the file as UTF-8"
        ) from None


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=dt.datetime.isoformat) + "\n"


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else cell(value)


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()

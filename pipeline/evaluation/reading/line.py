"""One line of a gold file, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.evaluation.reading.rows import split_tags

OPTIONAL = "_optional"
"""Ends the key of tags that count for nothing."""
PLAIN = ("id", "title", "text", "language")


class RefusedError(Exception):
    """A line cannot be used."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take a machine's reason and a sentence that says what to do."""
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class Line(BaseModel):
    """What a line says."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = ""
    title: str | None = ""
    text: str
    language: str | None = Field(default="", pattern=r"^([a-z]{2}|und)?$")
    tags: dict[str, float] | list[str]
    optional: list[str] = []

    @field_validator("tags")
    @classmethod
    def _gains_count(cls, tags: dict[str, float] | list[str]) -> dict[str, float] | list[str]:
        if isinstance(tags, dict) and not all(0 <= gain < float("inf") for gain in tags.values()):
            raise ValueError("gains are numbers from 0 up")
        return tags

    @property
    def gains(self) -> dict[str, float]:
        """Gain by name of the concept; 1 where none is stated."""
        return self.tags if isinstance(self.tags, dict) else dict.fromkeys(self.tags, 1.0)


def read_line(row: Mapping[str, Any], key: str) -> Line:
    """Check what a line says.

    Args:
        row: By key or name of the column.
        key: Of the right tags.

    Raises:
        RefusedError: Tags or text are missing, or a value is of the wrong kind.
    """
    if row.get(key) is None:
        what = f"no '{key}'; give the right concepts, an empty list where none applies"
        raise RefusedError("missing_field", what)
    values = {name: row[name] for name in PLAIN if name in row}
    for name, where in (("tags", key), ("optional", f"{key}{OPTIONAL}")):
        value = row.get(where, [])
        values[name] = split_tags(value) if isinstance(value, str) else value
    try:
        return Line(**values)
    except ValidationError as error:
        raise _refused(error, key) from error


def _refused(error: ValidationError, key: str) -> RefusedError:
    problem = error.errors()[0]
    name = str(problem["loc"][0])
    shown = {"tags": key, "optional": f"{key}{OPTIONAL}"}.get(name, name)
    reason = "missing_field" if problem["type"] == "missing" else "broken_record"
    return RefusedError(reason, f"{shown}: {problem['msg']}; mend the line")

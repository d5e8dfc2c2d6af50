"""Decisions and examples as plain values."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pipeline.records import Decision, Example


def as_dict(said: Decision | Example) -> dict[str, Any]:
    """Return fields by name; `dataclasses.asdict` copies deeply, which long logs need not."""
    return {field.name: getattr(said, field.name) for field in fields(said)}

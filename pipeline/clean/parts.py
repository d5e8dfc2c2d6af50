"""What a reader of one format hands on: the parts of a document, or why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.dates import UnclearDate, parse_date
from pipeline.records import Label, Precision

LabelKind = Literal["themes", "disciplines", "countries", "keywords"]
Known = Mapping[str, frozenset[str]]
"""Known labels by kind, folded (see segment.fold)."""
LABEL_KINDS: tuple[LabelKind, ...] = ("themes", "disciplines", "countries", "keywords")


MAX_CHARACTERS = 5_000_000  # five long books; one document of it would hold up all others


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date, where it was read, and how sure that makes it."""

    date: dt.date
    precision: Precision
    confidence: float
    """0 to 1."""
    read_from: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A document in parts, as one format's reader found it."""

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    published: Published | None = None
    labels: tuple[Label, ...] = ()
    language: str = ""
    """As stated by the item itself; empty: not stated."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an item holds no document."""

    reason: str
    detail: str


def published(stated: str, confidence: float, read_from: str) -> Published | None:
    """Read a stated date; None where the string does not state one day, month or year."""
    outcome = parse_date(stated)
    if isinstance(outcome, UnclearDate):
        return None
    return Published(outcome.date, outcome.precision, confidence, read_from)


def labels(kind: LabelKind, texts: list[str]) -> tuple[Label, ...]:
    """Return one label for each different text, in order; case and outer space do not differ."""
    unique: dict[str, str] = {}
    for text in texts:
        stripped = " ".join(text.split())
        if stripped:
            unique.setdefault(stripped.casefold(), stripped)
    return tuple(Label(kind, text) for text in unique.values())

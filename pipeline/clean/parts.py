"""What a reader of one format hands on: the parts of a document, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.dates import UnclearDate, parse_date
from pipeline.records import DateClaim, DateKind, Label, Section

LabelKind = Literal["themes", "disciplines", "countries", "keywords"]
Known = Mapping[str, frozenset[str]]
"""Known labels by kind, folded (see segment.fold)."""
LABEL_KINDS: tuple[LabelKind, ...] = ("themes", "disciplines", "countries", "keywords")


MAX_STATED = 80  # characters kept of a statement of a date
MAX_CHARACTERS = 5_000_000  # five long books; one document of it would hold up all others

MAX_LINES = 200_000  # reading takes 25 us each; all plays of Shakespeare have 170,000


@dataclass(frozen=True, slots=True)
class Parts:
    """A document in parts, as one format's reader found it."""

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    dates: tuple[DateClaim, ...] = ()
    """Every statement of a date, in the order they were met; `dating` decides."""
    labels: tuple[Label, ...] = ()
    language: str = ""
    """As stated by the item itself; empty: not stated."""
    url: str = ""
    website: str = ""
    sections: tuple[Section, ...] = ()
    """Starts are code points of `text`."""
    alternates: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    """What the item says the site is called on which it stands."""


@dataclass(frozen=True, slots=True)
class LineFate:
    """What became of one line of what was read, for whoever asks why."""

    text: str
    kept: bool
    """Whether it is part of the document's text."""
    why: str
    """"main text", "title", "menu", "related articles", "running head", ..."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an item holds no document."""

    reason: str
    detail: str


def too_large(text: str) -> Problem | None:
    """Tell a text that is no one document, before hours are spent on it; None: it is not."""
    measures = (len(text), MAX_CHARACTERS, "characters"), (text.count("\n"), MAX_LINES, "lines")
    for size, most, unit in measures:
        if size > most:
            how = "split it into its chapters or articles"
            return Problem("too_large", f"Its text has {size:,} {unit}, more than {most:,}; {how}.")
    return None


def claim(
    stated: str, confidence: float, read_from: str, kind: DateKind = "published"
) -> DateClaim | None:
    """Read a stated date; None where the string does not state one day, month or year."""
    outcome = parse_date(stated)
    if isinstance(outcome, UnclearDate):
        return None
    shown = " ".join(stated.split())[:MAX_STATED]
    return DateClaim(kind, outcome.date, outcome.precision, confidence, read_from, shown)


def labels(kind: LabelKind, texts: list[str]) -> tuple[Label, ...]:
    """Return one label for each different text, in order; case and outer space do not differ."""
    unique: dict[str, str] = {}
    for text in texts:
        stripped = " ".join(text.split())
        if stripped:
            unique.setdefault(stripped.casefold(), stripped)
    return tuple(Label(kind, text) for text in unique.values())

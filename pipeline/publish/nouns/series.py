"""What is counted, as the report shows it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

KIND_NAMES = {
    "theme": "Themes",
    "discipline": "Disciplines",
    "topic": "Topics",
    "country": "Countries",
    "region": "Regions",
    "organisation": "Organisations",
    "programme": "Programmes",
}
_DIGEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A series in one period."""

    start: dt.date
    n_documents: int
    n_all: int
    n_effective: float
    share: float | None
    """0 to 1; None where the period has no document."""
    low: float | None
    high: float | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Slope:
    """How fast a share changes, in shares a decade, and how sure that is."""

    n_periods: int
    slope: float
    low: float
    high: float
    q: float


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list."""

    document_id: str
    published: str
    """As precise as stated: 1936, 1936-05 or 1936-05-17; with "?" where it is too unsure to count
    in trends; empty: undated."""
    title: str
    source: str
    url: str | None
    """http or https only, so that it is safe to link to."""
    language: str = ""
    reason: str = ""
    """Why it counts: "suggested, 0.83"; empty: it names it."""
    quote: str = ""
    """A sentence of the passage that speaks for it; empty: none is known."""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Something counted: a theme, a topic, a country, ..."""

    kind: str
    id: str
    label: str
    n_documents: int
    share: float
    """Of all documents, 0 to 1."""
    low: float
    high: float
    counted: float | None = None
    """Share of the documents that count alone, 0 to 1."""
    points: tuple[Point, ...] = ()
    slope: Slope | None = None
    panel: Slope | None = None
    """Of the sources that are there all along."""
    weighted: Slope | None = None
    """With every source given the same part in every period."""
    documents: tuple[DocumentRow, ...] = ()
    """The newest ones, at most as many as the report lists."""

    @property
    def anchor(self) -> str:
        """Name of its place in the report."""
        return anchor(self.kind, self.id)


def anchor(kind: str, id_: str) -> str:
    """Return the name of a series' place in the report; no two series share one."""
    short = id_.removeprefix(f"{kind}:")
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", short)
    if plain != short:  # signs were lost, and with them perhaps the difference
        plain += "-" + hashlib.sha256(id_.encode()).hexdigest()[:_DIGEST_DIGITS]
    return f"{kind}-{plain}"


@dataclass(frozen=True, slots=True)
class Span:
    """A series in a stretch of time: where to look for documents that a finding rests on."""

    kind: str
    id: str
    name: str
    """Of the stretch, for readers."""
    start: dt.date
    end: dt.date
    """The day after the last."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Documents of one period that a finding rests on."""

    period: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A share before and after some day: a change of level, or what moves lately."""

    kind: str
    id: str
    label: str
    start: dt.date
    """First day of what comes after."""
    before: float
    after: float
    difference: float
    low: float
    high: float
    q: float
    n_before: int | None
    """Documents that count for it before; None: the stretch is not known."""
    n_after: int | None
    since: dt.date = dt.date.min
    """Where what comes before begins: at the change before; the first of all days: at the first
    document."""
    until: dt.date = dt.date.max
    """Where what comes after ends: at the next change; the last of all days: with the corpus."""
    turnover: float = 0.0
    """0 to 1: part of the documents that would have to come from another source for the mix of
    sources before and after to be the same."""

    @property
    def anchor(self) -> str:
        """Name of the place of its series in the report."""
        return anchor(self.kind, self.id)

    @property
    def is_carried(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return self.low > 0 or self.high < 0

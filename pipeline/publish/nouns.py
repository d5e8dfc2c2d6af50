"""What the report shows: plain values, read once from a snapshot's tables."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

KIND_NAMES = {
    "theme": "Themes",
    "discipline": "Disciplines",
    "topic": "Topics",
    "country": "Countries",
    "organisation": "Organisations",
    "programme": "Programmes",
}


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
    points: tuple[Point, ...] = ()
    slope: Slope | None = None
    documents: tuple[DocumentRow, ...] = ()
    """The newest ones, at most as many as the report lists."""

    @property
    def anchor(self) -> str:
        """Name of its place in the report."""
        short = self.id.removeprefix(f"{self.kind}:")
        return self.kind + "-" + re.sub(r"\W+", "-", short)


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic with its terms and the sentence nearest to it."""

    series: Series
    terms: tuple[str, ...]
    quote: str
    quote_from: DocumentRow | None


@dataclass(frozen=True, slots=True)
class Head:
    """The figures at the top."""

    n_documents: int
    n_families: int
    n_words: int
    n_dated: int
    n_languages: int
    n_entities: int
    n_topics: int
    n_given: int
    """Tags that editors accepted or added."""
    n_rejected: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and what came of it."""

    source_id: str
    name: str
    publisher: str
    licence: str
    url: str | None
    n_documents: int
    n_dated: int
    span: str
    """1883 to 1968; empty where nothing is dated."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Documents by period and source."""

    starts: tuple[dt.date, ...]
    sources: tuple[str, ...]
    """Names, the largest first; the last may be "other sources"."""
    counts: tuple[tuple[int, ...], ...]
    """One row a source, one number a period."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How often the documents that name a country have a theme."""

    countries: tuple[Series, ...]
    themes: tuple[Series, ...]
    cells: tuple[tuple[tuple[int, float], ...], ...]
    """One row a country, one (documents, share of the country's weight) a theme."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Inputs that became no result for one reason."""

    stage: str
    reason: str
    n: int
    locator: str
    """An example."""
    detail: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language, and what could not be done for its documents."""

    code: str
    name: str
    """For readers."""
    n: int
    share: float
    """Family-weighted part of all documents, 0 to 1."""
    lacks: tuple[str, ...]
    """Of names, topics, suggestions."""


@dataclass(frozen=True, slots=True)
class Unassessed:
    """What could not be done for a part of the corpus."""

    lacks: tuple[str, ...]
    """Of names, topics, suggestions."""
    share: float
    """Family-weighted part of all documents, 0 to 1."""


@dataclass(frozen=True, slots=True)
class QualityStep:
    """How many texts are worse than a mark."""

    below: float
    n: int
    share: float
    """Of all documents, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What the figures do not rest on."""

    n_undated: int
    """Documents that state no date."""
    n_unsure: int
    """Documents whose date is less sure than min_date_confidence."""
    min_date_confidence: float
    languages: tuple[LanguageRow, ...]
    """The most frequent first."""
    unassessed: tuple[Unassessed, ...]
    """Empty where everything was done for every document."""
    quality: tuple[QualityStep, ...]
    min_quality: float
    """Topics were learnt from texts of at least this quality."""
    n_copies: int
    """Documents that say again what another one of their family says."""
    n_shared_families: int
    """Families of more than one document."""
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the figures carry."""

    text: str
    anchor: str
    """Place in the report that shows the figures; empty: none."""


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """Everything the report shows."""

    snapshot_id: str
    version: str
    as_of: str
    granularity: str
    head: Head
    volume: Volume
    sources: tuple[SourceRow, ...]
    series: dict[str, tuple[Series, ...]]
    """By kind, the largest share first; only the most frequent of long kinds."""
    n_series: dict[str, int]
    """By kind, how many there are."""
    n_tested: int
    """Series whose slope was tested at this granularity."""
    topics: tuple[TopicCard, ...]
    heat: HeatMap
    missing: Missing
    claims: tuple[Claim, ...] = ()

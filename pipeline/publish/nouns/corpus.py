"""What the corpus is made of, as the report shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.publish.nouns.series import DocumentRow, Series


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

    granularity: str
    starts: tuple[dt.date, ...]
    sources: tuple[str, ...]
    """Names, the largest first; the last may be "other sources"."""
    counts: tuple[tuple[int, ...], ...]
    """One row a source, one number a period."""
    n_sources: int = 0
    """How many there are, shown or not."""
    n_before: int = 0
    """Documents dated before the first period shown."""
    reach: float = 0.0
    """0 to 1: part of the periods from the first to the last that the longest source spans."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a topic from one fit to the next."""

    fit: int
    kind: str
    other: str
    """Label of the other topic; empty: none."""
    of_topic: float
    likeness: float


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic, so that a reader knows what it is."""

    series: Series
    label: str
    """Made from terms; the series' label may be a name that a person gave."""
    terms: tuple[str, ...]
    phrases: tuple[str, ...]
    themes: tuple[tuple[str, float], ...]
    """Labels of the nearest themes and cosines, best first."""
    examples: tuple[DocumentRow, ...]
    """Documents with a telling sentence each, most telling first."""
    n_passages: int
    event: Event | None
    """The last one."""
    x: float | None
    """Place on the map, -1 to 1; None: not known."""
    y: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """How often the documents that name a country have a theme."""

    n: int
    share: float
    """Of the weight of the country's documents, 0 to 1."""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Countries by themes."""

    countries: tuple[Series, ...]
    themes: tuple[Series, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """One row a country, one cell a theme."""

"""What the figures do not rest on, as the report shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dates:
    """How exactly, how surely and how late documents are dated."""

    n_undated: int
    """Documents that state no date, or only one after the day they were fetched."""
    n_unsure: int
    """Documents whose date is less sure than min_confidence."""
    min_confidence: float
    n_future: int
    """Documents dated after as_of."""
    n_day: int
    """Documents that count in trends and state a day; then a month or a year only."""
    n_month: int
    n_year: int
    n_coarse: int
    """Of those that count, documents whose date is too coarse for the periods of the charts."""
    n_holes: int
    """Years without any document between the first and the last."""
    holes: tuple[str, ...]
    """Such stretches of years, the longest first; perhaps not all."""


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
class SilentSource:
    """A source of which nothing has come for longer than its own rhythm lets expect."""

    name: str
    newest: str
    """As precise as stated."""
    pause: int
    """Days that nine in ten of its pauses are no longer than."""
    waited: int
    """Days from the newest date to the day up to which the corpus is complete."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Which sources have fallen silent, seen from a day."""

    seen_from: dt.date | None
    sources: tuple[SilentSource, ...]
    """The largest first; perhaps not all."""
    n_silent: int
    n_untold: int
    """Sources with too few dates to know their rhythm."""
    empty: tuple[str, ...]
    """Ids of sources of which every input was rejected; perhaps not all."""


@dataclass(frozen=True, slots=True)
class SourceFinding:
    """What was wrong with a source when the snapshot was made."""

    source: str
    """Its id; empty: all on the web at once."""
    kind: str
    since: str
    """A day."""
    line: str
    is_seen: bool = False
    """Somebody knows of it."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What the figures do not rest on."""

    dates: Dates
    silence: Silence
    findings: tuple[SourceFinding, ...]
    """About sources, by their visits; perhaps not all."""
    languages: tuple[LanguageRow, ...]
    """The most frequent first; perhaps not all."""
    n_languages: int
    """How many rows there are."""
    unassessed: tuple[Unassessed, ...]
    """Empty where everything was done for every document."""
    quality: tuple[QualityStep, ...]
    min_quality: float
    """Topics were learnt from texts of at least this quality."""
    n_copies: int
    """Documents that say again what another one of their family says."""
    n_shared_families: int
    """Families of more than one document."""
    n_topicless: int
    """Documents that count for no topic, of those that could be assessed."""
    gaps: tuple[tuple[str, int], ...]
    """What could not be read of captures, and of how many documents; perhaps not all."""
    n_gaps: int
    """Documents of which something could not be read."""
    rejections: tuple[Rejection, ...]
    """The most frequent first; perhaps not all."""
    n_rejected: int

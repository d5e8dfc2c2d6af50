"""Everything the report shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.publish.nouns.corpus import Head, HeatMap, SourceRow, TopicCard, Volume
from pipeline.publish.nouns.missing import Missing
from pipeline.publish.nouns.series import Evidence, Series, Span, Step


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the figures carry."""

    group: str
    """Heading it stands under."""
    text: str
    links: tuple[tuple[str, str], ...] = ()
    """Words and places in the report that show figures and documents."""
    spans: tuple[Span, ...] = ()
    """Where its documents are."""
    evidence: tuple[Evidence, ...] = ()
    """Some of them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a citation names."""

    snapshot_id: str
    sha256: str
    """Of all data files; the id is its beginning."""
    version: str
    as_of: str
    """Day up to which dates count; empty: not known."""
    is_as_of_set: bool
    """A person set it: the corpus is complete up to it. Else it is the newest date found."""
    settings: tuple[tuple[str, str], ...] = ()
    libraries: tuple[tuple[str, str], ...] = ()
    fingerprints: tuple[tuple[str, str], ...] = ()
    """By stage: digests of code version, settings and models."""
    tables: tuple[tuple[str, int, str], ...] = ()
    """Name, rows and description."""
    min_score: float | None = None
    panel: tuple[str, ...] = ()
    """Sources that are there all along; empty: none, or not told."""


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """Everything the report shows."""

    identity: Identity
    granularity: str
    """Of the charts."""
    tested: str
    """Granularity at which rises and falls were tested; empty: none was."""
    head: Head
    volume: Volume
    sources: tuple[SourceRow, ...]
    n_sources: int
    series: dict[str, tuple[Series, ...]]
    """By kind, the largest share first; only the most frequent of long kinds."""
    others: tuple[Series, ...]
    """Series that changes and movers tell of and that `series` does not hold."""
    n_series: dict[str, int]
    """By kind, how many there are."""
    n_tested: int
    """Series whose slope was tested."""
    n_checked: int
    """Of those, series whose slope was tested on the fixed sources, too."""
    turnover: float
    """0 to 1: how far the mixes of sources in the first and the last period are apart that rises
    and falls are told from."""
    topics: tuple[TopicCard, ...]
    changes: tuple[Step, ...]
    """The surest of each kind first; perhaps not all."""
    n_changes: int
    emerging: tuple[Step, ...]
    fading: tuple[Step, ...]
    n_movers: int
    heat: HeatMap
    missing: Missing
    claims: tuple[Claim, ...] = field(default=())

    @property
    def listed(self) -> dict[str, tuple[Series, ...]]:
        """By kind, every series whose documents are listed."""
        return {
            kind: (*ranked, *(each for each in self.others if each.kind == kind))
            for kind, ranked in self.series.items()
        }

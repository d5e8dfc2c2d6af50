"""What a visit to the web knows while it is under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.declarations import Source
from pipeline.records import Answer, Failure, Reading, Rejected, Visit, Window
from pipeline.sources.web.essence import Page
from pipeline.store.frontier import Address

OF_A_WINDOW = "only what is dated "
"""How the note of a visit begins that was asked for a part of its source."""

WINDOWED = ("oai", "wordpress")
"""Kinds that can be asked for what came since; addresses of their indexes differ each time."""

NONE_KNOWN = "not one of the "
"""How the note of a visit begins whose indexes named nothing that was known."""


@dataclass(slots=True)
class Counts:
    """The numbers of a visit, named as in records.Visit."""

    n_requests: int = 0
    n_bytes: int = 0
    n_index: int = 0
    n_index_same: int = 0
    n_index_failed: int = 0
    n_listed: int = 0
    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0
    n_gone: int = 0
    n_failed: int = 0
    n_left: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return them by name."""
        return asdict(self)


@dataclass(slots=True)
class Visiting:
    """One source while it is visited."""

    source: Source
    visit: Visit
    """As it was begun."""
    began: dt.datetime
    """UTC, to the microsecond."""
    window: Window
    """What its kind is asked for: what the run wants, or what came since the last visit."""
    is_sweep: bool
    """Indexes are read to their end, and asked for whether they have changed or not."""
    is_full: bool
    """If all indexes can be read, what they do not name is not there."""
    known_before: int
    """Number of the last visit that read all its indexes; what was found later may have further
    addresses behind it that nobody has seen."""
    full_before: int
    """Number of the last visit that was full."""
    ordinal: int
    """Of the address found last."""
    n_due: int = 0
    """Items that are due, as far as known."""
    counts: Counts = field(default_factory=Counts)
    seen: set[int] = field(default_factory=set)
    """Ids of the records met, as numbers."""
    index_asked: set[str] = field(default_factory=set)
    """Indexes that are not asked for a second time."""
    settled: set[str] = field(default_factory=set)
    """Addresses that the answer to another one has settled while they were waiting."""
    rejected: set[str] = field(default_factory=set)
    """Locators that indexes named in vain."""
    n_rejected: int = 0
    troubles: set[str] = field(default_factory=set)
    """Reasons why indexes could not be read."""
    left: set[str] = field(default_factory=set)
    """Indexes that the visit before had no request for, and those they lead to."""
    round_before: int = 0
    """Of what these name, what was found later than in this visit has more behind it, too."""
    round_began: dt.datetime | None = None
    """What was read since need not be read again, where the newest does not come first."""
    is_damaged: bool = False
    """A part of an index was lost."""
    is_cut: bool = False
    """There are index pages behind `listing.max_pages`."""
    is_again: bool = False
    """Addresses found long ago have become due."""

    @property
    def is_spent(self) -> bool:
        """Tell whether the card allows no further request."""
        return self.counts.n_requests >= self.source.manners.max_requests

    @property
    def is_index_spent(self) -> bool:
        """Tell whether indexes have had their half of the requests while items wait."""
        return self.n_due > 0 and self.is_half_index

    @property
    def is_half_index(self) -> bool:
        """Tell whether half of the requests went to indexes."""
        n_asked = self.counts.n_index + self.counts.n_index_same
        return 2 * n_asked >= self.source.manners.max_requests

    @property
    def can_be_full(self) -> bool:
        """Tell whether what no index named is missing."""
        return self.is_full and not self.counts.n_index_failed and not self.is_damaged

    def is_news(self, found_visit: int, index: str) -> bool:
        """Tell whether there may be more behind an index that names what a visit has found."""
        return found_visit > (self.round_before if index in self.left else self.known_before)

    def next_ordinal(self) -> int:
        """Count one address more."""
        self.ordinal += 1
        return self.ordinal


@dataclass(frozen=True, slots=True)
class Task:
    """An address to ask for a source."""

    visiting: Visiting
    address: Address


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request gave."""

    task: Task
    result: Answer | Failure

    @property
    def n_bytes(self) -> int:
        """Size of the body."""
        return len(self.result.body) if isinstance(self.result, Answer) else 0


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in an answer."""

    outcome: Outcome
    reading: Reading | None = None
    """Of an index."""
    page: Page | None = None
    """Of an item."""
    n_entered: int = 0
    """Items of a large index that have been listed beforehand, and are left out of `reading`."""
    is_news: bool = False
    """There is a page among these that was not known."""
    mark: str = ""
    """Of an index, see pipeline.steps.visiting.marking; empty where nothing was sent."""


@dataclass(slots=True)
class Stored:
    """What the engine must know of a batch that was stored."""

    retries: list[tuple[Task, dt.datetime]] = field(default_factory=list)
    """Addresses to ask again, and when."""
    aside: list[str] = field(default_factory=list)
    """Addresses whose hosts do not want to be asked now."""
    again: list[str] = field(default_factory=list)
    """Sources of whose addresses some that were passed are due again."""
    last_failure: str = ""


def refusal(source: Source, locator: str, problem: tuple[str, str], id_: str = "") -> Rejected:
    """Return that an address gave nothing: (reason, one sentence), and its document's id."""
    return Rejected("ingest", source.id, locator, *problem, document_id=id_ or None)

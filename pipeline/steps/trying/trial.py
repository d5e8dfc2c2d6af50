"""What trying a source found: values only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pipeline.declarations import Source
from pipeline.records import Rejected

Level = Literal["wrong", "look", "good"]
"""wrong: nothing or the wrong thing would come in; look: a person should decide; good: as hoped."""


@dataclass(frozen=True, slots=True)
class IndexTry:
    """One index page that was asked for."""

    url: str
    answer: str
    """"200 text/html", or the reason of a failure."""
    problem: str = ""
    """One sentence where it could not be read; empty where it could."""
    n_stated: int = 0
    """Entries met on it."""
    n_taken: int = 0
    """Entries that belong to the source."""
    n_new: int = 0
    """Of those, not named by the index pages before it."""
    n_further: int = 0
    """Further index pages that it names."""
    left_out: tuple[str, ...] = ()
    """Some of the addresses that `hosts`, `include` or `exclude` leave out."""


@dataclass(frozen=True, slots=True)
class Find:
    """What one selector found on one page."""

    key: str
    """As on the card: "select.body", "listing.links"."""
    selector: str
    n: int
    sample: str = ""
    """Text of the first element found."""
    problem: str = ""
    """Where the selector itself cannot be read."""


@dataclass(frozen=True, slots=True)
class PageTry:
    """One item that was asked for and cleaned."""

    locator: str
    outcome: str
    """"document", or the reason why there is none."""
    detail: str = ""
    title: str = ""
    published: dt.date | None = None
    published_from: str = ""
    n_words: int = 0
    n_visible: int = 0
    """Words that a reader of the page sees; 0 where it is no page."""
    language: str = ""
    """As a run would note it."""
    spoken: str = ""
    """As the text itself tells, whatever the card says."""
    labels: tuple[str, ...] = ()
    text: str = ""
    n_files: int = 0
    """Files that it links and that would be taken along; where the card wants none: PDFs."""
    file_hosts: tuple[str, ...] = ()
    """Other hosts that such files lie on, from which they would not be taken."""
    finds: tuple[Find, ...] = ()
    is_fetched: bool = True
    """False: a request for it failed, and nothing is known of it."""

    @property
    def is_document(self) -> bool:
        """Tell whether it would be kept."""
        return self.outcome == "document"


@dataclass(frozen=True, slots=True)
class Hint:
    """A selector that fits the pages that were fetched, where the card's own does not."""

    key: str
    selector: str
    sample: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying one source."""

    source: Source
    indexes: tuple[IndexTry, ...] = ()
    pages: tuple[PageTry, ...] = ()
    finds: tuple[Find, ...] = ()
    """Of the selectors under [listing], on the first index page."""
    hints: tuple[Hint, ...] = ()
    n_listed: int = 0
    """Items named by the indexes that were read."""
    n_unread: int = 0
    """Index pages that were named and not read."""
    rejected: tuple[Rejected, ...] = ()
    """What the indexes (or the card's list) named and nobody could use."""
    marks: tuple[str, ...] = ()
    """Parameters of its addresses that differ at each look."""
    problem: str = ""
    """Where it could not be begun: a file that is missing, no address."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What to make of a trial, in plain words."""

    level: Level
    key: str
    """Key of the card to change; empty where it is not the card."""
    line: str

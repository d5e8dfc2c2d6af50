"""Nouns of fetching: what is to be fetched, what came back, and what was read in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pipeline.records.nouns import Hints, Item, Rejected

Role = Literal["index", "page", "file"]
"""index: says where items are (feed, sitemap, listing, answer of an API); page: an item; file: what
a page links to and belongs to it (a PDF)."""
LeadState = Literal["due", "done", "failed", "gone", "refused", "elsewhere", "alias"]
"""due: to be fetched; done: fetched, `next_try_at` says when to look again; failed: given up for
now, tried again rarely; gone: answered 404 or 410; refused: robots.txt or an address that may not
be fetched; elsewhere: another source holds it; alias: leads to `alias_of`."""
VisitStatus = Literal["running", "done", "cut", "failed"]
"""cut: limits or a host that does not answer left something for the next visit; failed: not one
index page could be read."""
FindingKind = Literal["failing", "silent", "shrinking", "exploding", "layout", "expectation"]


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to fetch for a source."""

    url: str
    """Canonical, see pipeline.sources.web.addresses."""
    role: Role
    hints: Hints = ()
    """What the index says of it: ("feed-date", ...), ("feed-title", ...), in order of name."""
    parent: str = ""
    """Canonical address of the page that links a file."""
    stated: str = ""
    """When the index says it was last changed, as written; another value makes it due again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, with a body that may be used (200), or that nothing changed (304)."""

    asked: str
    """Address of the first request."""
    url: str
    """Canonical address after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As received, in order; names as written."""
    body: bytes
    """Decoded as Content-Encoding says; empty for 304."""
    media_type: str
    """Told from the bytes first, see pipeline.sources.sniff; application/xml and application/json
    for what indexes are written in."""
    etag: str
    last_modified: str
    fetched_at: dt.datetime
    """UTC."""
    redirects: tuple[str, ...] = ()
    """Addresses passed on the way, the first asked one first."""


FAILURE_REASONS = (
    "bad_address", "bad_redirect", "bomb", "broken", "busy", "certificate", "cut", "empty", "gone",
    "no_host", "not_asked", "private_address", "redirect_loop", "refused", "robots",
    "robots_unreachable", "server_error", "timeout", "too_large",
)  # fmt: skip
"""not_asked: no request was made, the host is left alone for a while; empty: nothing in a good
answer; busy: 429, or 503 with Retry-After; refused: any other 4xx; broken: no HTTP."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request gave nothing that may be used."""

    asked: str
    url: str
    reason: str
    """One of FAILURE_REASONS."""
    detail: str
    """One sentence for a person: what was found and what to do next."""
    status: int = 0
    is_passing: bool = False
    """It may do better later, without anybody mending anything."""
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a source is wanted; what states no date is always wanted."""

    since: dt.datetime | None = None
    """UTC, inclusive: of publication or change."""
    until: dt.datetime | None = None
    """UTC, exclusive."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an index holds."""

    leads: tuple[Lead, ...] = ()
    """In the order of the index: items, and further indexes (other sitemaps, the next page)."""
    items: tuple[Item, ...] = ()
    """What needs no further request: records of an API."""
    gone: tuple[str, ...] = ()
    """Locators that the index says have been deleted."""
    rejected: tuple[Rejected, ...] = ()
    n_stated: int = 0
    """Entries met, whatever became of them: none at all is how a broken layout looks."""
    is_cut: bool = False
    """It has further pages, which the card's limit leaves out."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a source, from its first request to its last; numbers count addresses."""

    source_id: str
    number: int
    """Counts from 1."""
    run_id: str
    started_at: dt.datetime
    """UTC."""
    finished_at: dt.datetime | None
    status: VisitStatus
    is_full: bool = True
    """The whole source was looked at, so that what is missing now is missing there."""
    n_requests: int = 0
    n_bytes: int = 0
    n_index: int = 0
    """Index pages read."""
    n_index_same: int = 0
    """Index pages that have not changed since they were read last (304, or the same bytes)."""
    n_index_failed: int = 0
    n_listed: int = 0
    """Items that the indexes (or the folder, the file) named."""
    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0
    n_gone: int = 0
    n_failed: int = 0
    n_left: int = 0
    """Due but not fetched: left for the next visit."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a source, with the evidence for it."""

    source_id: str
    kind: FindingKind
    since: dt.datetime
    """UTC; start of the first visit that showed it."""
    line: str
    """One sentence for a person: what, with figures, and what to do."""
    evidence: tuple[tuple[str, str], ...] = ()
    """Figures by name, in order: what was found, what was expected, how unlikely that is."""

"""Gather what an index holds into a Reading: which addresses belong, what is told of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from pipeline.declarations import Source
from pipeline.records import Hints, Item, Lead, Reading, Rejected, Role
from pipeline.sources.hinting import plain
from pipeline.sources.naming import printable, short
from pipeline.sources.web import addresses
from pipeline.sources.web.patterns import matches

LONGEST_ADDRESS = 2000
"""Characters; sitemaps.org allows 2,048, and longer ones are made by mistakes that repeat."""
LONGEST_DATE = 100
LONGEST_DETAIL = 1000
"""Characters of a sentence; it may name what somebody wrote without end."""
_NAMED = 3
_HREF = re.compile(r"""href\s{0,3}=\s{0,3}["']([^"'<>]{1,2000})["']""", re.IGNORECASE)


def starts_at_urls(source: Source, *_: object, **__: object) -> Reading:
    """Return the card's addresses as the indexes that a visit begins with, whatever the window."""
    leads = (Lead(addresses.fetchable_url(url) or url, "index") for url in source.url)
    return Reading(leads=tuple(dict.fromkeys(leads)))


def broken(source: Source, lead: Lead, detail: str, reason: str = "broken_index") -> Reading:
    """Return that an index is none, and what to do about it."""
    return Reading(rejected=(rejected(source, lead.url, reason, detail),))


def rejected(source: Source, locator: str, reason: str, detail: str) -> Rejected:
    """Return why something that a source names became nothing."""
    return Rejected("ingest", source.id, short(locator), reason, printable(detail[:LONGEST_DETAIL]))


def _line(stated: str) -> str:
    """Return a date as it was written, but as a store can hold it."""
    return stated if stated.isprintable() and len(stated) <= LONGEST_DATE else plain(stated)


def _ending(href: str) -> str:
    return href.partition("?")[0].partition("#")[0].rpartition("/")[2].rpartition(".")[2].lower()


class Gathering:
    """What one index names, in its order, each address once."""

    def __init__(self, source: Source, lead: Lead, base: str) -> None:
        """Begin with nothing.

        Args:
            source: The card.
            lead: The index that is read.
            base: Address that its relative links start from.
        """
        self.n_stated = 0
        self.is_cut = False
        self.gone: list[str] = []
        self.base = base
        self._source, self._lead = source, lead
        indexes = {lead.url, base} | (set() if source.kind == "urls" else set(source.url))
        self._indexes = {addresses.canonical_url(one, source.drop_query) for one in indexes}
        self._endings = {wanted.lower().lstrip(".") for wanted in source.files}
        self._leads: dict[tuple[str, Role], Lead] = {}
        self._items: dict[str, Item] = {}
        self._rejected: dict[str, Rejected] = {}
        self._strangers: Counter[str] = Counter()

    def address(self, href: str) -> str:
        """Return the canonical address of a link; "" where it is none that can be fetched."""
        if not href or len(href) > LONGEST_ADDRESS:
            return ""
        href = href.strip()
        if href.startswith(("http://", "https://")):
            return addresses.canonical_url(href, self._source.drop_query)
        return addresses.absolute(self.base, href, self._source.drop_query)

    def further(self, href: str) -> str:
        """Return the address of another index, with all its parameters; "" where it is none."""
        found = addresses.resolved(self.base, href or "")
        return addresses.fetchable_url(found) if href and len(found) <= LONGEST_ADDRESS else ""

    def belongs(self, url: str) -> bool:
        """Tell whether a canonical address is an item of the source; other hosts are counted."""
        if addresses.belongs(url, self._source):
            return True
        if not addresses.is_at_home(url, self._source):
            self._strangers[addresses.host_of(url)] += 1
        return False

    def page(self, url: str, hints: Hints = (), stated: str = "") -> bool:
        """Take an item's canonical address, if it belongs to the source and is no index of it."""
        return self._take(Lead(url, "page", hints, "", _line(stated)))

    def file(self, url: str, parent: str, hints: Hints = ()) -> bool:
        """Take the canonical address of a file that belongs to an item, of any host."""
        return bool(url) and self._put(Lead(url, "file", hints, parent))

    def file_of(self, href: str, parent: str) -> None:
        """Take a file that comes with an item, if the card wants files with its ending."""
        if self._source.files and parent and self._endings & {_ending(href)}:
            self.file(self.address(href), parent)

    def files_in(self, html: str, parent: str, base: str) -> None:
        """Take the files that an item's text links, likewise."""
        for href in _HREF.findall(html) if self._source.files else ():
            self.file_of(addresses.resolved(base, unescape(href)), parent)

    def is_excluded(self, url: str) -> bool:
        """Tell whether a pattern of `exclude` describes an address."""
        return any(matches(pattern, url) for pattern in self._source.exclude)

    def index(self, url: str, hints: Hints = (), stated: str = "") -> bool:
        """Take a further index; one that is the same as this is none."""
        if not url or url in (self._lead.url, self.base):
            return False
        return self._put(Lead(url, "index", hints, "", _line(stated)))

    def item(self, item: Item) -> None:
        """Take a record; of two with one locator the first, as the newest stand first."""
        self._items.setdefault(item.locator, item)

    def reject(self, locator: str, reason: str, detail: str) -> None:
        """Tell why something that the index names became nothing."""
        refusal = rejected(self._source, locator, reason, detail)
        self._rejected.setdefault(refusal.locator, refusal)

    def reading(self) -> Reading:
        """Return it all."""
        if self._strangers and not self._items and not self._pages():
            self._tell_strangers()
        return Reading(
            tuple(self._leads.values()), tuple(self._items.values()), tuple(self.gone),
            tuple(self._rejected.values()), self.n_stated, self.is_cut,
        )  # fmt: skip

    def _take(self, lead: Lead) -> bool:
        is_item = lead.url not in self._indexes and self.belongs(lead.url)
        return is_item and self._put(lead)

    def _put(self, lead: Lead) -> bool:
        return self._leads.setdefault((lead.url, lead.role), lead) is lead

    def _pages(self) -> Sequence[Lead]:
        return [lead for lead in self._leads.values() if lead.role != "file"]

    def _tell_strangers(self) -> None:
        """Say that everything lies elsewhere; some links out among others are a habit of feeds."""
        named = ", ".join(f"{host} ({n:,})" for host, n in self._strangers.most_common(_NAMED))
        self.reject(
            f"{self._lead.url}#other-host",
            "other_host",
            f"{self._lead.url}: all of its links lead to other hosts: {named}; "
            "name those that belong to the source under 'hosts' in its card",
        )

"""Kind `listing`: index pages, whose links to items the card names by CSS selectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from bs4 import BeautifulSoup, Tag

from pipeline.dates import StatedDate, parse_date
from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources import turning
from pipeline.sources.gathering import Gathering, broken, starts_at_urls
from pipeline.sources.hinting import hints, plain
from pipeline.sources.moments import is_before, is_wanted
from pipeline.sources.pages import attribute, base_address, soup_of

starts = starts_at_urls

MOST_EMPTY = 3
"""Index pages without an item, one after the other, that are turned: a calendar has empty months,
and months without end."""
SAYS_NOTHING = frozenset(
    ("read more", "more", "learn more", "find out more", "continue reading", "view", "details",
     "mehr", "weiterlesen", "mehr erfahren", "lire la suite", "en savoir plus", "leer más",
     "ver más", "leggi tutto", "saiba mais", "lees meer", "czytaj więcej", "»", "→", ">")
)  # fmt: skip
"""Texts of links that are no title, in small letters."""
_MORE = re.compile(
    r"^(?:read more|learn more|continue reading|weiterlesen|mehr lesen|lire la suite|"
    r"en savoir plus|leer más|saiba mais|lees meer)"
    r"(?:\s*:\s*|\s+(?:about|über|sur|sobre|over)\s+)(?=\S)",
    re.IGNORECASE,
)
"""Before the title, in links that programs write for readers who do not see the page."""
_FIRST, _LAST, _EMPTY = "index-first", turning.LAST, "index-empty"


@dataclass(slots=True)
class Entry:
    """One item of an index page."""

    href: str
    title: str = ""
    published: str = ""


def follow(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return the items of an index page and the next page, if there is one to turn to."""
    soup = soup_of(answer)
    entries = entries_of(source, soup)
    number = turning.page_number(lead)
    if number == 1 and not entries:
        return broken(source, lead, _no_entries(source, lead), "empty_index")
    gathering = Gathering(source, lead, base_address(soup, answer))
    gathering.n_stated = len(entries)
    digest = _gather(gathering, entries, window)
    if not entries or not all(is_before(window, _as_iso(entry.published)) for entry in entries):
        _turn(source, lead, gathering, _next_links(source, lead, soup), digest)
    return gathering.reading()


def entries_of(source: Source, soup: BeautifulSoup) -> list[Entry]:
    """Return what the card's selectors find on an index page, in its order."""
    listing = source.listing
    blocks = {id(block): block for block in soup.select(listing.block)} if listing.block else {}
    said: dict[int, tuple[str, str]] = {0: ("", "")}
    entries = []
    for found in soup.select(listing.links):
        link = _link(found)
        if link is not None:
            id_ = next((id(one) for one in (found, *found.parents) if id(one) in blocks), 0)
            if id_ not in said:  # one block may hold all links of a page
                block = blocks[id_]
                said[id_] = _text(block, listing.title), _date(block, listing.published)
            title, published = said[id_]
            entries.append(Entry(attribute(link, "href"), title or _own_text(link), published))
    return entries


def _link(found: Tag) -> Tag | None:
    """Return the link that an element is, holds, or lies in."""
    if found.name in ("a", "area", "link") and found.get("href"):
        return found
    link = found.find("a", href=True) or found.find_parent("a", href=True)
    return link if isinstance(link, Tag) else None


def _own_text(link: Tag) -> str:
    """Return what a link says of its item; "" where it says no more than that there is one."""
    image = link.find("img", alt=True)
    texts = (
        link.get_text(" "),
        attribute(link, "title"),
        attribute(link, "aria-label"),
        attribute(image, "alt") if isinstance(image, Tag) else "",
    )
    said = (_MORE.sub("", plain(text)) for text in texts)
    return next(
        (text for text in said if text.lower().rstrip(" .…:") not in SAYS_NOTHING | {""}), ""
    )


def _text(block: Tag, selector: str) -> str:
    found = block.select_one(selector) if selector else None
    return plain(found.get_text(" ")) if found is not None else ""


def _date(block: Tag, selector: str) -> str:
    """Return a block's date: as its element states it for machines, else for people."""
    found = block.select_one(selector) if selector else None
    if found is None:
        return ""
    stated = attribute(found, "datetime") or attribute(found, "content")
    return plain(stated) or plain(found.get_text(" "))


def _gather(gathering: Gathering, entries: list[Entry], window: Window) -> str:
    """Take the entries; return a digest of all addresses that the page names."""
    best: dict[str, Entry] = {}
    for entry in entries:
        url = gathering.address(entry.href)
        if url:
            known = best.setdefault(url, Entry(url))
            known.title = max(known.title, entry.title, key=len)
            known.published = known.published or entry.published
    for url, entry in best.items():
        if is_wanted(window, _as_iso(entry.published)):
            gathering.page(url, hints("listing", title=entry.title, date=entry.published))
    return sha256("\n".join(sorted(best)).encode()).hexdigest()[:16] if best else ""


def _as_iso(stated: str) -> str:
    """Return a date of words ("21 mai 2017") as ISO 8601, as exact as it is; others as they are."""
    found = parse_date(stated)
    if not isinstance(found, StatedDate):
        return stated
    return found.date.isoformat()[: {"year": 4, "month": 7, "day": 10}[found.precision]]


def _next_links(source: Source, lead: Lead, soup: BeautifulSoup) -> list[str]:
    listing = source.listing
    if listing.pages:
        number = listing.first + (turning.page_number(lead) - 1) * listing.step
        return [listing.pages.replace("{n}", str(number))]
    found = soup.select(listing.next) if listing.next else []
    return [attribute(link, "href") for link in map(_link, found) if link is not None]


def _turn(source: Source, lead: Lead, gathering: Gathering, links: list[str], digest: str) -> None:
    """Turn to the next page, unless this one repeats the first or the last, as ends often do."""
    before = dict(lead.hints)
    if digest and digest in (before.get(_FIRST), before.get(_LAST)):
        return
    n_empty = 0 if gathering.n_stated else int(before.get(_EMPTY, "0")) + 1
    if n_empty >= MOST_EMPTY:
        return
    state = ((_FIRST, before.get(_FIRST, digest)), (_LAST, digest), (_EMPTY, str(n_empty)))
    turning.turn(source, lead, gathering, links, state)


def _no_entries(source: Source, lead: Lead) -> str:
    return (
        f"{lead.url}: nothing matches links = {source.listing.links!r}: the layout has changed or "
        f"the page is built by scripts; run 'culturescope sources check {source.id}'"
    )

"""Entries of XML sitemaps and of their indexes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources.gathering import Gathering, broken
from pipeline.sources.hinting import hints
from pipeline.sources.moments import is_before, is_wanted, span
from pipeline.sources.safe_xml import Elements, child_text, local_name, text_of

MAX_ENTRIES = 500_000
"""Of one file; the protocol allows 50,000."""
MIN_STAMPED = 10
"""So many entries with one and the same date of change: that of the file, not of its pages."""
MIN_NOW = 5
STAMPED_WITHIN = dt.timedelta(minutes=10)
"""So many entries, and more than half, all changed so close to the moment of asking: the file was
made then, and asks for every page again at every visit."""
_COMMAS = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap, and what the sitemap says of it."""

    is_index: bool
    href: str
    changed: str = ""
    published: str = ""
    title: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""


def take(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return what an XML sitemap lists; `broken_index` where it is none."""
    elements = Elements(answer.body, ("url", "sitemap"))
    entries: list[Entry] = []
    is_cut = False
    for element in elements:
        entries.append(_entry(element))
        if is_cut := len(entries) >= MAX_ENTRIES:
            break
    is_sitemap = elements.root in ("urlset", "sitemapindex")
    if not entries and (elements.problem or not is_sitemap):
        return broken(source, lead, f"{lead.url} {_what_else(elements)}")
    gathering = Gathering(source, lead, answer.url)
    gathering.n_stated = len(entries)
    _gather(gathering, _without_stamps(entries, answer.fetched_at), window)
    if elements.problem or is_cut:
        _tell(gathering, lead, elements.problem, len(entries))
    return gathering.reading()


def _entry(element: Any) -> Entry:
    named: dict[str, Any] = {}
    for child in element:
        named.setdefault(local_name(child), child)
    news = named.get("news")
    return Entry(
        is_index=local_name(element) == "sitemap",
        href=_text(named, "loc").replace(" ", ""),  # line breaks of whoever wrote the file
        changed=_text(named, "lastmod"),
        **({} if news is None else _news(news)),
    )


def _text(named: Mapping[str, Any], name: str) -> str:
    return text_of(named[name]) if name in named else ""


def _news(element: Any) -> dict[str, Any]:
    return {
        "published": child_text(element, "publication_date"),
        "title": child_text(element, "title"),
        "keywords": tuple(_COMMAS.split(child_text(element, "keywords"))),
        "language": child_text(element, "publication", "language"),
    }


def _gather(gathering: Gathering, entries: Sequence[Entry], window: Window) -> None:
    for entry in entries:
        changed = entry.changed
        if entry.is_index:
            url = gathering.further(entry.href)
            if not is_before(window, changed) and not gathering.is_excluded(url):
                gathering.index(url, (), changed)
        elif is_wanted(window, entry.published, changed):
            _page(gathering, entry, changed)


def _without_stamps(entries: Sequence[Entry], at: dt.datetime) -> list[Entry]:
    """Leave out the dates of change that are those of the file: all the same, or all just now."""
    pages = [entry for entry in entries if not entry.is_index]
    is_one = len(pages) >= MIN_STAMPED and len({entry.changed for entry in pages}) == 1
    near = {f"{at + dt.timedelta(days=days):%Y-%m-%d}" for days in (-1, 0, 1)}
    now = {entry.changed for entry in pages if _is_now(entry.changed, at, near)}
    n_now = sum(entry.changed in now for entry in pages)
    is_now = n_now >= MIN_NOW and 2 * n_now > len(pages)
    return [
        replace(entry, changed="")
        if not entry.is_index and (is_one or (is_now and entry.changed in now))
        else entry
        for entry in entries
    ]


def _is_now(changed: str, at: dt.datetime, near: Collection[str]) -> bool:
    """Tell whether a time, more exact than a day, is that of asking; `near`: days around that."""
    if ":" not in changed or (changed[4:5] == "-" and changed[:10] not in near):
        return False
    found = span(changed)
    return found is not None and abs(found[0] - at) < STAMPED_WITHIN


def _page(gathering: Gathering, entry: Entry, changed: str) -> None:
    url = gathering.address(entry.href)
    if not url:
        detail = f"<loc> is no address that can be fetched: {entry.href[:200] or 'empty'}"
        gathering.reject(entry.href or "empty <loc>", "bad_address", detail)
        return
    found = hints(
        "sitemap",
        date=entry.published,
        lastmod=changed,
        title=entry.title,
        label=entry.keywords,
        language=entry.language,
    )
    gathering.page(url, found, changed or entry.published)


def _what_else(elements: Elements) -> str:
    if elements.root == "html":
        return "is a page, no sitemap; mend 'url' in the card, or use kind listing"
    return f"{elements.problem or 'is no sitemap'}; look at it in a browser and mend the card"


def _tell(gathering: Gathering, lead: Lead, problem: str, n_entries: int) -> None:
    what = problem or f"has more than {MAX_ENTRIES:,} entries"
    gathering.reject(
        lead.url,
        "damaged_index",
        f"{lead.url} {what}; {n_entries:,} entries were read all the same: "
        "tell its publisher if pages are missing",
    )

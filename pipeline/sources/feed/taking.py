"""What is taken of a feed: pages to fetch, records, files, and the feed's further pages."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256

from pipeline.declarations import Source
from pipeline.records import Answer, Hints, Item, Lead, Reading, Window
from pipeline.sources import turning
from pipeline.sources.apis import record_item
from pipeline.sources.feed.entries import Entry, Feed
from pipeline.sources.gathering import Gathering
from pipeline.sources.hinting import hints, plain
from pipeline.sources.moments import is_before, is_wanted, span
from pipeline.sources.naming import short

MIN_STAMPED = 5
STAMPED_WITHIN = dt.timedelta(minutes=10)
"""Of so many items all dated so close to the moment of asking, none was: the feed was."""

_ZERO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MARK = re.compile(r"\?source=rss-[\w-]*$")
"""In addresses of feeds by Medium; each of them leads to the page without it."""


def take(source: Source, lead: Lead, answer: Answer, feed: Feed, window: Window) -> Reading:
    """Return a feed's entries as the card wants them."""
    if _is_stamped(feed, answer.fetched_at):
        feed = replace(feed, entries=tuple(map(_without_dates, feed.entries)))
    feed = replace(feed, entries=tuple(map(_without_marks, feed.entries)))
    gathering = Gathering(source, lead, answer.url)
    gathering.n_stated = len(feed.entries)
    links = Counter(entry.link for entry in feed.entries)
    guids = Counter(entry.guid for entry in feed.entries)
    for entry in feed.entries:
        if is_wanted(window, entry.published, entry.updated):
            is_alone = links[entry.link] == 1
            key = entry.guid if entry.guid and guids[entry.guid] == 1 else _digest(entry)
            _take(source, gathering, entry, feed, (key, is_alone))
    if not all(is_before(window, entry.published, entry.updated) for entry in feed.entries):
        turning.turn(source, lead, gathering, feed.further)
    if feed.problem:
        gathering.reject(
            lead.url,
            "damaged_index",
            f"{lead.url} {feed.problem}; {len(feed.entries):,} entries were read all the same: "
            "tell its publisher if items are missing",
        )
    return gathering.reading()


def _is_stamped(feed: Feed, at: dt.datetime) -> bool:
    """Tell feeds that state when they were made in the place of when their items were."""
    spans = [span(entry.published or entry.updated) for entry in feed.entries]
    near = [found for found in spans if found and abs(found[0] - at) < STAMPED_WITHIN]
    return len(spans) >= MIN_STAMPED and len(near) == len(spans)


def _without_dates(entry: Entry) -> Entry:
    return replace(entry, published="", updated="")


def _without_marks(entry: Entry) -> Entry:
    """Leave out what programs write where they know nothing, and how a reader came to an item."""
    return replace(
        entry,
        link=_MARK.sub("", entry.link),
        published=_known(entry.published),
        updated=_known(entry.updated),
    )


def _known(stated: str) -> str:
    """Return a date; "" of the moment from which machines count, which stands for none."""
    found = span(stated)
    is_none = found is not None and abs(found[0] - _ZERO) < dt.timedelta(days=1)
    return "" if is_none else stated


def _take(
    source: Source, gathering: Gathering, entry: Entry, feed: Feed, key: tuple[str, bool]
) -> None:
    """Take one entry: its page, its text as a record, or both ways what there is of it."""
    name, is_alone = key
    base = gathering.base
    url = gathering.address(entry.link)
    locator = url if url and is_alone else f"{source.id}#{short(name)}"
    is_record = bool(entry.text) and (source.content == "record" or not url)
    if is_record:
        gathering.item(_item(entry, feed, locator, url))
    elif url:
        gathering.page(url, _hints(entry, feed), entry.updated or entry.published)
    else:
        _reject(source, gathering, entry, name)
    parent = locator if is_record else url
    for href in entry.enclosures:
        gathering.file_of(href, parent)
    if is_record:
        gathering.files_in(entry.text, parent, url or base)


def _item(entry: Entry, feed: Feed, locator: str, url: str) -> Item:
    return record_item(
        locator,
        url,
        {
            "id": entry.guid or locator,
            "title": plain(entry.title),
            "text": entry.text,
            "text_format": entry.text_format,
            "published": entry.published,
            "authors": [plain(name) for name in entry.authors],
            "keywords": [plain(label) for label in entry.labels],
            "language": entry.language or feed.language,
        },
        hints("feed", updated=entry.updated),
    )


def _hints(entry: Entry, feed: Feed) -> Hints:
    return hints(
        "feed",
        date=entry.published,
        updated=entry.updated,
        title=entry.title,
        author=entry.authors,
        label=entry.labels,
        language=entry.language or feed.language,
    )


def _reject(source: Source, gathering: Gathering, entry: Entry, name: str) -> None:
    what = f"entry {plain(entry.title) or name!r} has no link that can be fetched"
    gathering.reject(
        f"{source.id}#{name}", "no_link", f"{what} and no text ({entry.link or 'no link'})"
    )


def _digest(entry: Entry) -> str:
    """Name an entry that has no id of its own by what it says."""
    said = "\n".join((entry.link, entry.title, entry.published, entry.text))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:16]

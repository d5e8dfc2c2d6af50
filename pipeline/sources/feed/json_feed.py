"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline.sources.feed.entries import Entry, Feed

Object = Mapping[str, object]


def read_json_feed(body: bytes) -> Feed:
    """Read a feed; one without its version is taken all the same if it has items."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Feed(is_feed=False, problem=f"is no JSON ({error}); look at it in a browser")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Feed(is_feed=False, problem="is JSON but no JSON Feed: it has no list 'items'")
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
    lost = len(items) - len(entries)
    return Feed(
        entries,
        tuple(filter(None, (_text(feed, "next_url"),))),
        _text(feed, "language"),
        problem=f"holds {lost:,} items that are no objects" if lost else "",
        title=_text(feed, "title"),
    )


def _entry(item: Object) -> Entry:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    return Entry(
        link=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        title=_text(item, "title"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=_authors(item),
        labels=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language"),
        text=html or text or _text(item, "summary"),
        text_format="html" if html else "text",
        enclosures=tuple(filter(None, (_text(one, "url") for one in _list(item, "attachments")))),
    )


def _authors(item: Object) -> tuple[str, ...]:
    """Return names; version 1 has one author, 1.1 a list."""
    people = [*_list(item, "authors"), item.get("author")]
    return tuple(dict.fromkeys(filter(None, (_text(person, "name") for person in people))))


def _list(item: Object, key: str) -> list[object]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _text(item: object, key: str) -> str:
    """Return a string, or a number as one (ids are often numbers); "" for anything else."""
    value = item.get(key) if isinstance(item, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()

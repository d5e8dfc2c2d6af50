"""RSS and Atom, read by feedparser from the bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from typing import Any

import feedparser

from pipeline.records import Answer
from pipeline.sources.encodings import as_utf8, is_name_of_utf8, is_utf8
from pipeline.sources.feed.entries import Entry, Feed
from pipeline.sources.moments import span
from pipeline.sources.safe_xml import is_open, possible

FAILURES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser, or the reader of HTML within it, raises on some bytes that are no feed."""
_TURNING = ("next", "prev-archive")
"""RFC 5005: the next page of a paged feed, the next older document of an archived one."""
_MAIL = re.compile(r"^\S+@\S+\s*\((.+)\)$|^(.*?)\s*<?\S+@\S+>?$")
LONGEST_NAME = 200
"""Characters; to look for a mail address takes time by their square."""
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_DOES_NOT_MATTER = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)


def read_xml_feed(answer: Answer) -> Feed:
    """Read a feed; what is not well-formed XML is read as far as it goes."""
    written = encoding(answer)
    stated = {"content-type": f"application/xml; charset={written}"}
    body = as_utf8(answer.body) if written == "utf-8" else answer.body
    try:
        parsed = feedparser.parse(
            io.BytesIO(possible(body)),
            response_headers=stated,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except FAILURES as error:
        return Feed(is_feed=False, problem=f"cannot be read ({error}); tell its publisher")
    about, damage = parsed.feed, _damage(parsed)
    entries = tuple(_entry(entry, about) for entry in parsed.entries)
    if damage and is_open(answer.body, "item", "entry"):
        entries = entries[:-1]
    if not parsed.get("version") and not entries:
        return Feed(is_feed=False, problem=_what_else(answer))
    language, title = _value(about, "language"), _value(about, "title")
    return Feed(entries, _further(about), language, problem=damage, title=title)


def encoding(answer: Answer) -> str:
    """Return how a feed is written: what its bytes say, before what it or its server claims.

    Text that is valid UTF-8, but for a few characters, is hardly ever anything else, and headers
    and declarations that were never changed from a default are common: also that of UTF-8.
    """
    body = answer.body
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body[:100]:
        return "utf-16"
    if is_utf8(body):
        return "utf-8"
    declared = _DECLARED.search(body[:1000])
    names = (declared[1].decode() if declared else "", _charset(answer))
    return next((name for name in names if name and not is_name_of_utf8(name)), "windows-1252")


def _charset(answer: Answer) -> str:
    for name, value in answer.headers:
        if name.lower() == "content-type":
            found = re.search(r"charset=[\"']?([\w.:-]{2,40})", value, re.IGNORECASE)
            return found[1] if found else ""
    return ""


def _entry(entry: Mapping[str, Any], about: Mapping[str, Any]) -> Entry:
    texts = [(_value(part, "value"), _value(part, "type")) for part in _list(entry, "content")]
    detail = entry.get("summary_detail")
    texts.append((_value(entry, "summary"), _value(detail, "type")))
    text, kind = max(texts, key=lambda one: len(one[0]))
    return Entry(
        link=_link(entry, _value(about, "link")),
        guid=_value(entry, "id"),
        title=_value(entry, "title"),
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        authors=_authors(entry),
        labels=tuple(_value(tag, "label") or _value(tag, "term") for tag in _list(entry, "tags")),
        language=_value(detail, "language") or _value(entry.get("title_detail"), "language"),
        text=text,
        text_format="text" if kind == "text/plain" else "html",
        enclosures=tuple(_value(one, "href") for one in _links(entry, "enclosure")),
    )


def _link(entry: Mapping[str, Any], home: str) -> str:
    """Return the item's own address: what a proxy of feeds hid, else its link, else its guid.

    Where the link is that of the whole feed, and the guid is an address, that one is meant.

    feedparser takes any guid for a link that does not deny it; one such as "1234" is none. (No
    address of the feed is given to it, which would make "https://x.example/1234" of that.)
    """
    guid = _value(entry, "id")
    links = [
        _value(entry, "feedburner_origlink"),
        _value(entry, "link"),
        *(_value(one, "href") for one in _links(entry, "alternate")),
        guid,
    ]
    is_address = guid.startswith(("http://", "https://", "/"))
    own = [link for link in links if link and (link != guid or is_address)]
    return next((link for link in own if link != home), next(iter(own), ""))


def _date(entry: Mapping[str, Any], name: str) -> str:
    """Return a date as written where it can be read as such, else what feedparser makes of it."""
    stated = _value(entry, name)
    parsed = dict.get(entry, f"{name}_parsed") if isinstance(entry, dict) else None
    if not stated or span(stated) is not None or parsed is None:
        return stated
    try:
        return dt.datetime(*parsed[:6]).replace(tzinfo=dt.UTC).isoformat()
    except (ValueError, OverflowError):
        return stated


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    people = [_value(person, "name") for person in _list(entry, "authors")]
    return tuple(dict.fromkeys(filter(None, map(_name, people or [_value(entry, "author")]))))


def _name(stated: str) -> str:
    """Return the name of "mail@x.example (Name)", "Name <mail@x.example>"; "" of a mail alone."""
    found = _MAIL.match(stated[:LONGEST_NAME])
    return (found[1] or found[2] or "").strip() if found else stated


def _further(about: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_value(one, "href") for rel in _TURNING for one in _links(about, rel))


def _links(holder: Mapping[str, Any], rel: str) -> list[Mapping[str, Any]]:
    return [one for one in _list(holder, "links") if _value(one, "rel").lower() == rel]


def _damage(parsed: Mapping[str, Any]) -> str:
    problem = parsed.get("bozo_exception")
    if problem is None or isinstance(problem, _DOES_NOT_MATTER):
        return ""
    where = getattr(problem, "getLineNumber", lambda: None)()
    place = f" (line {where:,}: {problem.getMessage()})" if where else f" ({problem})"
    return f"is no well-formed XML{place}"


def _what_else(answer: Answer) -> str:
    if answer.media_type == "text/html":
        return "is a page, no feed; give the feed's own address as 'url' in the card"
    return f"is no feed ({answer.media_type}); look at it in a browser and mend 'url' in the card"


def _list(holder: Any, key: str) -> list[Any]:
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, list) else []


def _value(holder: Any, key: str) -> str:
    """Return a string; not by feedparser's own look-up, which gives one key for another."""
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else ""

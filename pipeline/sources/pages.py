"""Index pages as trees of elements."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from pipeline.records import Answer
from pipeline.sources.encodings import is_name_of_utf8, is_utf8
from pipeline.sources.taxing import Limits, is_taxing
from pipeline.sources.web import addresses

MAX_BYTES = 10_000_000
"""Of an index page; a page with a thousand links has about one."""
LIMITS = Limits(tags=200_000, depth=300)
"""BeautifulSoup makes 50,000 elements a second, and what selectors find goes up to the root."""
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}>?")
"""BeautifulSoup warns of pages that begin with it, which XHTML does."""
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def soup_of(answer: Answer) -> BeautifulSoup:
    """Return a page's tree, whatever its encoding is said to be; an empty one of what is none."""
    return tree_of(answer.body[:MAX_BYTES], _encoding(answer))


def tree_of(body: bytes, encoding: str | None = None) -> BeautifulSoup:
    """Return the tree of a page's bytes; an empty one of what is no page, or takes too long."""
    body = _DECLARATION.sub(b"", body)
    bare = body.replace(b"\0", b"").decode("latin-1")  # of UTF-16, too
    # BeautifulSoup would warn of what looks like the name of a file
    is_page = "<" in bare and not is_taxing(bare, LIMITS)
    return BeautifulSoup(body if is_page else b"", "lxml", from_encoding=encoding)


def base_address(soup: BeautifulSoup, answer: Answer) -> str:
    """Return the address that a page's relative links start from."""
    base = soup.find("base", href=True)
    href = attribute(base, "href") if isinstance(base, Tag) else ""
    return addresses.resolved(answer.url, href) or answer.url


def attribute(element: Tag, name: str) -> str:
    """Return an attribute as one string; "" where it is missing."""
    value = element.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def header(answer: Answer, name: str) -> str:
    """Return the first header of a name; "" where there is none."""
    wanted = name.lower()
    return next((value for key, value in answer.headers if key.lower() == wanted), "")


def _encoding(answer: Answer) -> str | None:
    """Return UTF-8 where the bytes are written so; else what the server says, if anything."""
    if is_utf8(answer.body):
        return "utf-8"
    stated = _CHARSET.search(header(answer, "content-type"))
    return stated[1] if stated and not is_name_of_utf8(stated[1]) else None

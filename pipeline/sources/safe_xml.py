"""XML from anywhere: read piece by piece, without entities or network, as far as it goes."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache
from html.entities import name2codepoint
from typing import Any

from lxml import etree

MAX_DEPTH = 200
"""Elements inside each other; indexes have fewer than ten."""
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});)")
_REFERENCE = re.compile(rb"&#(?:[xX]([\da-fA-F]{1,400})|(\d{1,400}));?")
_NAMED = re.compile(rb"&([a-zA-Z]\w{1,30});")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BEFORE = 4096
TAIL = 200_000
"""Bytes from the end in which the last tag of an entry is looked for."""


class Elements:
    """The elements of some names in a document, in its order; each is emptied after its turn."""

    def __init__(self, body: bytes, names: Collection[str]) -> None:
        """Prepare reading.

        Args:
            body: The document.
            names: Local names of the elements to yield, whatever their namespace; none of them
                stands inside another.
        """
        self.problem = ""
        """Once all are read: what is damaged; the rest of a sentence that begins with its name."""
        self.root = ""
        """Local name of the outermost element; empty until an element was read."""
        self._body, self._names = body, frozenset(names)

    def __iter__(self) -> Iterator[Any]:
        """Yield elements of lxml, complete with their children."""
        if _ENTITY.search(self._body[:_BEFORE]):
            self.problem = "declares entities, which no index needs and attacks use"
            return
        events = etree.iterparse(
            io.BytesIO(_mended(self._body)),
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            recover=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from self._walk(events)
        except etree.XMLSyntaxError as error:
            self.problem = f"is no XML ({error.msg})"
            return
        if events.error_log and not self.problem:
            first = events.error_log[0]
            self.problem = f"is no well-formed XML (line {first.line:,}: {first.message.strip()})"

    def _walk(self, events: Any) -> Iterator[Any]:
        depth, held = 0, None
        for event, element in events:
            name = local_name(element)
            if event == "start":
                depth += 1
                self.root = self.root or name
                if depth > MAX_DEPTH:
                    self.problem = f"has elements more than {MAX_DEPTH} deep"
                    return
                continue
            depth -= 1
            if name in self._names:
                if held is not None:
                    yield held
                    _forget(held)
                held = element
        if held is not None and not (events.error_log and is_open(self._body, local_name(held))):
            yield held


def is_open(body: bytes, *names: str) -> bool:
    """Tell whether a document breaks off within an element, which is then only part of itself.

    Args:
        body: The document.
        names: Local names of elements that do not stand inside each other.
    """
    named = "|".join(map(re.escape, names))
    tags = re.findall(rf"<(/?)(?:[\w.-]+:)?(?:{named})[\s>/]".encode(), body[-TAIL:], re.I)
    return not tags or tags[-1] != b"/"


def local_name(element: Any) -> str:
    """Return an element's name without namespace, in lower case; "" of comments and the like."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)  # a sitemap has a few names, a hundred thousand times each
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def child_text(element: Any, *path: str) -> str:
    """Return the text of the first descendant on a path of local names, on one line."""
    for name in path:
        for child in element:
            if local_name(child) == name:
                element = child
                break
        else:
            return ""
    return text_of(element)


def text_of(element: Any) -> str:
    """Return all text in an element, on one line; "" of text that no encoding can hold."""
    try:
        text = "".join(element.itertext()) if len(element) else element.text or ""
        return " ".join(text.split())
    except ValueError:  # half a character; an entity nobody declared
        return ""


def _mended(body: bytes) -> bytes:
    """Return XML with the commonest faults mended: bare "&", controls, blank lines before it."""
    body = body.lstrip(b"\r\n\t ")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body[:100]:  # UTF-16
        return body
    body = _BARE_AMPERSAND.sub(b"&amp;", body.translate(None, _CONTROLS))
    return possible(_NAMED.sub(_as_number, body))


def _as_number(entity: re.Match[bytes]) -> bytes:
    """Return an entity that HTML has and XML has not, such as &nbsp;, in a way that both have."""
    name = entity[1].decode()
    code = name2codepoint.get(name)
    return entity[0] if code is None or name in _OF_XML else b"&#%d;" % code


def possible(body: bytes) -> bytes:
    """Return a document without references to characters that do not exist.

    libxml2 takes halves of characters (&#xd800;), which no text can hold; feedparser fails.
    """
    return _REFERENCE.sub(_if_it_exists, body) if b"&#" in body else body


def _if_it_exists(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code < 0xD800 or 0xDFFF < code <= sys.maxunicode else b""


def _forget(element: Any) -> None:
    """Free an element and what came before it, so that memory stays small."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]

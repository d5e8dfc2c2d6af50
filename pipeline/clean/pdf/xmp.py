"""What a PDF's XMP packet says of it: title, authors, day.

It is read from the bytes: programs leave it uncompressed, so that others find it. A packed one is
passed over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

MAX_FIELD = 2000  # bytes of one field
MAX_PACKET = 65536  # bytes
MAX_PACKETS = 20  # pictures in the file may bring their own

_TITLE, _AUTHOR, _CREATED = "XmpTitle", "XmpAuthor", "XmpCreationDate"
_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_OF_DOCUMENT = re.compile(rb"application/pdf|<pdf:Producer|pdf:Producer=")
_ITEM = re.compile(rb"<rdf:li[^>]{0,200}>([^<]*)</rdf:li>")
_FIELDS = {
    _TITLE: re.compile(rb"<dc:title>(.{1,%d}?)</dc:title>" % MAX_FIELD, re.DOTALL),
    _AUTHOR: re.compile(rb"<dc:creator>(.{1,%d}?)</dc:creator>" % MAX_FIELD, re.DOTALL),
}
_DATE = re.compile(rb"""xmp:CreateDate(?:>|=["'])(\d{4}-\d\d-\d\d)""")


def xmp_entries(body: bytes) -> dict[str, str]:
    """Return XmpTitle, XmpAuthor ("A; B") and XmpCreationDate (ISO 8601), those that are stated."""
    stated = [packet for packet in _packets(body) if _OF_DOCUMENT.search(packet)]
    return _entries(stated[-1]) if stated else {}


def _packets(body: bytes) -> Iterator[bytes]:
    end = 0
    for _ in range(MAX_PACKETS):
        start = body.find(_BEGIN, end)
        end = body.find(_END, start, start + MAX_PACKET) if start >= 0 else -1
        if end < 0:
            return
        yield body[start:end]


def _entries(packet: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, pattern in _FIELDS.items():
        field = pattern.search(packet)
        items = [_plain(item) for item in _ITEM.findall(field[1])] if field else []
        if any(items):
            found[name] = "; ".join(dict.fromkeys(item for item in items if item))
    created = _DATE.search(packet)
    if created is not None:
        found[_CREATED] = created[1].decode()
    return found


def _plain(item: bytes) -> str:
    return " ".join(html.unescape(item.decode(errors="replace")).split())

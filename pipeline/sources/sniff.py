"""Tell what bytes are from the bytes themselves; names and servers lie."""

from __future__ import annotations

import re

HTML_MARKS = re.compile(
    rb"<(!doctype\s+html|html|head|body|div|article|section|p|h[1-6]|table|meta|title)\b", re.I
)
BINARY_MARKS = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\x7fELF",
    b"MZ", b"RIFF", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"\xfd7zXZ", b"OggS", b"ID3",
)  # fmt: skip
HEAD = 4096
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
MOST_CONTROLS = 0.02
"""Text in any 8-bit or UTF-8 encoding holds practically no control bytes; images hold many."""


def media_type(body: bytes, name: str) -> str:
    """Return the media type of a file, from its first bytes and then from its name.

    Returns:
        application/pdf, text/html, text/markdown, text/plain or application/octet-stream.
    """
    head = body[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if _is_binary(head):
        return "application/octet-stream"
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("html", "htm", "xhtml"):
        return "text/html"
    if suffix in ("md", "markdown"):
        return "text/markdown"
    if suffix == "txt":
        return "text/plain"
    return "text/html" if HTML_MARKS.search(head) else "text/plain"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 with its mark: every other byte is 0
        return False
    if head.startswith(BINARY_MARKS):
        return True
    return bool(head) and len(head) - len(head.translate(None, CONTROLS)) > MOST_CONTROLS * len(
        head
    )

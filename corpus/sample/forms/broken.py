"""Items that no pipeline can turn into a document: each must end as rejected, with a reason."""

from __future__ import annotations

import hashlib
import struct
import zlib

from forms.reports import FONT, Sheet

PASSWORD = "open-sesame"
SHORT_TEXT = "Page under revision."
SIDE = 16
"""Pixels, of the picture."""


def broken_items(whole_pdf: bytes) -> dict[str, bytes]:
    """Return the broken items: bytes by path.

    Args:
        whole_pdf: A sound report, of which the first half is shipped.
    """
    return {
        "broken/empty.html": b"",
        "broken/picture.html": picture(),
        "broken/truncated.pdf": whole_pdf[: len(whole_pdf) // 2],
        "broken/locked.pdf": _locked(),
        "broken/scan.pdf": _scan(),
        "broken/menu.html": _menu().encode(),
        "broken/short.txt": SHORT_TEXT.encode(),
    }


def picture() -> bytes:
    """Return a sound grey PNG of pixels that look random; unpacked, so the same everywhere."""
    rows = (hashlib.sha256(bytes([row])).digest()[:SIDE] for row in range(SIDE))
    pixels = b"".join(b"\x00" + row for row in rows)
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _locked() -> bytes:
    """Return a PDF that asks for PASSWORD (RC4: unlike AES it needs no random bytes)."""
    sheet = Sheet(head="")
    sheet.set_encryption(owner_password=PASSWORD + "-owner", user_password=PASSWORD)
    sheet.add_page()
    sheet.set_font(FONT, size=11)
    sheet.multi_cell(0, 6, "This page can be read only by those who know the password. " * 8)
    return bytes(sheet.output())


def _scan() -> bytes:
    """Return a PDF whose two pages hold drawn strokes, as a scanner would see lines of type."""
    sheet = Sheet(head="")
    for page in range(2):
        sheet.add_page()
        sheet.set_fill_color(90)
        for line in range(30):
            for word in range(6):
                width = 10 + (line * 7 + word * 5 + page * 3) % 12
                sheet.rect(25 + word * 26, 30 + line * 8, width, 2.2, style="F")
    return bytes(sheet.output())


def _menu() -> str:
    """Return a page that has a menu and a footer, and nothing between them."""
    words = ("News", "Features", "Reports", "Profiles", "Opportunities", "Years", "Search")
    links = "\n".join(f'<li><a href="/{word.lower()}/">{word}</a></li>' for word in words)
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sections | Culturescope Chronicle</title></head>
<body>
<nav><ul>
{links}
</ul></nav>
<footer><a href="/privacy/">Privacy policy</a> <a href="/terms/">Terms of use</a></footer>
</body>
</html>
"""

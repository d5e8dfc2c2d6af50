"""How texts are written, by their bytes: what pages and feeds say of it is often a default."""

from __future__ import annotations

CERTAIN = 2
"""So many characters of UTF-8 for one that is damaged: text of another encoding hardly ever holds
as many by chance. Excerpts cut in the middle of a character are common."""


def is_utf8(body: bytes) -> bool:
    """Tell whether bytes are text in UTF-8, perhaps with some characters damaged."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        n_bad = text.count("\N{REPLACEMENT CHARACTER}")
        n_special = sum(character > "\x7f" for character in text)
        return n_special - n_bad >= CERTAIN * n_bad
    return True


def as_utf8(body: bytes) -> bytes:
    """Return text in UTF-8 without damage: characters that were cut become replacements."""
    return body.decode("utf-8", "replace").encode("utf-8")


def is_name_of_utf8(name: str) -> bool:
    """Tell whether an encoding is called UTF-8."""
    return name.lower().replace("-", "").replace("_", "") == "utf8"

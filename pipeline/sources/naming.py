"""Names as a store, a CSV file and a terminal can hold them: one line, valid UTF-8, no controls.

File names and ids of records may hold anything: line breaks, escape sequences, NUL (which
PostgreSQL refuses), lone surrogates (which no UTF-8 can hold).
"""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 500
"""Characters; databases index no more than some 2,700 bytes of a text."""
LONGEST_HEAD = 150
"""Characters of a name that sentences about it begin with."""
LONGEST_BEFORE = 200
"""The same in stores of earlier versions."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNDECODED = range(0xDC80, 0xDD00)
"""Where Python puts bytes of file names that are no UTF-8 (PEP 383)."""


def printable(name: str) -> str:
    r"""Return a name with what cannot be printed written as \x1b or \ud800; others unchanged."""
    return _UNPRINTABLE.sub(lambda found: _escaped(ord(found[0])), name)


def short(name: str) -> str:
    """Return a printable name; of one that is too long the beginning, and a digest of it all."""
    name = printable(name)
    if len(name) <= LONGEST:
        return name
    return f"{name[:LONGEST]}...{sha256(name.encode()).hexdigest()[:16]}"


def head(name: str) -> str:
    """Return a name as sentences about it begin with it: of a long one the beginning, and "..."."""
    return name if len(name) <= LONGEST_HEAD else f"{name[:LONGEST_HEAD]}..."


def beside(name: str, told: str) -> str:
    """Return a sentence about a name without the name it begins with, to stand beside that."""
    heads = [one for one in (name, head(name), name[:LONGEST_BEFORE]) if one]
    for rest in (told.removeprefix(one) for one in heads if told.startswith(one)):
        if rest.lstrip(": ") and rest[0] in ": ":
            return rest.lstrip(": ")
    return told


def _escaped(code: int) -> str:
    if code in _UNDECODED:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

"""Names as a store, a CSV file and a terminal can hold them: one line, valid UTF-8, no controls.

File names and ids of records may hold anything: line breaks, escape sequences, NUL (which
PostgreSQL refuses), lone surrogates (which no UTF-8 can hold).
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNDECODED = range(0xDC80, 0xDD00)
"""Where Python puts bytes of file names that are no UTF-8 (PEP 383)."""


def printable(name: str) -> str:
    r"""Return a name with what cannot be printed written as \x1b or \ud800; others unchanged."""
    return _UNPRINTABLE.sub(lambda found: _escaped(ord(found[0])), name)


def _escaped(code: int) -> str:
    if code in _UNDECODED:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

"""What the makers of a magazine set between the lines of its articles."""

from __future__ import annotations

import re

_SIDE = r"(?:next|previous|following|preceding|opposite|back|centre|center)"
_PLACE = (
    rf"(?:the\s+)?(?:{_SIDE}\s+page|p(?:age|age\s+no|g|p)?\.?\s*[\divxl]{{1,5}}"
    r"|overleaf|inside\s+(?:front|back)\s+cover)"
)
_NOTE = rf"cont(?:inued|inues|'d|\u2019d|d|\.)?\s+(?:(?:on|from)\s+)?{_PLACE}\s*\d{{0,3}}"
_ALONE = re.compile(rf"[\W\d]*{_NOTE}[\W\d]*", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\s?[(\[]\s*{_NOTE}[\s.]*[)\]]", re.IGNORECASE)
# What a fax machine prints over each page: "TEL: 15. Oct. 95 12: 34 No. 007 P. 01/ 09".
_FAX_HEAD = re.compile(
    r"\b(?:T\w{0,2}EL|FAX)\b[^\n]{0,30}?\d{1,2}\s?:\s?\d{2,3}\W{1,4}No\s?\.\s?\d{3}\??"
    r"\s*P\s?\.\s?\w{2}(?:\s?/\s?\w{1,2}\b)?\s*",
    re.IGNORECASE,
)
LONGEST = 60  # characters of a line that is nothing but such a note


def without_notes(text: str) -> str:
    """Drop "Continued on page 12", on lines of their own and in brackets, and heads of faxes.

    A sentence that such a line cuts in two goes on without it.
    """
    if "TEL" in text or "FAX" in text:
        text = _FAX_HEAD.sub("", text)
    if "ont" not in text and "ONT" not in text:
        return text
    lines = text.split("\n")
    kept = [line for line in lines if len(line) > LONGEST or not _ALONE.fullmatch(line)]
    return _IN_BRACKETS.sub("", "\n".join(kept))

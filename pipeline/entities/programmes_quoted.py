"""Programmes named in quotation marks beside the noun that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entities.editions import edition_around, year_after
from pipeline.entities.spans import Span

_NOUN = (
    r"(?:programme|program|project|initiative|campaign|festival|prize|award|scheme|fellowship|"
    r"scholarship|conference|seminar|symposium|forum|congress|competition|contest|biennale|"
    r"fund|residency|workshop)s?"
)
_OPEN, _CLOSE = '\u201c\u201d"\u201e\u00ab', '\u201d\u201c"\u00bb'
_INNER = rf"[A-Z\d][^{_OPEN}{_CLOSE}\n]{{2,80}}?"
_QUOTED = rf"[{_OPEN}] ?({_INNER}) ?,?[{_CLOSE}]"
_SINGLE = r"(?<!\w)[\u2018'] ?([A-Z\d][^\u2018\u2019'\n]{2,80}?) ?[\u2019'\u2018](?!\w)"

QUOTED = re.compile(_QUOTED)
"""Something in double quotation marks, without them as group 1."""

_AFTER_NOUN = re.compile(
    rf"\b(?:(?i:{_NOUN})|series of)(?:,? (?:called|entitled|titled|named|known as|dubbed|on|on the|"
    rf"under the (?:title|name)(?: of)?))?[,:]? (?:{_QUOTED}|{_SINGLE})"
)
_BEFORE_NOUN = re.compile(rf"(?:{_QUOTED}|{_SINGLE}) (?={_NOUN}\b)")
_BEFORE_BOTH = re.compile(rf"{_QUOTED} and (?={_QUOTED} {_NOUN}\b)")
_SENTENCE = re.compile(
    r"(?<!\bNo)[.?;](?: |$)|[,:]$|\b(?:is|are|was|were|I|we|you|has|have|will|said)\b"
)
_LONGEST = 12
"""Words of a name in quotation marks; more are a quotation."""


def quoted_spans(text: str) -> list[Span]:
    """Return spans of names in quotation marks that a noun like "project" introduces or follows.

    The marks and the noun are no part of the name: "a project called "|Spring Bud|"".
    """
    places = dict.fromkeys(sorted(_places(text)))
    return [_span(text, start, end) for start, end in places if is_name(text[start:end])]


def is_name(quoted: str) -> bool:
    """Tell whether what stands in quotation marks is rather a name than a sentence or a word."""
    return len(quoted.split()) <= _LONGEST and not _SENTENCE.search(quoted)


def _places(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_AFTER_NOUN, _BEFORE_NOUN, _BEFORE_BOTH):
        for found in pattern.finditer(text):
            yield found.span(1) if found.group(1) else found.span(2)


def _span(text: str, start: int, end: int) -> Span:
    name = text[start:end]
    edition = edition_around(text, start, end)
    return Span(start, year_after(text, end)[0], "programme", name, via="rule", edition=edition)

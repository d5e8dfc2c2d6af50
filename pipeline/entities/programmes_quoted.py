"""Programmes named in quotation marks beside the noun that says what they are."""

from __future__ import annotations

import re

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
QUOTED = re.compile(_QUOTED)
"""Something in double quotation marks, without them as group 1."""
_SINGLE = re.compile(
    r"[\u2018'](?<![\w][\u2018']) ?([A-Z\d][^\u2018\u2019'\n]{2,80}?) ?[\u2019'\u2018](?!\w)"
)

_NOUN_BEFORE = re.compile(
    rf"\b(?:(?i:{_NOUN})|series of)(?:,? (?:called|entitled|titled|named|known as|dubbed|on|on the|"
    r"under the (?:title|name)(?: of)?))?[,:]? $"
)
_NOUN_AFTER = re.compile(rf" {_NOUN}\b| and {_QUOTED} {_NOUN}\b")
LOOK_BACK = 60
"""Code points before quotation marks in which the noun is looked for."""
_SENTENCE = re.compile(
    r"(?<!\bNo)[.?;](?: |$)|[,:]$|\b(?:is|are|was|were|I|we|you|has|have|will|said)\b"
)
_LONGEST = 12
"""Words of a name in quotation marks; more are a quotation."""


def quoted_spans(text: str) -> list[Span]:
    """Return spans of names in quotation marks that a noun like "project" introduces or follows.

    The marks and the noun are no part of the name: "a project called "|Spring Bud|"".
    """
    return [
        _span(text, *quoted.span(1))
        for pattern in (QUOTED, _SINGLE)
        for quoted in pattern.finditer(text)
        if _has_noun(text, *quoted.span()) and is_name(quoted.group(1))
    ]


def _has_noun(text: str, start: int, end: int) -> bool:
    return bool(
        _NOUN_AFTER.match(text, end) or _NOUN_BEFORE.search(text[max(0, start - LOOK_BACK) : start])
    )


def is_name(quoted: str) -> bool:
    """Tell whether what stands in quotation marks is rather a name than a sentence or a word."""
    return len(quoted.split()) <= _LONGEST and not _SENTENCE.search(quoted)


def _span(text: str, start: int, end: int) -> Span:
    name = text[start:end]
    edition = edition_around(text, start, end)
    return Span(start, year_after(text, end)[0], "programme", name, via="rule", edition=edition)

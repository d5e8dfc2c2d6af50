"""Years and numbers around a programme's name: parts of an edition, not of the name."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.entities.spans import Span

_YEAR = r"(?:1[6-9]|20)\d\d(?:\s?[-\u2013/]\s?(?:(?:1[6-9]|20)?\d\d))?"
_AFTER = re.compile(rf"(?: of|,)? ?\(({_YEAR})\)|(?: of| for)? ({_YEAR})(?![\w-])")
_NUMBER_AFTER = re.compile(
    r",? \((\d+(?:st|nd|rd|th)) [Ee]dition\)|, (\d+(?:st|nd|rd|th)) [Ee]dition\b"
)

_NUMBERS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
NUMBERS = _NUMBERS.split()
_ORDINAL = (
    rf"\d{{1,3}}(?:st|nd|rd|th)|(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty)-[a-z]+"
    rf"|(?i:{'|'.join(NUMBERS)})"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?:({_YEAR}) )?(?:({_ORDINAL})(?: [Aa]nnual)? )"
    rf"(?:[Ee]dition of (?:the |The )?)?(?:({_YEAR}) )?$|(?<![\w-])({_YEAR})(?: [Aa]nnual)? $"
)

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

LOOK_BACK = 48
"""Code points before a name in which "5th Edition of the " is looked for."""


def year_after(text: str, end: int) -> tuple[int, str]:
    """Return where a year right behind a name ends ("Forum 2024", "Forum (2024)") and the year.

    Without one: the end as it was, and nothing.
    """
    found = _AFTER.match(text, end)
    return (found.end(), found.group(1) or found.group(2)) if found else (end, "")


def edition_around(text: str, start: int, end: int) -> str:
    """Return the edition that the words before and after a name tell.

    Args:
        text: Of a document.
        start: Where the name starts, its edition not counted.
        end: Where it ends, a year right behind it not counted.

    Returns:
        "2024", "5th", "5th, 2024"; empty: no edition is told.
    """
    number, year = _told_before(text, start)
    last, after = year_after(text, end)
    if not number and (behind := _NUMBER_AFTER.match(text, last)):
        number = behind.group(1) or behind.group(2)
    return ", ".join(part for part in (number, _tidy(after or year)) if part)


def with_edition(text: str, span: Span) -> Span:
    """Return a known programme's span with its edition, over a year that follows the name."""
    edition = edition_around(text, span.start, span.end)
    return replace(span, end=year_after(text, span.end)[0], edition=edition) if edition else span


def _told_before(text: str, start: int) -> tuple[str, str]:
    found = _BEFORE.search(text[max(0, start - LOOK_BACK) : start])
    if found is None:
        return "", ""
    ordinal = found.group(2) or ""
    return _in_digits(ordinal), found.group(1) or found.group(3) or found.group(4) or ""


def _in_digits(ordinal: str) -> str:
    """Return an ordinal as it is counted: "Fifth" is "5th", "twenty-first" is "21st"."""
    word = ordinal.lower()
    tens, _, unit = word.rpartition("-")
    if unit not in NUMBERS:
        return word
    number = _TENS.get(tens, 0) + NUMBERS.index(unit) + 1
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _tidy(year: str) -> str:
    return re.sub(r"\s?[-\u2013]\s?", "-", year).replace(" ", "")

"""Stated dates: one string in, one date or a reason out; nothing is ever guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale

from pipeline.records import Precision

LANGUAGES = ("en", "fr", "de", "es")
"""Languages whose names of months and days are read."""
MIN_YEAR = 1400  # nothing was printed, so nothing was published, before
MAX_YEAR = 2199

DateReason = Literal["empty", "impossible", "ambiguous", "two_digit_year", "unreadable"]

_FINENESS = {"year": 0, "month": 1, "day": 2}
_LEAD = re.compile(
    r"^(?:(?:first )?(?:posted|published|publi[ée]e?|publicado|veröffentlicht|issued|released|"
    r"dated?)\b\s*:?\s*)?(?:(?:on|le|el|am)\s+)?",
    re.IGNORECASE,
)
_TIME = r"(?:[T,\s]\s*(?:(?:at|um|à)\s+)?\d{1,2}[:.h]\d{2}.*)?"
_WORD = r"[^\W\d_]+"
_ISO_DAY = re.compile(rf"(\d{{4}})([-/.]?)(\d\d)\2(\d\d){_TIME}$")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d\d?)$")
_YEAR = re.compile(r"(\d{4})$")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|[.º°])?[\s/-]*(?:of |de )?\s*({_WORD})\.?,?[\s/-]*(?:de |del )?"
    rf"(\d{{4}}){_TIME}$",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"({_WORD})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}$", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"({_WORD})\.?,?[\s/-]+(?:of |de |del )?(\d{{4}})$", re.IGNORECASE)
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}){_TIME}$")
_NUMERIC_MONTH = re.compile(r"(\d{1,2})/(\d{4})$")
_TWO_DIGIT_YEAR = re.compile(
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]['\u2019]?\d\d|(?:\d{{1,2}}[\s-]+)?{_WORD}\.?[\s-]+['\u2019]?\d\d){_TIME}$"
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a source states it."""

    date: dt.date
    """First day of the stated day, month or year."""
    precision: Precision


@dataclass(frozen=True, slots=True)
class UnclearDate:
    """A string that states no one date."""

    stated: str
    reason: DateReason


def parse_date(stated: str) -> StatedDate | UnclearDate:
    """Read one stated date.

    ISO 8601 forms, RFC 2822, day-month-year and month-day-year with the month as a word in
    any of LANGUAGES, month and year, year alone; alternatives split by "|", of which the
    finest readable one counts. The day is taken as written, whatever the time zone.

    Returns:
        The date, or the reason there is none: two-digit years, 03/04/2011 and the like are not
        guessed (25/04/2011 is clear).
    """
    outcomes = [_parse_one(part) for part in stated.split("|") if part.strip()]
    readable = [outcome for outcome in outcomes if isinstance(outcome, StatedDate)]
    if readable:
        return max(readable, key=lambda found: _FINENESS[found.precision])
    return outcomes[0] if outcomes else UnclearDate(stated, "empty")


def _parse_one(stated: str) -> StatedDate | UnclearDate:
    text = unicodedata.normalize("NFC", " ".join(stated.split())).strip(" .,;")
    text = _without_weekday(_LEAD.sub("", text))
    for form in (_numeric, _with_month_name, _bare_year):
        outcome = form(text)
        if outcome is not None:
            return outcome if isinstance(outcome, StatedDate) else UnclearDate(stated, outcome)
    known_two_digit = _TWO_DIGIT_YEAR.match(text) is not None
    return UnclearDate(stated, "two_digit_year" if known_two_digit else "unreadable")


def _numeric(text: str) -> StatedDate | DateReason | None:
    if found := _ISO_DAY.match(text):
        return _dated(found[1], found[3], found[4])
    if found := _ISO_MONTH.match(text):
        return _dated(found[1], found[2])
    if found := _NUMERIC_MONTH.match(text):
        return _dated(found[2], found[1])
    if found := _NUMERIC.match(text):
        return _slashed(int(found[1]), int(found[3]), found[4])
    return None


def _slashed(first: int, second: int, year: str) -> StatedDate | DateReason:
    if first <= 12 and second <= 12 and first != second:
        return "ambiguous"
    day, month = (first, second) if second <= 12 else (second, first)
    return _dated(year, str(month), str(day))


def _with_month_name(text: str) -> StatedDate | DateReason | None:
    if found := _DAY_FIRST.match(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.match(text):
        month, day, year = found[1], found[2], found[3]
    elif found := _MONTH_YEAR.match(text):
        month, day, year = found[1], "", found[2]
    else:
        return None
    number = _months().get(_folded(month))
    return _dated(year, str(number), day) if number else None


def _bare_year(text: str) -> StatedDate | DateReason | None:
    found = _YEAR.match(text)
    return _dated(found[1]) if found else None


def _dated(year: str, month: str = "", day: str = "") -> StatedDate | DateReason:
    if not MIN_YEAR <= int(year) <= MAX_YEAR:
        return "impossible"
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        return StatedDate(dt.date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError:
        return "impossible"


def _without_weekday(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if _folded(first.rstrip(",.")) in _weekdays() and rest else text


@cache
def _months() -> dict[str, int]:
    """Return the number of the month for each folded name or abbreviation."""
    names = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in Locale(language).months[context][width].items():
                    names.setdefault(_folded(name), number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        _folded(name)
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )


def _folded(name: str) -> str:
    """Fold case, accents and the final dot: "Févr." is "fevr"."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).rstrip(".")

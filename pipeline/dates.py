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
"""Languages whose names of months are read, short forms too."""
FURTHER_LANGUAGES = (
    *("it", "pt", "nl", "pl", "sv", "da", "nb", "fi"),
    *("cs", "sk", "ro", "el", "ru", "uk", "tr"),
)
"""Languages whose months are read by their full names only: "set", "out" and "pro" are short for
months in some of them and words in others. No two of all these give one name to two months."""
MIN_YEAR = 1400  # nothing was printed, so nothing was published, before
MAX_YEAR = 2199

DateReason = Literal["empty", "impossible", "ambiguous", "two_digit_year", "unreadable"]
Order = Literal["day first", "month first", ""]

_FINENESS = {"year": 0, "month": 1, "day": 2}
_LEAD = re.compile(
    r"^(?:(?:first )?(?:posted|published|publi[ée]e?|publicado|pubblicato|gepubliceerd|opublikowano"
    r"|veröffentlicht|erschienen|issued|released|dated?|datum)\b\s*:?\s*)?"
    r"(?:(?:on|le|el|am|den|il|op|em|dne|dnia|d\.)\s+)?",
    re.IGNORECASE,
)
_TIME = (
    r"(?:\s*(?:[T,\s]|\s[-\u2013@]\s)\s*(?:(?:at|um|à|a las|alle|kl\.?)\s+)?"
    r"\d{1,2}(?:[:.h]\d{2}|h\b|\s?[ap]\.?m\b).*)?"
)
_END = rf"(?:\s*(?:г|r)\.?)?{_TIME}$"  # "24 мая 2023 г." in Russian, "24 maja 2023 r." in Polish
_WORD = r"[^\W\d_]+"
_ISO_DAY = re.compile(rf"(\d{{4}})([-/.]?)(\d\d)\2(\d\d){_TIME}$")
_LOOSE_ISO_DAY = re.compile(rf"(\d{{4}})([-/.])(\d\d?)\2(\d\d?){_TIME}$")
_CJK_DAY = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?(?:\s.*)?$")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d\d?)$")
_YEAR = re.compile(r"(\d{4})$")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|[.º°])?[\s/-]*(?:of |de )?\s*({_WORD})\.?,?[\s/-]*(?:de |del )?"
    rf"(\d{{4}}){_END}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"({_WORD})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}$", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"({_WORD})\.?,?[\s/-]+(?:of |de |del )?(\d{{4}})$", re.IGNORECASE)
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])\s?(\d{{1,2}})\2\s?(\d{{4}}){_END}")
_LOOSE_NUMERIC = re.compile(
    rf"(\d{{1,2}})([./-])\s?(\d{{1,2}})\2\s?['\u2019]?(\d{{4}}|\d\d){_TIME}$"
)
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


def parse_date(stated: str, order: Order = "") -> StatedDate | UnclearDate:
    """Read one stated date.

    ISO 8601 forms, RFC 2822, day-month-year and month-day-year with the month as a word in
    any of LANGUAGES and FURTHER_LANGUAGES, month and year, year alone; alternatives split by
    "|", of which the finest readable one counts. The day is taken as written, whatever the
    time zone.

    Args:
        stated: As written.
        order: What 03/04/2011 means where it is written, if anybody knows.

    Returns:
        The date, or the reason there is none: two-digit years, and 03/04/2011 without an
        order, are not guessed (25/04/2011 is clear).
    """
    outcomes = [_parse_one(part, order) for part in stated.split("|") if part.strip()]
    readable = [outcome for outcome in outcomes if isinstance(outcome, StatedDate)]
    if readable:
        return max(readable, key=lambda found: _FINENESS[found.precision])
    return outcomes[0] if outcomes else UnclearDate(stated, "empty")


def readings(stated: str, order: Order = "") -> tuple[StatedDate, ...]:
    """Return every day that digits may mean that state no one day: 03/04/2011, 11/19/19.

    None where the string is clear, or not made of digits. Years of two digits are read in this
    century and in the last; nothing of it is a date before something else says the same day.
    """
    found = _LOOSE_NUMERIC.match(" ".join(stated.split()).strip(" .,;"))
    if found is None or isinstance(parse_date(stated), StatedDate):
        return ()
    first, second, year = int(found[1]), int(found[3]), found[4]
    years = (year,) if len(year) == 4 else (f"20{year}", f"19{year}")
    orders: tuple[Order, ...] = (order,) if order else ("day first", "month first")
    outcomes = [_slashed(first, second, full, order) for full in years for order in orders]
    return tuple(dict.fromkeys(one for one in outcomes if isinstance(one, StatedDate)))


def month_number(name: str) -> int | None:
    """Return 1 to 12 for the name or short form of a month in any known language."""
    return _months().get(_folded(name))


def is_weekday(word: str) -> bool:
    """Tell the name or short form of a day of the week in any known language."""
    return _folded(word) in _weekdays()


def _parse_one(stated: str, order: Order) -> StatedDate | UnclearDate:
    text = unicodedata.normalize("NFC", " ".join(stated.split())).strip(" .,;")
    text = _without_weekday(_LEAD.sub("", text))
    for outcome in (_iso(text), _numeric(text, order), _with_month_name(text), _bare_year(text)):
        if outcome is not None:
            return outcome if isinstance(outcome, StatedDate) else UnclearDate(stated, outcome)
    known_two_digit = _TWO_DIGIT_YEAR.match(text) is not None
    return UnclearDate(stated, "two_digit_year" if known_two_digit else "unreadable")


def _iso(text: str) -> StatedDate | DateReason | None:
    if found := _ISO_DAY.match(text) or _LOOSE_ISO_DAY.match(text):
        return dated(found[1], found[3], found[4])
    if found := _CJK_DAY.match(text):
        return dated(found[1], found[2], found[3])
    found = _ISO_MONTH.match(text)
    return dated(found[1], found[2]) if found else None


def _numeric(text: str, order: Order) -> StatedDate | DateReason | None:
    if found := _NUMERIC_MONTH.match(text):
        return dated(found[2], found[1])
    if found := _NUMERIC.match(text):
        return _slashed(int(found[1]), int(found[3]), found[4], order)
    return None


def _slashed(first: int, second: int, year: str, order: Order) -> StatedDate | DateReason:
    is_clear = first > 12 or second > 12 or first == second
    if not is_clear and not order:
        return "ambiguous"
    is_day_first = second <= 12 if is_clear else order == "day first"
    day, month = (first, second) if is_day_first else (second, first)
    return dated(year, str(month), str(day))


def _with_month_name(text: str) -> StatedDate | DateReason | None:
    if found := _DAY_FIRST.match(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.match(text):
        month, day, year = found[1], found[2], found[3]
    elif found := _MONTH_YEAR.match(text):
        month, day, year = found[1], "", found[2]
    else:
        return None
    number = month_number(month)
    return dated(year, str(number), day) if number else None


def _bare_year(text: str) -> StatedDate | DateReason | None:
    found = _YEAR.match(text)
    return dated(found[1]) if found else None


def dated(year: str, month: str = "", day: str = "") -> StatedDate | DateReason:
    """Return the date of these digits; empty strings are what is not stated."""
    if not MIN_YEAR <= int(year) <= MAX_YEAR:
        return "impossible"
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        return StatedDate(dt.date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError:
        return "impossible"


def _without_weekday(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and is_weekday(first.rstrip(",.")) else text


@cache
def _months() -> dict[str, int]:
    """Return the number of the month for each folded name or abbreviation."""
    names = {"sept": 9}
    for language in (*LANGUAGES, *FURTHER_LANGUAGES):
        widths = ("wide", "abbreviated") if language in LANGUAGES else ("wide",)
        for width in widths:
            for context in ("format", "stand-alone"):
                for number, name in Locale(language).months[context][width].items():
                    names.setdefault(_folded(name), number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        _folded(name)
        for language in (*LANGUAGES, *FURTHER_LANGUAGES)
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )


def _folded(name: str) -> str:
    """Fold case, accents and the final dot: "Févr." is "fevr"."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).rstrip(".")

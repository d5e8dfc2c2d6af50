"""Stated ranges of days, months or years: "24-27 October 2023" and its many other forms."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dates import StatedDate, UnclearDate, dated, month_number
from pipeline.records import Precision

MAX_DAYS = 4 * 366  # an exhibition, a festival, a project; longer ones are told in whole years
MAX_YEARS = 100

_TO = (
    r"(?:\s*[-\u2010-\u2015\u2212/]\s*"
    r"|\s+(?:to|until|till|til|through|thru|and|&|au|et|bis(?:\s+zum)?|und|al|a|y|hasta(?:\s+el)?"
    r"|tot|t/m|en|do|до|по)\s+)"
)
_LEAD = r"(?:(?:from|between|du|vom|von|del?|desde(?:\s+el)?|entre(?:\s+el)?|van|od|с)\s+)?"
_DAYS = (  # English, French, German, Spanish; inline for the search, so the long forms only
    r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|thu|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
)
_W = rf"(?:{_DAYS}\.?,?\s+(?:the\s+|le\s+|den\s+)?)?"
_D = r"(?:\d{1,2})(?!\d)"
_ORD = r"(?:st|nd|rd|th|er|[.º°])?"
_OF = r"(?:\s*[\s-]\s*(?:of\s+|de\s+)?|\s*(?<=\.))"
_M = r"[^\W\d_]{3,12}"
_Y = r"\d{4}(?!\d)"
_YEAR_OF = r"\.?,?\s+(?:de\s+|del\s+)?"

DAY_FIRST = (
    rf"{_W}(?P<d1>{_D}){_ORD}(?:{_OF}(?P<m1>{_M})(?:{_YEAR_OF}(?P<y1>{_Y}))?)?\.?{_TO}"
    rf"{_W}(?P<d2>{_D}){_ORD}{_OF}(?P<m2>{_M}){_YEAR_OF}(?P<y2>{_Y})"
)
MONTH_FIRST = (
    rf"{_W}(?P<m1>{_M})\.?\s+(?P<d1>{_D}){_ORD}(?:,?\s+(?P<y1>{_Y}))?{_TO}"
    rf"{_W}(?:(?P<m2>{_M})\.?\s+)?(?P<d2>{_D}){_ORD},?\s+(?P<y2>{_Y})"
)
MONTHS = rf"(?P<m1>{_M})\.?(?:{_YEAR_OF}(?P<y1>{_Y}))?{_TO}(?P<m2>{_M}){_YEAR_OF}(?P<y2>{_Y})"
NUMBERS = (
    r"(?P<d1>\d{1,2})\.(?:(?P<m1>\d{1,2})\.(?P<y1>\d{4})?)?"
    rf"{_TO}(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>{_Y})"
)
ISO = (
    r"(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)(?:\s*[/\u2013\u2014]\s*|\s+(?:-|to|until)\s+)"
    r"(?P<y2>\d{4})-(?P<m2>\d\d)-(?P<d2>\d\d)"
)
YEARS = rf"(?P<y1>\d{{4}}){_TO}(?P<y2>{_Y})"
_FORMS = (ISO, DAY_FIRST, MONTH_FIRST, NUMBERS, MONTHS, YEARS)
_WHOLE = tuple(re.compile(_LEAD + form, re.IGNORECASE) for form in _FORMS)
_FOUND = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/])", re.IGNORECASE)
    for form in (DAY_FIRST, MONTH_FIRST, NUMBERS, ISO)
)


@dataclass(frozen=True, slots=True)
class StatedRange:
    """A range as a source states it; both days belong to it."""

    start: dt.date
    end: dt.date
    """Last day of the last stated day, month or year."""
    precision: Precision


def parse_range(stated: str) -> StatedRange | UnclearDate:
    """Read a string that is nothing but one range.

    Days, months or years, with what both ends share written once or twice, in the words of
    English, French, German, Spanish and some more: "from 10-13 June 2024", "30 September –
    2 October 2021", "May 3-5, 2019", "12 July to 4 August 2025", "du 24 au 27 octobre 2023",
    "24.–27.10.2023", "June – August 2024", "2019-2021". A year that only the end states is the
    start's too, or the year before ("30 December – 2 January 2021").

    Returns:
        The range, or why there is none; a single date is "unreadable" here (see parse_date),
        and a range that ends before it starts, or is endless, is "impossible".
    """
    text = unicodedata.normalize("NFC", " ".join(stated.split())).strip(" .,;:()")
    if not text:
        return UnclearDate(stated, "empty")
    for form in _WHOLE:
        if found := form.fullmatch(text):
            return _range(found) or UnclearDate(stated, "impossible")
    return UnclearDate(stated, "unreadable")


def find_ranges(text: str) -> Iterator[tuple[int, str, StatedRange]]:
    """Yield each range of days in a running text: where it begins, as written, what it is.

    In the order of the text; ranges of whole months or years are left out, since prose is full
    of them.
    """
    matches = sorted(
        (match for form in _FOUND for match in form.finditer(text)), key=lambda match: match.start()
    )
    end = 0
    for match in matches:
        found = _range(match) if match.start() >= end else None
        if found:
            yield match.start(), " ".join(match[0].split()), found
            end = match.end()


def last_day(date: StatedDate) -> dt.date:
    """Return the last day of a stated day, month or year."""
    if date.precision == "day":
        return date.date
    month = 12 if date.precision == "year" else date.date.month
    days = calendar.monthrange(date.date.year, month)[1]
    return dt.date(date.date.year, month, days)


def _range(found: re.Match[str]) -> StatedRange | None:
    part = {"d1": "", "d2": "", "m1": "", "m2": "", "y1": "", **_groups(found)}
    first_month, last_month = part["m1"] or part["m2"], part["m2"] or part["m1"]
    end = _date(part["y2"], last_month, part["d2"])
    start = _date(part["y1"] or part["y2"], first_month, part["d1"])
    if start and end and start.date > end.date and not part["y1"] and part["m1"]:
        start = _date(str(int(part["y2"]) - 1), first_month, part["d1"])
    if start is None or end is None or start.precision != end.precision:
        return None
    return _sound(StatedRange(start.date, last_day(end), start.precision))


def _sound(found: StatedRange) -> StatedRange | None:
    limit = MAX_YEARS * 366 if found.precision == "year" else MAX_DAYS
    return found if 0 < (found.end - found.start).days <= limit else None


def _groups(found: re.Match[str]) -> dict[str, str]:
    return {name: value or "" for name, value in found.groupdict().items()}


def _date(year: str, month: str, day: str) -> StatedDate | None:
    number = str(month_number(month) or "") if month and not month.isdigit() else month
    if month and not number:
        return None
    outcome = dated(year, number, day)
    return outcome if isinstance(outcome, StatedDate) else None

"""Statements of a date in the address of a document, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.parts import claim
from pipeline.dates import month_number
from pipeline.records import DateClaim

# How sure a statement of the sort is when it stands alone. Days in addresses were right in 46 of
# 46 pages, months in 17 of 17 (see html/dates.py for which); the other figures are estimates.
URL_DAY, URL_MONTH, URL_FILE = 0.88, 0.85, 0.5
UNDECIDED = 0.3  # one reading of 03/04/2011: it supports what others say, and is never taken alone
MODIFIED = 0.6  # of when it was changed; it says nothing of when it was published

_Y, _D = r"(?P<y>(?:19|20)\d\d)", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m>0?[1-9]|1[0-2]|[a-z]{3,9})"
_DAY_IN_URL = (
    re.compile(rf"[/=]{_Y}[/-]{_M}[/-]{_D}(?=[/_.&-]|$)", re.IGNORECASE),
    re.compile(rf"[/=_-]{_Y}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.&-]|$)"),
)
# "/2019-4/" is the number of an issue
_MONTH_IN_URL = re.compile(
    rf"/{_Y}[/-](?P<m>0[1-9]|1[0-2]|[a-z]{{3,9}})(?:/|-(?=[a-z]))", re.IGNORECASE
)
# Content systems file uploads by the month of the upload, which is seldom the day of issue.
_FILE_STORE = re.compile(r"/(?:uploads?|files|attachments?|documents?|media|sites)/", re.IGNORECASE)


def address_claims(url: str | None) -> tuple[DateClaim, ...]:
    """Return the day or month that an address holds: /2023/05/24/, /2023/may/24/, /20230524/."""
    return tuple(_address(url or ""))[:1]


def _address(url: str) -> Iterator[DateClaim]:
    path = url.split("://", 1)[-1]
    is_file = _FILE_STORE.search(path) is not None
    for pattern in _DAY_IN_URL:
        for found in pattern.finditer(path):
            yield from _claim(found["y"], found["m"], found["d"], URL_FILE if is_file else URL_DAY)
    for found in _MONTH_IN_URL.finditer(path):
        yield from _claim(found["y"], found["m"], "", URL_FILE if is_file else URL_MONTH)


def _claim(year: str, month: str, day: str, confidence: float) -> Iterator[DateClaim]:
    number = int(month) if month.isdigit() else month_number(month)
    if number is not None:
        stated = f"{year}-{number:02d}-{int(day):02d}" if day else f"{year}-{number:02d}"
        found = claim(stated, confidence, "url")
        if found is not None:
            yield found

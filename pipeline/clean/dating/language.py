"""What 03.04.2011 means in a document whose language is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipeline.clean.dating.sources import UNDECIDED
from pipeline.dates import readings
from pipeline.records import UNDETERMINED, DateClaim

SETTLED = 0.7  # short of what a clear date of the sort would have

_TELLS_NOTHING = frozenset(["en", UNDETERMINED, ""])
"""English is written in London and in New York; every other language puts the day first."""


def settle(claims: Sequence[DateClaim], language: str, latest: dt.date) -> tuple[DateClaim, ...]:
    """Replace the readings of an unclear date by the one that the language makes of it.

    Args:
        claims: As met; each reading of an unclear date is a claim of UNDECIDED confidence.
        language: Of the document, ISO 639-1.
        latest: Day of the capture; two digits are the last year before it that ends so.
    """
    if language in _TELLS_NOTHING:
        return tuple(claims)
    settled = (_settled(one, latest) for one in claims)
    return tuple(dict.fromkeys(one for one in settled if one is not None))


def _settled(one: DateClaim, latest: dt.date) -> DateClaim | None:
    if one.confidence != UNDECIDED or not readings(one.stated):
        return one
    days = [found.date for found in readings(one.stated, "day first") if found.date <= latest]
    start = max(days, default=None)
    return replace(one, start=start, confidence=SETTLED) if start else None

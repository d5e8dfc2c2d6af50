"""Claims from strings that may be unclear: 03/04/2011 on a page whose language may tell."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.clean.dating.sources import UNDECIDED
from pipeline.clean.parts import MAX_STATED, claim
from pipeline.dates import Order, StatedDate, parse_date, readings
from pipeline.records import DateClaim, DateKind

UNSURE_ORDER = 0.6  # most: systems made in the United States say en-US wherever they run


def stated_order(language: str) -> Order:
    """Return what 03/04/2011 means on pages of a language; English alone does not tell."""
    tag = language.strip().lower().replace("_", "-")
    if tag in ("", "en", "en-ca", "fr-ca", "en-ph"):
        return ""
    return "month first" if tag == "en-us" else "day first"


def stated_claims(
    stated: str,
    confidence: float,
    read_from: str,
    order: Order = "",
    kind: DateKind = "published",
) -> Iterator[DateClaim]:
    """Yield the one date that is stated, or each that it may be, which proves nothing alone."""
    found = claim(stated, confidence, read_from, kind)
    if found is not None:
        yield found
        return
    outcome = parse_date(stated, order) if order else None
    shown = " ".join(stated.split())[:MAX_STATED]
    if isinstance(outcome, StatedDate):
        trust = min(confidence, UNSURE_ORDER) if order == "month first" else confidence
        yield DateClaim(kind, outcome.date, outcome.precision, trust, read_from, shown)
        return
    for reading in readings(stated):
        yield DateClaim(kind, reading.date, reading.precision, UNDECIDED, read_from, shown)

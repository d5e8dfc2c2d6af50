"""Which date of publication holds, and how sure it is: by the agreement of what states one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.clean.dating.values import (
    MIN_TAKEN,
    clock,
    in_own_zone,
    refined,
    shares,
    stance,
    taken,
)
from pipeline.dates import MIN_YEAR
from pipeline.records import DateClaim, DateKind, Precision

MAX_KEPT = 40  # claims kept with a document
MAX_CONFIDENCE = 0.99  # nothing that machines read off pages is surer
SURE = 0.8  # from here on a claim tells others what is a change only
_SHOWN = frozenset(["visible", "time"])
"""Where pages often show the day of the last change without saying so."""
Verdict = Literal[
    "chosen",
    "agrees",
    "contradicts",
    "silent",
    "undecided",
    "later than capture",
    "implausible",
    "of a change",
    "other date",
    "",
]
_KINDS: tuple[DateKind, ...] = ("published", "modified", "event", "deadline")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim as it was judged."""

    kind: DateKind
    value: str
    """ISO 8601, as fine as stated; a range as start/end."""
    precision: Precision
    read_from: str
    stated: str
    confidence: float
    verdict: Verdict
    """"silent": says neither yes nor no (a month around the chosen day); "of a change": a dateline
    that shows when the page was changed; "other date": of a kind that is not decided on."""


def decide(claims: Sequence[DateClaim], latest: dt.date) -> DateClaim | None:
    """Return the date of publication that the claims make likeliest; None where none is left.

    Each sort of statement is right as often as its confidence says. Sources that are
    independent of each other (head of the page, what readers see, address, feed, file, record)
    multiply: where they agree the confidence rises, where they contradict each other it falls.
    A month or year does not contradict a day in it, and the finer one is taken if it is likely.
    A day with a time of day is the neighbouring day in another time zone; where a day without
    a time (what readers see, the address) says just that neighbour, it is the site's own.

    Args:
        claims: As met, of any kind.
        latest: Last day on which it can have been published; later ones are out.

    Returns:
        The surest claim that states the date, with the combined confidence.
    """
    usable = in_own_zone(_usable(claims, latest))
    values = tuple(dict.fromkeys((one.start, one.precision) for one in taken(usable)))
    if not values:
        return None
    sure = shares(usable, values)
    best = max(values, key=lambda value: sure[value])  # of equals the first met
    chosen = refined(usable, best)
    if sure[chosen] < MIN_TAKEN:
        return None
    stating = [one for one in taken(usable) if (one.start, one.precision) == chosen]
    winner = max(stating, key=lambda one: (one.confidence, clock(one) is None))
    return replace(winner, confidence=round(min(sure[chosen], MAX_CONFIDENCE), 3))


def explain(claims: Sequence[DateClaim], latest: dt.date) -> list[Row]:
    """Return every claim with its verdict, in the order of `surest_first`."""
    winner = decide(claims, latest)
    shown = surest_first(claims)
    usable = _usable(shown, latest)
    moved = dict(zip(usable, in_own_zone(usable), strict=True))
    return [_row(one, _verdict(one, moved.get(one), winner, latest)) for one in shown]


def _usable(claims: Sequence[DateClaim], latest: dt.date) -> list[DateClaim]:
    """Return the claims that are weighed.

    Where something sure tells the day of publication, a weaker claim that gives the day of the
    last change is about that change.
    """
    possible = [one for one in claims if _unusable(one, latest) == ""]
    sure = [one for one in possible if one.confidence >= SURE and not _is_shown(one)]
    changed = _days_of_change(claims, sure)
    return [one for one in possible if one.start not in changed]


def _days_of_change(claims: Sequence[DateClaim], sure: Sequence[DateClaim]) -> set[dt.date]:
    """Return the days of changes that cannot be that of publication.

    What was never changed says the day of its publication as that of its last change: such a day
    in a month that the address tells is no other date.
    """
    days = {one.start for one in claims if one.kind == "modified"} - {one.start for one in sure}
    return {day for day in days if any(stance(one, (day, "day")) == "contradicts" for one in sure)}


def _is_shown(one: DateClaim) -> bool:
    return one.read_from in _SHOWN


def surest_first(claims: Sequence[DateClaim]) -> tuple[DateClaim, ...]:
    """Return the claims to keep: by kind, each kind's surest first, none twice."""
    best: dict[tuple[DateKind, dt.date, dt.date | None, Precision, str], DateClaim] = {}
    for one in claims:
        key = (one.kind, one.start, one.end, one.precision, one.read_from)
        if key not in best or best[key].confidence < one.confidence:
            best[key] = one
    ordered = sorted(best.values(), key=lambda one: (_KINDS.index(one.kind), -one.confidence))
    return tuple(ordered[:MAX_KEPT])


def _unusable(one: DateClaim, latest: dt.date) -> Verdict:
    """Return why a claim is not weighed; empty where it is."""
    if one.kind != "published":
        return "other date"
    if one.start > latest:
        return "later than capture"
    return "implausible" if one.start.year < MIN_YEAR else ""


def _verdict(
    one: DateClaim, moved: DateClaim | None, winner: DateClaim | None, latest: dt.date
) -> Verdict:
    if moved is None or winner is None:
        why = _unusable(one, latest)
        return why or ("undecided" if winner is None else "of a change")
    if replace(moved, confidence=winner.confidence) == winner:
        return "chosen"
    return stance(moved, (winner.start, winner.precision))


def _row(one: DateClaim, verdict: Verdict) -> Row:
    width = {"year": 4, "month": 7, "day": 10}[one.precision]
    value = one.start.isoformat()[:width]
    value = f"{value}/{one.end.isoformat()}" if one.end else value
    return Row(one.kind, value, one.precision, one.read_from, one.stated, one.confidence, verdict)

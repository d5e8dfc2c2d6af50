"""Values that claims of a date state, and how well each explains all that is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Literal

from pipeline.records import DateClaim, Precision

MIN_TAKEN = 0.3  # what is right less often, or no more, only supports others
# Wrong dates that a source might say: two independent ones seldom say the same. Chance alone
# would give hundreds, but sources go wrong together (the day of a change, of an event).
ALTERNATIVES = 5
# Weak sources (the day a file was made, one reading of 03/04/2011) go wrong each in its own way.
WEAK_ALTERNATIVES = 10
SITE_SHARE = 0.5  # how much what the page shows adds to what its head says, 0 nothing, 1 all
MIN_REFINED = 0.6  # a day inside a surer month or year is taken from this confidence on

Value = tuple[dt.date, Precision]
Stance = Literal["agrees", "contradicts", "silent"]

_GROUPS = {
    "json-ld": "head",
    "meta": "head",
    "microdata": "head",
    "time": "page",
    "visible": "page",
    "byline": "page",
    "text": "page",
    "first page": "page",
    "last page": "page",
    "htmldate": "page",
    "feed": "feed",
    "listing": "feed",
    "oai": "feed",
    "sitemap": "feed",
    "wordpress": "feed",
    "pdf": "file",
    "properties": "file",
}
"""Sources that copy each other: one of them saying a date twice is no agreement."""
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):\d\d")
_FINENESS: dict[Precision, int] = {"year": 0, "month": 1, "day": 2}
_DIGITS = 9  # of a share; the rest depends on the order of the claims


def taken(claims: Sequence[DateClaim]) -> list[DateClaim]:
    """Return the claims that state one date each."""
    return [one for one in claims if one.confidence > MIN_TAKEN]


def stance(one: DateClaim, value: Value) -> Stance:
    """Tell what a claim says of a value; a month or year around it says neither yes nor no."""
    stated: Value = (one.start, one.precision)
    if _holds(value, stated):
        return "agrees"
    return "silent" if _holds(stated, value) or one.confidence <= MIN_TAKEN else "contradicts"


def _holds(outer: Value, inner: Value) -> bool:
    """Tell whether a day, month or year is or holds another one."""
    if _FINENESS[outer[1]] > _FINENESS[inner[1]]:
        return False
    n_parts = _FINENESS[outer[1]] + 1
    return outer[0].timetuple()[:n_parts] == inner[0].timetuple()[:n_parts]


def in_own_zone(claims: Sequence[DateClaim]) -> list[DateClaim]:
    """Move days told with a time to the day that the site itself calls it."""
    plain = {one.start for one in taken(claims) if _is_day(one) and not clock(one)}
    moved = []
    for one in claims:
        neighbour = _neighbour(one)
        is_other = neighbour in plain and one.start not in plain
        moved.append(replace(one, start=neighbour) if neighbour and is_other else one)
    return moved


def _neighbour(one: DateClaim) -> dt.date | None:
    """Return the day that a stated time is elsewhere on earth, besides its own."""
    told = clock(one)
    if told is None or not _is_day(one):
        return None
    return one.start + dt.timedelta(days=-1 if int(told[1]) < 12 else 1)


def clock(one: DateClaim) -> re.Match[str] | None:
    """Find the time of day in a statement; group 1 is the hour."""
    return _CLOCK.search(one.stated)


def _is_day(one: DateClaim) -> bool:
    return one.precision == "day"


def _likelihood(claims: Sequence[DateClaim], value: Value) -> float:
    """Return how well a value explains what each group of sources says."""
    agreeing: dict[str, float] = {}
    against: dict[str, float] = {}
    for one in claims:
        group, position = _GROUPS.get(one.read_from, one.read_from), stance(one, value)
        if position == "agrees":
            agreeing[group] = max(agreeing.get(group, 0.0), one.confidence)
        elif position == "contradicts":
            against[group] = max(against.get(group, 0.0), one.confidence)
    wrong = prod(1 - trust for group, trust in against.items() if group not in agreeing)
    right = _as_one_site({name: sure for name, sure in agreeing.items() if sure > MIN_TAKEN})
    weak = (sure / (1 - sure) for sure in agreeing.values() if sure <= MIN_TAKEN)
    backed = prod(WEAK_ALTERNATIVES * odds for odds in weak)
    return float(prod(right.values()) * wrong * ALTERNATIVES ** (len(right) - 1) * backed)


def _as_one_site(agreeing: dict[str, float]) -> dict[str, float]:
    """Count head and page as one where they agree: one system writes both from one field."""
    if not {"head", "page"} <= agreeing.keys():
        return agreeing
    others = {group: trust for group, trust in agreeing.items() if group not in ("head", "page")}
    doubt = (1 - agreeing["head"]) * (1 - agreeing["page"]) ** SITE_SHARE
    return {**others, "head": 1 - doubt}


def _most_trusted(claims: Sequence[DateClaim]) -> dict[str, float]:
    most: dict[str, float] = {}
    for one in taken(claims):
        group = _GROUPS.get(one.read_from, one.read_from)
        most[group] = max(most.get(group, 0.0), one.confidence)
    return most


def shares(claims: Sequence[DateClaim], values: Sequence[Value]) -> dict[Value, float]:
    """Return the share of each value among all that exclude it, and that all are wrong."""
    odds = {value: _likelihood(claims, value) for value in values}
    none = float(prod(1 - trust for trust in _most_trusted(claims).values()))
    return {value: _share(value, odds, none) for value in values}


def _share(value: Value, odds: dict[Value, float], none: float) -> float:
    others = (
        odd for other, odd in odds.items() if not (_holds(other, value) or _holds(value, other))
    )
    total = odds[value] + sum(others) + none
    return round(odds[value] / total, _DIGITS) if total else 0.0


def refined(claims: Sequence[DateClaim], best: Value) -> Value:
    """Return a finer value inside the best one, if what states it is likely right by itself."""
    inside = [
        one
        for one in claims
        if _holds(best, (one.start, one.precision))
        and _FINENESS[one.precision] > _FINENESS[best[1]]
    ]
    values = tuple(dict.fromkeys((one.start, one.precision) for one in taken(inside)))
    sure = shares(inside, values)
    likely = [value for value in values if sure[value] >= MIN_REFINED]
    return max(likely, key=lambda value: (_FINENESS[value[1]], sure[value]), default=best)

"""Places that publish as their staff, calendars and members have it."""

from __future__ import annotations

import datetime as dt

from tests.benchmarks.outages import swings
from tests.benchmarks.outages.later.desks import (
    OFFICE,
    REALLY_FALLS,
    Draws,
    Level,
    absences,
    items,
    national,
    plus,
    shut,
    spans,
    spilled,
    stepped,
    times,
    trend,
    turn_of_year,
    weekdays,
    weekly,
)
from tests.benchmarks.outages.rhythms import Place

SUN_TO_THU = weekdays(1.1, 1.1, 1.0, 0.8, 0.02, 0.02, 1.0)
CALENDARS = (swings.lunar, swings.gulf, swings.japan, swings.orthodox)
"""Of branches abroad, beside those of Christian feasts."""


def ministry(draws: Draws) -> Place:
    """Press office: visits abroad and weeks of culture, a quiet summer, little at weekends."""
    usual = times(
        draws.between(2, 7),
        weekdays(0.85, 1.1, 1.2, 1.2, 0.8, 0.1, 0.07),
        shut(national(draws), 0.1),
        spans(draws.yearly(7, 22, 8), draws, (21, 42), draws.between(0.35, 0.65)),
        turn_of_year(draws, (8, 16), 0.1),
    )
    visits = spilled(draws.occasions(40, 1), draws, (5, 20), (3, 7))
    rate, lists = items(plus(usual, visits), 0.2), draws.chance.choice(("feed", "sitemap"))
    return Place(
        "ministry, press office", rate, lists, draws.whole(40, 1200),
        shows_sections=True, uneven_sections=True,
    )  # fmt: skip


def institute(draws: Draws) -> Place:
    """Branches in several cities; one opens and one is rebuilt, whenever that is."""
    branches = [_branch(draws) for _ in range(draws.whole(5, 9))]
    opened, closed = draws.day(-500, 300), draws.day(-400, 300)
    branches[0] = times(1, branches[0], lambda day: float(day >= opened))
    branches[1] = times(1, branches[1], spans([closed], draws, (60, 160), 0.05))
    return Place(
        "institute, branches abroad", items(plus(*branches), 0.3), "sitemap",
        draws.whole(500, 1400), shows_sections=True, uneven_sections=True,
    )  # fmt: skip


def _branch(draws: Draws) -> Level:
    """News of one branch: programme in spring and autumn, a pause in summer, local feasts."""
    is_off = draws.chance.choice((*CALENDARS, national(draws), national(draws)))
    week = SUN_TO_THU if is_off is swings.gulf else OFFICE
    season = spans([*draws.yearly(3, 1, 14), *draws.yearly(9, 15, 14)], draws, (50, 85), 1.7)
    summer = spans(draws.yearly(7, 20, 12), draws, (20, 50), 0.15)
    winter = turn_of_year(draws, (7, 13), 0.3)
    return times(draws.between(0.08, 0.6), week, shut(is_off), season, summer, winter)


def museums(draws: Draws) -> Place:
    """Network: its members' exhibitions, a newsletter twice a month, the day of museums in May."""
    members = times(
        draws.between(0.3, 1.0),
        weekdays(0.4, 1.0, 1.1, 1.2, 1.3, 0.6, 0.5),
        trend(draws.start, draws.between(0.85, 1.25)),
        spans([*draws.yearly(3, 5, 10), *draws.yearly(9, 10, 10)], draws, (60, 95), 1.5),
        turn_of_year(draws, (6, 14), 0.2),
    )
    letter = spilled(draws.occasions(15, 20), draws, (2, 6), (1, 1))
    may = spilled(draws.yearly(5, 10, 3), draws, (6, 30), (9, 14))
    lists = draws.chance.choice(("feed", "pages"))
    return Place(
        "museum network", items(plus(members, letter, may)), lists, draws.whole(60, 500),
        shows_sections=True, uneven_sections=draws.chance.random() < 0.5,
    )  # fmt: skip


def body(draws: Draws) -> Place:
    """Between governments: weeks of meetings, a recess in summer, sometimes less money."""
    recess = spans(draws.yearly(7, 22, 6), draws, (28, 46), 0.06)
    base = draws.between(0.5, 1.6)
    meetings = spans(draws.occasions(32, 2), draws, (4, 9), draws.between(2.5, 5))
    cut, factor = draws.day(60, 250), draws.chance.choice((1.0, 1.0, draws.between(0.5, 0.9)))
    level = times(
        base, OFFICE, meetings, recess, turn_of_year(draws, (14, 22), 0.04), stepped(cut, factor)
    )
    return Place(
        "intergovernmental body", items(level, 0.4), "sitemap", draws.whole(600, 1400),
        no_text=0.12, falls=(cut,) if factor <= REALLY_FALLS else (),
        shows_sections=True, uneven_sections=True,
    )  # fmt: skip


def residencies(draws: Draws) -> Place:
    """Network that grows; what is past is taken down, so that little is there at first."""
    level = times(
        draws.between(0.3, 0.9),
        OFFICE,
        trend(draws.start, draws.between(1.0, 1.6)),
        absences(draws, 2.5, (8, 26), 0.6),
        spans([*draws.yearly(1, 8, 6), *draws.yearly(9, 5, 8)], draws, (40, 70), 1.5),
        turn_of_year(draws, (9, 18), 0.0),
    )
    return Place("residency network", items(level, 0.5), "pages", draws.whole(25, 90), no_date=0.15)


def city(draws: Draws) -> Place:
    """Culture office: restraint around an election, and other people with other habits after it."""
    election, factor = draws.day(-60, 420), draws.between(0.55, 1.6)
    restraint = election - dt.timedelta(draws.whole(30, 60))
    programme = times(draws.between(0.5, 3), weekly(3))
    level = times(
        1,
        plus(times(draws.between(0.5, 2.5), OFFICE), programme),
        shut(national(draws), 0.05),
        spans([restraint], draws, (60, 75), draws.between(0.2, 0.5)),
        stepped(election, factor),
        spans(draws.yearly(8, 1, 8), draws, (15, 35), 0.3),
        turn_of_year(draws, (9, 16), 0.05),
    )
    is_seen = -100 <= (restraint - draws.start).days <= 330
    falls = (restraint,) if factor <= REALLY_FALLS and is_seen else ()
    return Place(
        "city culture office, elections", items(level, 0.2), "api",
        draws.whole(150, 900), falls=falls, shows_sections=True, uneven_sections=True,
    )  # fmt: skip


def small_office(draws: Draws) -> Place:
    """Two people, Friday and Saturday off, short days in the month of fasting, long feasts."""
    known = [year for year in draws.years() if year in swings.EIDS]
    fast, sacrifice = (
        [dt.date(year, *swings.EIDS[year][at]) - dt.timedelta(1) for year in known] for at in (0, 1)
    )
    month = [day - dt.timedelta(29) for day in fast]
    level = times(
        draws.between(0.35, 1.4),
        SUN_TO_THU,
        spans(month, draws, (29, 30), draws.between(0.4, 0.75)),
        spans(fast, draws, (4, 10), 0.0),
        spans(sacrifice, draws, (5, 10), 0.0),
        spans(draws.yearly(7, 12, 8), draws, (35, 60), draws.between(0.4, 0.8)),
        absences(draws, 1.5, (9, 24), 0.3),
    )
    return Place(
        "small office, Friday off", items(level), "feed", draws.whole(30, 150), no_date=0.2
    )

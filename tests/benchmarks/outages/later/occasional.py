"""Places that publish on occasions: terms, rounds, editions, issues, batches."""

from __future__ import annotations

import datetime as dt
import math

from tests.benchmarks.outages.later.desks import (
    DAILY,
    OFFICE,
    REALLY_FALLS,
    Draws,
    absences,
    items,
    national,
    plus,
    shut,
    spans,
    spilled,
    times,
    trend,
    turn_of_year,
    weekly,
)
from tests.benchmarks.outages.rhythms import Place


def centre(draws: Draws) -> Place:
    """Research centre: a seminar each week of term, news by one assistant, who is away at times."""
    terms = [*draws.yearly(1, 15, 9), *draws.yearly(4, 14, 6), *draws.yearly(10, 6, 6)]
    in_term = spans(terms, draws, (55, 80), draws.between(16, 40))
    seminar = times(0.05, weekly(draws.whole(0, 3)), in_term)
    news = times(
        draws.between(0.1, 0.4),
        OFFICE,
        absences(draws, 1.5, (14, 45), 0.5),
        spans(draws.yearly(7, 28, 7), draws, (25, 50), 0.15),
        turn_of_year(draws, (12, 20), 0.03),
    )
    rate = items(plus(seminar, news))
    return Place("university centre, terms", rate, "pages", draws.whole(250, 1200), no_date=0.1)


def foundation(draws: Draws) -> Place:
    """Stories all year, a call each winter, and all that is granted within days in summer."""
    stories = times(
        draws.between(0.1, 0.4), OFFICE, shut(national(draws)), turn_of_year(draws, (10, 18), 0.0)
    )
    call = spilled(draws.yearly(2, 10, 16), draws, (3, 9), (10, 25))
    granted = spilled(draws.yearly(6, 22, 20), draws, (20, 90), (1, 4))
    small = [day for day in draws.yearly(11, 5, 15) if draws.chance.random() < 0.5]
    second = spilled(small, draws, (6, 25), (1, 5))
    return Place(
        "foundation, grants once a year", items(plus(stories, call, granted, second)), "api",
        draws.whole(350, 1300), shows_sections=True, uneven_sections=True,
    )  # fmt: skip


def festival(draws: Draws) -> Place:
    """Every second year: nearly still, a long rise, busy weeks, and a quick end."""
    month, parity = draws.whole(4, 10), draws.whole(0, 1)
    opens = [day for day in draws.yearly(month, 12, 10) if day.year % 2 == parity]
    long, peak = draws.whole(12, 150), draws.between(1.2, 5)

    def near(day: dt.date) -> float:
        at = min(((day - each).days for each in opens), key=lambda n: abs(n - long / 2))
        if at < 0:
            return math.exp(at / 70)
        return math.exp(-max(at - long, 0) / 15) * (1 if at < 20 or at > long - 7 else 0.5)

    told = [day - dt.timedelta(n) for day in opens for n in (240, 150, 75, 30)]
    programme = spilled(told, draws, (4, 30), (1, 5))
    usual = draws.between(0.02, 0.12)
    level = plus(times(peak, near, DAILY), programme, times(usual, OFFICE))
    return Place("biennial festival", items(level, 0.3), "sitemap", draws.whole(250, 1400))


def translators(draws: Draws) -> Place:
    """Newsletter of volunteers: monthly or every second month, late at times, none in August."""
    wait, a_year = draws.chance.choice((30.4, 30.4, 60.8)), draws.between(0.6, 1.0)
    issues = [day for day in draws.occasions(wait, draws.between(8, 25)) if day.month != 8]
    brought = [day for day in issues if draws.chance.random() > 0.06]
    prizes = times(draws.between(0.01, 0.06), DAILY)
    level = plus(spilled(brought, draws, (6, 15), (1, 1)), prizes)
    rate = items(times(1, level, trend(draws.start, a_year)))
    return Place(
        "translators' newsletter", rate, "pages", draws.whole(700, 1450),
        is_drifting=a_year <= REALLY_FALLS,
    )  # fmt: skip


def think_tank(draws: Draws) -> Place:
    """Blog: authors at their own paces, who leave and are followed; answers to what happens."""
    posts = []
    for _ in range(draws.whole(3, 6)):
        left, vacant = draws.day(-1000, 365), dt.timedelta(draws.whole(10, 150))
        one, other = (draws.occasions(draws.between(12, 40), draws.between(1, 3)) for _ in range(2))
        posts += [day for day in one if day < left]
        posts += [day for day in other if day >= left + vacant]
    answers = spilled(draws.occasions(28, 1), draws, (1.5, 6), (2, 6))
    quiet = spans(draws.yearly(8, 2, 6), draws, (15, 30), 0.35)
    level = plus(spilled(posts, draws, (1, 1), (1, 4)), answers)
    rate = items(times(1, level, DAILY, quiet, turn_of_year(draws, (8, 15), 0.1)))
    return Place("think tank, blog", rate, "api", draws.whole(200, 1300), no_date=0.02)


def evaluations(draws: Draws) -> Place:
    """Reports put up in batches, by somebody who has other work, without a date."""
    days = draws.occasions(draws.between(25, 70), draws.between(0.8, 1.5))
    yearly = spilled(draws.yearly(2, 10, 25), draws, (15, 80), (1, 4))
    level = times(1, plus(spilled(days, draws, (3, 45), (1, 3)), yearly))
    return Place(
        "evaluation reports, in batches", items(level), draws.chance.choice(("sitemap", "pages")),
        draws.whole(200, 1400), is_dated=False, no_date=1.0, no_text=draws.between(0.05, 0.2),
    )  # fmt: skip


def magazine(draws: Draws) -> Place:
    """Issues at once or over some weeks, as the house does it, and now and then a piece between."""
    issues = draws.occasions(365 / draws.whole(4, 9), draws.between(12, 40))
    long = draws.chance.choice(((1, 1), (1, 1), (8, 24)))
    between = times(draws.between(0.04, 0.25), DAILY)
    rate = items(plus(spilled(issues, draws, (8, 22), long), between))
    return Place("magazine in issues", rate, "feed", draws.whole(100, 600))

"""Silence is told by a source's own rhythm, neither early nor late."""

import datetime as dt

import pytest

from pipeline.completeness import History
from pipeline.completeness.feasts import FEASTS
from pipeline.completeness.pauses import PAUSED, learn_calendar
from pipeline.completeness.rhythm import learn_rhythm
from tests.completeness.pasts import (
    FOLDER,
    WEB,
    daily,
    day,
    first_told,
    found,
    kinds,
    office,
    visit,
)
from tests.completeness.pasts import published as on


def test_of_a_daily_source_three_silent_working_days_are_told():
    n = 378  # from a Monday on nothing comes: Tuesday morning is the first visit without news
    visits = daily([*office(n), *([0] * 9)])
    n_runs, told = first_told(visits, n)
    assert (n_runs, told) == (3, ["silent"])
    (finding,) = found(History(tuple(visits)))
    assert finding.since == visits[n - 1].started_at, "Sunday: the first visit that found nothing"
    assert "nothing new for" in finding.line
    assert "'culturescope sources check council_news'" in finding.line
    assert dict(finding.evidence)["last_news"] == day(n - 3).isoformat()


def test_the_shorter_its_past_the_longer_a_source_may_be_silent():
    def runs(n):
        return first_told(daily([*office(n), *([0] * 60)]), n)[0]

    assert runs(378) < runs(182) < runs(91) < runs(42) < 40


def test_four_days_at_easter_excuse_four_days_near_the_next():
    easter_2024, easter_2025 = dt.date(2024, 3, 31), dt.date(2025, 4, 20)
    away = {easter_2024 + dt.timedelta(days=n) for n in range(-2, 2)}
    days = [day(n) for n in range(490) if day(n) not in away]

    def counts_for(last, until):
        until = easter_2025 + dt.timedelta(days=until)
        calendar = learn_calendar([each for each in days if each <= last], until)
        return calendar.between(last, until)

    assert counts_for(easter_2025 - dt.timedelta(days=3), 1) < 1
    before = easter_2025 - dt.timedelta(days=7)
    assert counts_for(before, 1) < 3
    assert counts_for(before, 5) - counts_for(before, 1) > 3, "it has had its four days"


def test_weekends_are_no_silence_and_news_end_one():
    visits = daily(office(200))
    assert first_told(visits, 0) is None
    silent = daily([*office(150), *([0] * 14)])
    assert kinds(History(tuple(silent))) == ["silent"]
    assert kinds(History((*silent, visit(164, n_new=3)))) == []


def test_a_weekly_bulletin_may_be_late_but_not_missing_twice():
    weeks = [int(n % 7 == 3) for n in range(280)]
    n_runs, told = first_told(daily([*weeks, *([0] * 40)]), 280)
    assert told == ["silent"]
    assert 10 <= n_runs <= 21


def test_a_source_without_a_past_is_not_judged():
    assert kinds(History((visit(0, n_new=40),))) == []
    assert first_told(daily([40, 1, 0, 2, 0, 1, *([0] * 60)]), 0) is None


def test_an_archive_that_was_closed_before_the_first_visit_is_no_silence():
    old = on(range(-900, -500))
    visits = daily([400, *([0] * 50)])
    assert kinds(History(tuple(visits), published=old, n_documents=400)) == []


def test_rhythm_is_known_from_dates_before_the_first_visit():
    alive = on([n for n in range(-400, 0) if day(n).weekday() < 5])
    n_runs, told = first_told(daily([280, *([0] * 12)]), 1, published=alive, n_documents=len(alive))
    assert (n_runs, told) == (2, ["silent"])


def test_files_have_no_rhythm():
    alive = on([n for n in range(-400, 0) if day(n).weekday() < 5])
    past = History(tuple(daily([280, *([0] * 60)])), published=alive, n_documents=len(alive))
    assert kinds(past, FOLDER) == []
    laid_down = daily([9, *([2] * 20), *([0] * 30), 700], n_index=0)
    assert kinds(History(tuple(laid_down)), FOLDER) == []


@pytest.mark.parametrize("blind", [{"status": "failed"}, {"note": "only what is dated before 2"}])
def test_what_nobody_could_see_was_not_silent(blind):
    visits = [*daily(office(150)), *(visit(n, **blind) for n in range(150, 190))]
    assert "silent" not in kinds(History(tuple(visits)))


def test_a_pause_made_last_year_may_be_made_again():
    year = [n for n in range(366) if day(n).weekday() < 5 and not 213 <= n < 235]
    calendar = learn_calendar([day(n) for n in year], day(366 + 240))
    august = calendar.between(day(366 + 215), day(366 + 216))
    assert august < 2 * PAUSED
    assert calendar.between(day(366 + 180), day(366 + 181)) > 0.9


def test_a_pause_at_easter_moves_with_easter():
    easter_2024, easter_2025 = dt.date(2024, 3, 31), dt.date(2025, 4, 20)
    pause = {easter_2024 + dt.timedelta(days=n) for n in range(-4, 9)}
    days = [day(n) for n in range(400) if day(n) not in pause]
    calendar = learn_calendar(days, dt.date(2025, 12, 31))
    one = dt.timedelta(days=1)
    assert calendar.between(easter_2025 - one, easter_2025) == pytest.approx(PAUSED, rel=0.1)
    late = dt.date(2025, 5, 20)
    assert calendar.between(late - one, late) == pytest.approx(1, rel=0.1)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Easter", ("2024-03-31", "2025-04-20")),
        ("Orthodox Easter", ("2024-05-05", "2026-04-12")),
        ("lunar new year", ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17")),
        ("end of the fast", ("2024-04-10", "2025-03-30", "2033-01-02", "2033-12-23")),
        ("feast of sacrifice", ("2023-06-28", "2025-06-06", "2026-05-27")),
    ],
)
def test_feasts_move(name, days):
    (feast,) = [each for each in FEASTS if each.name == name]
    for at in map(dt.date.fromisoformat, days):
        assert min(abs(at.toordinal() - n) for n in feast.days(at.year)) <= 1


def test_the_lunar_new_year_is_no_silence_in_the_first_year_nor_in_the_next():
    feasts = [dt.date(2024, 2, 10), dt.date(2025, 1, 29)]
    off = {feast + dt.timedelta(days=n) for feast in feasts for n in range(-1, 8)}
    counts = [int(day(n - 1).weekday() < 5 and day(n - 1) not in off) for n in range(440)]
    assert first_told(daily(counts[:60]), 0) is None
    assert first_told(daily(counts), 370) is None
    busy = learn_calendar([day(n) for n in range(-300, 300) if day(n).weekday() < 5], day(450))
    assert busy.between(dt.date(2025, 1, 28), dt.date(2025, 2, 4)) > 5, "it never closes for it"


def test_what_was_still_as_long_before_is_not_silent_now():
    def editor(*leaves):
        away = {n for start in leaves for n in range(start, start + 14)}
        return [int(day(n - 1).weekday() < 5 and n not in away) for n in range(300)]

    n_runs, told = first_told(daily(editor(290 - 14, 290)), 276)
    assert (n_runs <= 10, told) == (True, ["silent"])
    known = daily(editor(148, 276))
    assert first_told(known, 170) is None


def test_few_and_uneven_waits_make_patient():
    regular = learn_rhythm([day(7 * n) for n in range(40)], day(300))
    few = learn_rhythm([day(7 * n) for n in range(8)], day(60))
    uneven = learn_rhythm([day(2**n) for n in range(11)], day(1100))
    assert regular.waits.regularity > 8 > few.waits.regularity > uneven.waits.regularity
    assert regular.waits.chance(3) < few.waits.chance(3) < uneven.waits.chance(3)
    assert learn_rhythm([day(n) for n in range(6)], day(60)) is None


def test_a_card_says_how_long_is_too_long():
    card = WEB.model_copy(update={"expect": WEB.expect.model_copy(update={"new_within_days": 10})})
    visits = tuple(daily([30, *([0] * 12)]))
    (finding,) = found(History(visits), card)
    assert finding.kind == "expectation"
    assert dict(finding.evidence) == {"card": "new_within_days", "found": "13", "expected": "10"}
    assert not found(History(visits[:9]), card)


def test_a_list_that_somebody_writes_is_never_silent():
    silent = History(tuple(daily([*office(150), *([0] * 14)])))
    written = WEB.model_copy(update={"kind": "urls", "path": "corpus/list.txt", "url": ()})
    assert (kinds(silent), kinds(silent, written)) == (["silent"], [])

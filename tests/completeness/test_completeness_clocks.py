"""Visits of a machine whose clock was wrong for one run, or for some."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.completeness import History, in_time
from tests.completeness.pasts import daily, kinds, office

YEAR = dt.timedelta(days=365)


def moved(visit, by):
    return replace(visit, started_at=visit.started_at + by, finished_at=visit.finished_at + by)


def test_times_that_fit_are_kept():
    visits = daily(office(30))
    assert in_time(visits) == tuple(visits)
    assert in_time(()) == ()


@pytest.mark.parametrize("by", [YEAR, -YEAR, dt.timedelta(days=-3)])
@pytest.mark.parametrize("at", [0, 20, 21])
def test_only_what_does_not_fit_is_moved(at, by):
    visits = daily(office(30))
    wrong = [*visits[:at], moved(visits[at], by), *visits[at + 1 :]]
    found = in_time(wrong)
    assert all(one.started_at <= after.started_at for one, after in pairwise(found))
    assert [one for n, one in enumerate(found) if n != at] == [*visits[:at], *visits[at + 1 :]]
    assert abs(found[at].started_at - visits[at].started_at) <= YEAR * (at == 0) + YEAR / 300
    assert found[at].n_new == visits[at].n_new


def test_a_run_by_a_clock_that_was_ahead_is_no_silence_afterwards():
    visits = daily([*office(150), 0, 0, 0])
    wrong = [*visits[:148], moved(visits[148], YEAR), *visits[149:]]
    assert kinds(History(in_time(wrong))) == kinds(History(tuple(visits)))

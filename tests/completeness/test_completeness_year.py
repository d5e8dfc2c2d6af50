"""Simulated sources, some months of daily visits: the quick form of the benchmark of outages."""

import datetime as dt
import random

import pytest

from tests.benchmarks.outages import living
from tests.benchmarks.outages.later import later
from tests.benchmarks.outages.living import Life, Outcome
from tests.benchmarks.outages.pausing import pausing
from tests.benchmarks.outages.rhythms import places
from tests.benchmarks.outages.unsteady import unseen, unsteady
from tests.benchmarks.outages.world import FAULTS

PLACES = {place.name: place for place in places(living.START)}


def test_a_year_without_faults_is_quiet():
    told = Outcome()
    Life(PLACES["institute with a summer break"], 1, told, with_faults=False).live()
    assert told.false == []
    assert 0.97 * living.DAYS < told.n_days == told.n_quiet < living.DAYS


def test_a_fault_that_nobody_is_told_of_counts_as_not_found(monkeypatch):
    monkeypatch.setattr(living, "DAYS", 75)
    monkeypatch.setattr(living, "LONGEST", 10)
    monkeypatch.setattr(living, "find_findings", lambda *_: ())
    told = Outcome()
    Life(PLACES["agency"], 3, told, with_faults=True).live()
    assert list(told.delays.values()) == [[None]]


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "half of the news"])
def test_each_fault_of_a_daily_source_is_found(fault, monkeypatch):
    monkeypatch.setattr(living, "DAYS", 75)
    monkeypatch.setattr(living, "LONGEST", 10)
    told = Outcome()
    life = Life(PLACES["news office, long archive"], 2, told, with_faults=True)
    life.faults = [fault]
    life.live()
    ((_, (n_runs,)),) = told.delays.items()
    assert n_runs <= (10 if fault == "frozen index" else 5)
    assert told.false == []


def test_the_same_seed_gives_the_same_year(monkeypatch):
    monkeypatch.setattr(living, "DAYS", 75)
    monkeypatch.setattr(living, "LONGEST", 10)
    one, other = Outcome(), Outcome()
    for outcome in (one, other):
        random.seed(0 if outcome is one else 1)
        Life(PLACES["agency"], 3, outcome, with_faults=True).live()
    assert (one.delays, one.false, one.told_as) == (other.delays, other.false, other.told_as)


@pytest.mark.parametrize("world", [unsteady, pausing, unseen, later])
def test_a_world_is_drawn_anew_for_each_seed_and_the_same_for_the_same(world):
    def news(seed):
        days = [living.START + dt.timedelta(days=n) for n in range(-60, 300, 7)]
        return {
            place.name: [place.rate(day, random.Random(f"{day}")) for day in days]
            for place in world(living.START, seed)
        }

    one, other = news(1), news(2)
    assert one == news(1)
    assert one.keys() == other.keys()
    assert sum(one[name] != other[name] for name in one) > len(one) // 2

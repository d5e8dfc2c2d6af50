"""What a card names as seen stays so until it ends, and hides nothing else."""

import datetime as dt

import pytest

from pipeline.completeness import (
    History,
    feel_pulse,
    find_findings,
    fitting,
    mark_of,
    stale_marks,
    written,
)
from pipeline.completeness.expectations import unmet
from pipeline.completeness.merging import merged
from pipeline.declarations import Expect
from pipeline.records import Finding
from tests.benchmarks.outages import living
from tests.benchmarks.outages.living import Life, Outcome
from tests.benchmarks.outages.rhythms import places
from tests.benchmarks.outages.world import FAULTS
from tests.completeness.pasts import WEB, daily, day, looks, visit

PLACES = {place.name: place for place in places(living.START)}
AT = dt.datetime(2024, 3, 1, 4, tzinfo=dt.UTC)


def card(*marks, **expected):
    return WEB.model_copy(update={"expect": Expect(seen=marks, **expected)})


def open_kinds(source, history):
    """Kinds of findings that nobody knows of."""
    return [
        finding.kind
        for finding in find_findings(source, history)
        if not fitting(source, history, finding)
    ]


def failing(n_good, n_bad, n_first=0):
    bad = {"status": "failed", "n_index": 0, "n_index_failed": 1, "n_listed": 0}
    good = [visit(n, n_new=1) for n in range(n_first, n_good)]
    return good + [visit(n, **bad) for n in range(n_good, n_good + n_bad)]


def test_what_is_seen_counts_again_once_it_was_well_or_something_else_is_wrong():
    history = History(tuple(failing(30, 9)))
    mark = written(mark_of(find_findings(WEB, history)[0]))
    assert mark == f"failing {day(30)}"
    assert open_kinds(WEB, history) == ["failing"]
    seen = card(mark)
    assert open_kinds(seen, history) == []
    assert stale_marks(seen, history) == ()
    assert open_kinds(card(f"failing {day(29)}"), history) == ["failing"], "what began before it"
    assert open_kinds(card(f"failing {day(400)}"), history) == ["failing"], "no day ahead"
    assert open_kinds(card(f"silent {day(30)}"), history) == ["failing"]
    again = History((*failing(30, 9), visit(39, n_new=1), *failing(40, 9)[-9:]))
    assert open_kinds(seen, again) == ["failing"]
    assert [written(one) for one in stale_marks(seen, again)] == [mark]


def test_what_is_seen_stays_so_when_older_visits_are_no_longer_looked_at():
    seen = card(f"failing {day(30)}")
    rest = tuple(failing(30, 90)[60:])
    assert open_kinds(seen, History(rest)) == []
    assert open_kinds(card(), History(rest)) == ["failing"]
    late = History(tuple(visit(n) for n in range(60, 200)))
    assert open_kinds(card(new_within_days=9), late) == ["expectation"]
    assert open_kinds(card(f"new_within_days {day(20)}", new_within_days=9), late) == []


def test_what_is_seen_keeps_nothing_else_of_its_kind_from_being_told():
    calls = Finding("x", "silent", AT, "calls", (("part", "/calls/"),))
    news = Finding("x", "silent", AT, "news", (("part", "/news/"),))
    whole = Finding("x", "silent", AT, "all")
    assert merged([calls, news], {}) == (calls,)
    known = {calls: mark_of(calls)}
    assert written(known[calls]) == "silent /calls/ 2024-03-01"
    assert merged([calls, news], known) == (calls, news)
    assert merged([whole, calls, news], {whole: mark_of(whole)}) == (whole,), "of a whole no part"


def test_what_goes_on_visit_by_visit_is_one_finding_since_the_first():
    counts = [1] * 60 + [300] * 12
    trap = daily(counts)
    history = History(tuple(trap))
    (finding,) = find_findings(card(), history)
    assert (finding.kind, finding.since.date()) == ("exploding", day(60))
    assert finding.line.endswith("far more than usual came at 11 visits since, too")
    (most,) = (one for one in find_findings(card(max_new=9), history) if one.kind != "exploding")
    assert written(mark_of(most)) == f"max_new {day(60)}"
    gaps = [visit(n, n_new=1, note="not one of the 20 known") for n in range(60, 75)]
    (gap,) = find_findings(card(), History((*daily([1] * 60), *gaps)))
    assert gap.since.date() == day(60)


@pytest.mark.parametrize("key", ["titles", "median_words"])
def test_an_expectation_of_items_is_not_met_since_a_visit_that_stays_the_same(key):
    expected = {"titles": 0.8, "median_words": 200}[key]
    bad = {"titles": {"title": ""}, "median_words": {"words": 20}}[key]
    source = card(**{key: expected})
    since = set()
    for n in (60, 120, 180):
        past = History(
            tuple(daily([3] * 100)), tuple([*looks(90), *looks(n, run=30, **bad)]), n_documents=90
        )
        since |= {one.since.date() for one in unmet(source, past, feel_pulse(source, past))}
    (since,) = since
    assert day(30) < since < day(40), "the visit from which on too many items were bad"
    only_bad = History(tuple(daily([3] * 100)), tuple(looks(90, **bad)), n_documents=90)
    (finding,) = find_findings(source, only_bad)
    assert written(mark_of(finding)) == f"{key} {day(0)}"


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "half of the news"])
def test_a_fault_that_is_marked_as_seen_when_first_told_stays_so(fault, monkeypatch):
    monkeypatch.setattr(living, "DAYS", 110)
    monkeypatch.setattr(living, "LONGEST", 50)
    life = Life(PLACES["institute with a summer break"], 5, Outcome(), with_faults=True)
    life.faults = [fault]
    marks, told = {}, []

    def look():
        history = life.world.history()
        source = life.source.model_copy(update={"expect": Expect(seen=tuple(marks.values()))})
        for finding in find_findings(source, history) if life.fault else ():
            if not fitting(source, history, finding):
                told.append(written(mark_of(finding)))
                marks[mark_of(finding).what] = mark_of(finding)
        return set()

    monkeypatch.setattr(life, "_look", look)
    life.live()
    assert told
    assert len({one.rpartition(" ")[0] for one in told}) == len(told), told

"""What became of topics over several fits, told from what was kept of each."""

import pytest

from pipeline.cli.topics.pages import head
from pipeline.errors import MissingError, UsageError
from pipeline.records import Topic, TopicEvent
from pipeline.steps.topics.differing import difference
from pipeline.steps.topics.known import Known, find
from pipeline.store.topic_names import NameGiven
from pipeline.store.topics import Fit

LABELS = {f"t000{n}": word for n, word in enumerate(["", "arts", "law", "film", "dams", "song"])}


def fit(number, n_names=0, **sizes):
    labels = {id_: f"{LABELS[id_]} {number}" for id_ in sizes}
    measured = {"sizes": sizes, "labels": labels, "n_names": n_names}
    return Fit(number, "", "", f"reason {number}", sum(sizes.values()), 0, len(sizes), measured)


def event(number, kind, topic_id, other_id="", of_topic=1.0, of_other=1.0):
    return TopicEvent(number, kind, topic_id, other_id, of_topic, of_other, 0.0)


EVENTS = [
    event(1, "born", "t0001"),
    event(1, "born", "t0002"),
    event(1, "born", "t0003"),
    event(2, "continued", "t0001"),
    event(2, "merged", "t0001", "t0002", 0.3, 0.8),
    event(2, "merged", "t0001", "t0003", 0.2, 0.9),
    event(2, "retired", "t0002", "t0001", 0.8, 0.3),
    event(2, "retired", "t0003", "t0001", 0.9, 0.2),
    event(2, "born", "t0004"),
    event(3, "continued", "t0001"),
    event(3, "retired", "t0004"),
    event(3, "split", "t0005", "t0001", 0.9, 0.25),
]


@pytest.fixture
def known():
    return Known(
        [
            fit(1, t0001=50, t0002=30, t0003=20),
            fit(2, n_names=1, t0001=90, t0004=10),
            fit(3, n_names=1, t0001=75, t0005=25),
        ],
        EVENTS,
        [NameGiven(1, "t0001", "The arts", "ada", "2026-01-01", "")],
        {id_: Topic(id_, f"{LABELS[id_]} 3", (), 1) for id_ in ("t0001", "t0005")},
    )


def told(found):
    return [(change.kind, change.topic_id) for change in found.changes]


def test_one_fit_after_the_other(known):
    last = difference(known)
    assert (last.before.number, last.now.number) == (2, 3)
    assert told(last) == [("split", "t0005"), ("retired", "t0004"), ("continued", "t0001")]
    split = last.changes[0]
    assert split.told == 'split from t0001 "The arts": took 25 % of its passages'
    assert (split.share_before, split.share_now) == (None, 0.25)
    same = last.changes[-1]
    assert (same.label, same.old_label) == ("The arts", "")
    assert (same.share_before, same.share_now) == (0.9, 0.75)


def test_what_one_topic_took_in_is_one_change(known):
    found = difference(known, 1, 2)
    assert told(found) == [
        ("born", "t0004"), ("merged", "t0001"), ("retired", "t0002"), ("retired", "t0003"),
        ("continued", "t0001"),
    ]  # fmt: skip
    assert found.changes[1].told == (
        'took in t0003 "film 1" (90 % of its passages); t0002 "law 1" (80 % of its passages)'
    )


def test_over_several_fits_what_came_and_went_between_is_left_out(known):
    found = difference(known, 1, 3)
    assert told(found) == [
        ("split", "t0005"), ("merged", "t0001"), ("retired", "t0002"), ("retired", "t0003"),
        ("continued", "t0001"),
    ]  # fmt: skip
    assert [change.fit for change in found.changes] == [3, 2, 2, 2, 3]
    first = difference(known, 0, 3)
    assert first.before is None
    assert {change.topic_id for change in first.changes} == {"t0001", "t0005"}


def test_a_name_needs_a_look_after_what_happened_since_it_was_given(known):
    (look,) = {change.look for change in difference(known).changes if change.look}
    assert look.startswith('the name "The arts" needs a look (fit 3: t0005 "song 3" split from it')
    assert "fit 2" not in look
    assert "took in" in difference(known, 1, 3).changes[1].look
    renewed = NameGiven(2, "t0001", "Arts and film", "bo", "2026-02-01", "")
    later = Known(known.fits, known.events, [*known.given, renewed], known.topics)
    assert not any(change.look for change in difference(later).changes)


def test_fits_of_an_earlier_version_kept_neither_events_nor_sizes(known):
    old = Known(
        [Fit(1, "", "", ""), *known.fits[1:]],
        [one for one in EVENTS if one.fit > 1],
        [],
        known.topics,
    )
    found = difference(old, 1, 2)
    assert told(found)[0] == ("born", "t0004")
    assert {change.share_before for change in found.changes} == {None}
    assert found.count("retired") == 2
    assert "took in t0003 (90 % of its passages)" in found.changes[1].told
    assert list(head(found))[2] == "fit 1: its size was not kept"
    assert difference(old, 0, 1).changes == []


def test_stores_of_an_earlier_version_kept_only_the_last_fit(known):
    """Fits are then numbered 3 and 4, say: they are found by number, not by place."""
    old = Known([Fit(2, "", "", ""), known.fits[2]], EVENTS[9:], known.given, known.topics)
    assert told(difference(old)) == [
        ("split", "t0005"),
        ("retired", "t0004"),
        ("continued", "t0001"),
    ]
    assert old.share("t0001", 3) == 0.75
    assert old.share("t0001", 1) is None
    assert [event.fit for event in old.looks_needed("t0001")] == [3]
    with pytest.raises(MissingError, match="no fit 1; there are 2 to 3"):
        difference(old, 1, 3)
    with pytest.raises(UsageError, match="fit 3 is not before fit 0"):
        difference(old, 3, 0)


@pytest.mark.parametrize("words", ["t0001", "T1", "1", " 0001 "])
def test_topics_are_found_by_what_people_type(known, words):
    assert find(known, words) == "t0001"


def test_what_is_not_there_is_named(known):
    with pytest.raises(MissingError, match="no fit 9; there are 1 to 3"):
        difference(known, 1, 9)
    with pytest.raises(UsageError, match="fit 3 is not before fit 1"):
        difference(known, 3, 1)
    with pytest.raises(MissingError, match="never fitted"):
        difference(Known([], [], [], {}))

import pytest

from pipeline.declarations import Source
from pipeline.errors import UsageError
from pipeline.steps.scheduling import find_group, schedule_groups


def cards(**given):
    """Make folder cards of (schedule, group, time zone), the later two as wanted."""
    made = {}
    for id_, (schedule, *more) in given.items():
        group, zone = (*more, "", "UTC")[0], (*more, "", "UTC")[1] or "UTC"
        values = {"schedule": schedule, "group": group, "time_zone": zone}
        made[id_] = Source(id=id_, name=id_, kind="folder", path="x", **values)
    return made


def told(sources):
    groups, findings = schedule_groups(sources)
    return [(g.id, g.source_ids, g.schedule, g.time_zone) for g in groups], findings


def test_cards_of_a_group_go_together_others_alone_and_without_a_schedule_none_goes():
    sources = cards(
        b=("0 4 * * *", "news", "Europe/Berlin"), a=("", "news"), c=("0 5 * * 1",), d=("",)
    )
    assert told(sources) == (
        [
            ("c", ("c",), "0 5 * * 1", "UTC"),
            ("news", ("a", "b"), "0 4 * * *", "Europe/Berlin"),
        ],
        [],
    )


def test_a_disabled_card_goes_nowhere():
    sources = cards(a=("0 4 * * *",))
    sources["a"] = sources["a"].model_copy(update={"enabled": False})
    assert told(sources) == ([], [])


def test_cards_that_contradict_each_other_are_told_and_the_first_counts():
    sources = cards(b=("0 5 * * *", "news"), a=("0 4 * * *", "news"), c=("0 4 * * *", "news"))
    groups, findings = told(sources)
    assert groups == [("news", ("a", "b", "c"), "0 4 * * *", "UTC")]
    (finding,) = findings
    assert "source b has the schedule '0 5 * * *'" in finding


def test_who_asks_for_an_unknown_group_learns_which_there_are():
    assert find_group(cards(a=("0 4 * * *",)), "a").source_ids == ("a",)
    with pytest.raises(UsageError, match=r"no schedule 'b'; there are: a$"):
        find_group(cards(a=("0 4 * * *",)), "b")
    with pytest.raises(UsageError, match="give a card 'schedule'"):
        find_group({}, "b")

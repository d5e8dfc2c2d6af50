"""What visits show directly is told at the second one."""

from dataclasses import replace

import pytest

from pipeline.completeness import History, nouns, together
from pipeline.steps.visiting import nouns as visiting
from tests.completeness.pasts import (
    FOLDER,
    WEB,
    daily,
    day,
    first_told,
    found,
    kinds,
    looks,
    office,
    visit,
)

GOOD = daily(office(60), n_unchanged=3)


def after(n, **numbers):
    """A good past, and n visits with a fault."""
    bad = [visit(60 + at, **numbers) for at in range(n)]
    return [*GOOD, *bad]


@pytest.mark.parametrize(
    ("kind", "words", "fault"),
    [
        (
            "failing",
            "nothing could be read",
            {"status": "failed", "n_index": 0, "n_index_failed": 1},
        ),
        ("failing", "2 of 3 index pages", {"n_index_failed": 2, "n_new": 1}),
        ("failing", "no page could be read", {"n_failed": 4, "status": "cut"}),
        ("layout", "lists nothing", {"n_listed": 0}),
        ("shrinking", "lists 25 items", {"n_listed": 25, "n_new": 1, "n_unchanged": 1}),
    ],
)
def test_a_fault_is_told_at_its_second_visit_and_ends_with_it(kind, words, fault):
    visits = after(5, **fault)
    assert first_told(visits, 60) == (2, [kind])
    (finding,) = found(History(tuple(visits[:62])))
    assert words in finding.line
    assert finding.since == visits[60].started_at
    (later,) = [each for each in found(History(tuple(visits))) if each.kind == kind]
    assert later.since == finding.since
    assert kind not in kinds(History((*visits, visit(65, n_new=2, n_unchanged=3))))


def test_a_source_that_often_fails_is_given_more_time():
    shaky = [visit(n, n_new=1) if n % 4 else visit(n, status="failed") for n in range(80)]
    bad = [visit(80 + n, status="failed") for n in range(10)]
    n_runs, _ = first_told([*shaky, *bad], 80)
    assert n_runs > 4


def test_an_outage_makes_the_next_one_hardly_more_usual():
    visits = [*GOOD[:6], *(visit(6 + n, status="failed") for n in range(9)), visit(15), visit(16)]
    again = [visit(17 + n, status="failed") for n in range(9)]
    n_runs, told = first_told([*visits, *again], 17)
    assert (n_runs <= 4, told) == (True, ["failing"])


def test_a_source_that_was_never_read_is_told_at_once():
    assert kinds(History((visit(0, status="failed", note="404"),))) == ["failing"]
    assert kinds(History((visit(0, n_listed=0),))) == ["layout"]
    bad = (visit(0, n_failed=1, n_left=3, status="cut"), visit(1), visit(2, n_failed=3))
    for n, words in ((1, "1 request failed at its first visit"), (3, "4 requests failed at all 2")):
        (finding,) = found(History(bad[:n]))
        assert (finding.kind, finding.since) == ("failing", bad[0].started_at)
        assert words in finding.line
    assert kinds(History((*bad, visit(3, n_new=1)))) == []
    later = tuple(replace(one, number=one.number + 800) for one in bad)
    assert kinds(History(later)) == [], "that it was never read is not known"


def test_an_index_that_was_read_in_vain_is_a_changed_layout():
    visits = after(2, status="failed", n_index=0, n_index_failed=1)
    trouble = ("empty_index", "https://x.example/news: nothing matches links = 'h2 a'.")
    (finding,) = found(History(tuple(visits), troubles=(trouble,)))
    assert finding.kind == "layout"
    assert trouble[1] in finding.line
    down = (trouble, ("timeout", "https://x.example/old did not answer."))
    assert kinds(History(tuple(visits), troubles=down)) == ["failing"]


def test_dead_links_are_no_failing_source():
    visits = [*GOOD, *(visit(60 + n, n_failed=1) for n in range(2))]
    assert kinds(History(tuple(visits))) == []


def test_an_api_asked_for_news_may_well_have_none():
    oai = WEB.model_copy(update={"kind": "oai"})
    news = [visit(n, n_new=2, n_listed=2, is_full=n == 0) for n in range(400)]
    none = [visit(400 + n, n_listed=0, is_full=False) for n in range(3)]
    assert kinds(History((*news, *none)), oai) == ["silent"]
    assert kinds(History((*news, *none[:2])), oai) == []


def test_a_shorter_list_is_in_time_what_the_source_is_now():
    visits = [*GOOD, *(visit(60 + n, n_listed=20, n_new=1) for n in range(70))]
    assert kinds(History(tuple(visits[:100]))) == ["shrinking"]
    assert kinds(History(tuple(visits))) == []


def test_many_files_gone_at_once_are_told_for_a_week():
    past = daily([40, *([0] * 20)], n_unchanged=40, n_listed=40, n_index=0)
    gone = visit(21, n_gone=15, n_listed=25, n_index=0)
    (finding,) = found(History((*past, gone), n_documents=40), FOLDER)
    assert finding.kind == "shrinking"
    assert "15 of 40 files or records were gone at once" in finding.line
    later = [visit(22 + n, n_listed=25, n_index=0) for n in range(9)]
    assert kinds(History((*past, gone, *later[:5]), n_documents=40), FOLDER) == ["shrinking"]
    assert kinds(History((*past, gone, *later), n_documents=40), FOLDER) == []
    for n_gone, told in ((15, ["shrinking"]), (7, []), (0, [])):
        now = History((*past, gone, later[0]), n_documents=40, n_gone=n_gone)
        assert kinds(now, FOLDER) == told, "what has come back is told no more"
    few = visit(21, n_gone=4, n_listed=36, n_index=0)
    assert kinds(History((*past, few), n_documents=40), FOLDER) == []


def test_far_more_than_ever_is_an_explosion_but_what_was_held_back_is_none():
    (finding,) = found(History((*GOOD, visit(60, n_new=900, n_listed=950))))
    assert finding.kind == "exploding"
    assert "900 new items" in finding.line
    assert dict(finding.evidence)["most_before"] == "2"
    held = [visit(60 + n, status="failed", n_index_failed=1) for n in range(20)]
    assert kinds(History((*GOOD, *held, visit(80, n_new=32)))) == []
    assert kinds(History((*GOOD, visit(60, n_new=12)))) == []


def test_an_archive_is_taken_in_without_alarm():
    archive = [visit(n, n_new=5000, n_left=9000 - 3000 * n, status="cut") for n in range(3)]
    assert kinds(History((*archive, visit(3, n_new=4000), visit(4, n_new=2)))) == []


def test_a_rate_that_halves_for_weeks_is_told():
    well = daily(office(378, 4))
    less = [visit(378 + n, n_new=int((378 + n) % 7 in (2, 3, 4))) for n in range(120)]
    n_runs, told = first_told([*well, *less], 378)
    assert told == ["shrinking"]
    assert 7 <= n_runs <= 35
    (finding,) = found(History((*well, *less[:40])))
    assert "less than the 20 before" in finding.line


def test_a_lower_rate_may_be_a_season_until_a_whole_year_is_known():
    less = [visit(210 + n, n_new=int((210 + n) % 7 in (2, 3, 4))) for n in range(120)]
    assert first_told([*daily(office(210, 4)), *less], 210) is None


def test_the_end_of_a_campaign_is_no_fall():
    def rate(n, low):
        return (low if day(n).weekday() < 5 else 0) * (4 if 378 <= n < 434 else 1)

    assert first_told(daily([rate(n, 1) for n in range(560)]), 0) is None
    steady = daily([rate(n, 4) for n in range(378)])
    lower = daily([rate(n, 1) for n in range(498)])[378:]
    assert first_told([*steady, *lower[56:]], 378)[1] == ["shrinking"]


def test_an_archive_tells_of_conferences_put_online_at_once():
    meeting = visit(60, n_new=80, n_listed=130)
    assert kinds(History((*GOOD, meeting))) == ["exploding"]
    days = tuple((day(-n), 60) for n in (200, 100))
    assert kinds(History((*GOOD, meeting), published=days)) == []
    assert kinds(History((*GOOD, meeting), published=days[:1])) == ["exploding"], "a move, perhaps"


def test_what_fell_before_the_first_visit_is_what_the_source_is():
    before = [n for n in range(-400, -30) if day(n).weekday() < 5]
    alive = (*((day(n), 4) for n in before), *((day(n), 1) for n in range(-30, 1, 2)))
    visits = tuple(daily([1500, *(n % 2 for n in range(1, 40))]))
    assert kinds(History(visits, published=alive, n_documents=1500)) == []


def test_a_season_is_no_fall():
    def in_season(n):
        return 4 * (5 <= day(n).month <= 10) or int(n % 6 == 0)

    years = tuple((day(n), in_season(n)) for n in range(-800, 1) if in_season(n))
    visits = daily([1500, *(in_season(n) for n in range(1, 420))])
    past = {"n_documents": 1500}
    assert first_told(visits, 300, published=years, **past) is None
    assert first_told(visits, 300, published=years[-90:], **past) is None, "as little last winter"
    in_july = [n % 2 if n > 190 else in_season(n) for n in range(1, 250)]
    n_runs, told = first_told(daily([1500, *in_july]), 190, published=years, **past)
    assert (n_runs < 40, told) == (True, ["shrinking"])


def test_one_cause_is_told_once():
    card = WEB.model_copy(update={"expect": WEB.expect.model_copy(update={"new_within_days": 5})})
    for fault, kind in (
        ({"status": "failed"}, "failing"),
        ({"n_listed": 0}, "layout"),
        ({}, "silent"),
    ):
        past = History(tuple(after(30, **fault)))
        assert kinds(past, card) == [kind]


def test_where_all_fail_one_finding_tells_of_the_network():
    past = tuple(after(2, status="failed"))
    (failing,) = found(History(past, troubles=(("timeout", "https://x.example/ is mute."),)))
    (answered,) = found(History(past, troubles=(("server_error", "https://x.example/: 500."),)))
    several = [replace(failing, source_id=id_) for id_ in "abcd"]
    hosts = {id_: f"https://{id_}.example" for id_ in ("a", "b", "c", "d", "e", answered.source_id)}

    def told(findings, ids):
        return together(findings, {id_: hosts[id_] for id_ in ids})

    assert [each.source_id for each in told(several, "abcd")] == [""]
    assert [each.source_id for each in told(several, "abc")] == ["", "d"]
    assert told(several, "abcde") == several
    assert told(several[:2], "ab") == several[:2]
    assert told([*several[:3], answered], [*"abc", answered.source_id])[3] == answered
    assert told(several, "") == several, "files do not hang on a network"
    assert together(several, dict.fromkeys("abcd", "https://x.example")) == several, "one host"


def test_findings_do_not_depend_on_what_comes_later():
    visits = after(6, n_listed=0)
    past = History(tuple(visits), tuple(looks(40)))
    assert found(past) == found(past)


def test_visits_of_a_window_are_known_by_their_note():
    assert nouns.OF_A_WINDOW == visiting.OF_A_WINDOW


def test_new_pages_that_fail_are_no_silence():
    old_is_well = {"n_unchanged": 3, "n_failed": 2}
    n_runs, told = first_told(after(20, **old_is_well), len(GOOD))
    assert (n_runs, told) == (3, ["failing"])
    past = History(tuple(after(20, **old_is_well)))
    (finding,) = found(past)
    assert "40 requests failed, nothing new came" in finding.line
    dead = daily([2] * 400, n_failed=2, n_unchanged=3)
    (silent,) = found(History((*dead, *(visit(400 + n, **old_is_well) for n in range(4)))))
    assert silent.kind == "silent"
    assert "8 requests for pages failed since" in silent.line


def test_a_clock_that_is_set_back_breaks_nothing():
    back = [replace(visit(n, n_new=1), number=61 + n) for n in range(20)]
    assert kinds(History((*GOOD, *back))) == []

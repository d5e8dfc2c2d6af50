"""Pages that can be read but give no good documents any more."""

from dataclasses import replace

import pytest

from pipeline.completeness import History
from pipeline.completeness.faults import worse
from tests.completeness.pasts import FOLDER, WEB, daily, found, kinds, looks, office

VISITS = tuple(daily(office(60)))


def past(*items, n_documents=100):
    return History(VISITS, tuple(look for some in items for look in some), n_documents=n_documents)


@pytest.mark.parametrize(
    ("fault", "words", "change"),
    [
        ("no_document", "give no text", {"words": None, "title": "", "has_date": False}),
        ("few_words", "far fewer words", {"words": 40}),
        ("no_title", "have no title", {"title": ""}),
        ("same_title", "the same title as others", {"title": "Council"}),
        ("no_date", "have no date", {"has_date": False}),
    ],
)
def test_what_has_gone_is_told_with_its_share_before(fault, words, change):
    good, bad = looks(60), looks(9, run=30, **change)
    (finding,) = found(past(good, bad))
    assert finding.kind == "layout"
    assert words in finding.line
    assert fault in dict(finding.evidence)
    assert finding.since == VISITS[30].started_at
    anew = f"retry --source {WEB.id} --fetched-since {finding.since:%Y-%m-%d}"
    assert anew in finding.line
    of_records = WEB.model_copy(update={"kind": "wordpress"})
    assert "retry" not in found(past(good, bad), of_records)[0].line
    assert kinds(past(good, bad, looks(15, run=40))) == []


def test_one_visit_alone_is_not_believed():
    one_visit = looks(3, run=30, words=None)
    assert kinds(past(looks(60), one_visit)) == []


def test_what_is_usual_is_no_fault():
    mixed = [replace(look, has_date=at % 4 > 1) for at, look in enumerate(looks(60))]
    assert kinds(past(mixed, looks(3, run=40, has_date=False))) == []
    assert kinds(past(looks(100, has_date=False))) == []
    assert kinds(past(looks(8), looks(4, run=9, words=None))) == []


def test_notices_of_nearly_one_length_are_no_frame():
    notices = [replace(look, words=480 + at % 4) for at, look in enumerate(looks(12, run=30))]
    assert kinds(past(looks(60), notices)) == []


def test_what_is_well_again_is_told_no_more():
    bad = looks(9, run=30, title="")
    well = looks(4, run=33)
    assert kinds(past(looks(60), [*bad, *well[:3]])) == ["layout"]
    assert kinds(past(looks(60), [*bad, *well])) == []
    assert kinds(past(looks(60), [*bad, *well[:3], *looks(9, run=34, title="")])) == ["layout"]


def test_what_stays_becomes_usual():
    undated = looks(240, run=20, has_date=False)
    assert kinds(past(looks(60), undated[:60])) == ["layout"]
    assert kinds(past(looks(60), undated)) == []


def test_pages_that_are_all_frame_are_told_once():
    frames = looks(12, run=30, words=35, title="Council", has_date=False)
    (finding,) = found(past(looks(60), frames))
    told = dict(finding.evidence)
    assert {"few_words", "same_text", "same_title", "no_date"} <= told.keys()


def test_a_source_on_the_web_that_never_gave_documents_is_told():
    nothing = looks(20, words=None)
    (finding,) = found(past(nothing, n_documents=0))
    assert "of 20 captured items only 0 became documents" in finding.line
    assert kinds(past(nothing, n_documents=0), FOLDER) == []


def test_a_card_says_what_items_must_have():
    expect = WEB.expect.model_copy(
        update={"titles": 0.9, "dates": 0.9, "documents": 0.9, "median_words": 200}
    )
    card = WEB.model_copy(update={"expect": expect, "min_documents": 300})
    poor = [look for n in range(20) for look in looks(2, run=n, words=150 + n, has_date=n % 2 == 0)]
    found_on = {dict(each.evidence)["card"]: each.line for each in found(past(poor), card)}
    assert sorted(found_on) == ["dates", "median_words", "min_documents"]
    assert found_on["min_documents"] == (
        "100 documents, its card expects at least 300; look at 'culturescope rejected --source "
        "council_news'"
    )
    assert kinds(past(looks(40)), card.model_copy(update={"min_documents": 0})) == []


def test_a_bad_item_now_and_then_never_sums_up():
    is_bad = [n % 25 == 0 for n in range(2000)]
    assert worse(is_bad, [str(n) for n in range(2000)]) is None
    told = worse([*is_bad, *[True] * 6], [str(n) for n in range(2006)])
    assert (told.n, told.n_bad) == (6, 6)

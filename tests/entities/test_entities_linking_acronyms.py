"""What acronyms and short forms stand for, by what documents say of them."""

import pytest

from pipeline.entities.linking import Authority, Form, Shortened, link_forms
from pipeline.entities.names import slug
from pipeline.entity_log import standing

HARBOURS = "organisation:department-of-harbours"
KNOWN = Authority(
    {
        "organisation:harbours": "Department of Harbours",
        "organisation:united-rivers": "United Rivers",
        "programme:charter": "Universal Charter of Rivers",
    },
    {
        f"{HARBOURS}.chl": ("organisation:harbours", "Department of Harbours"),
        "organisation:united-rivers": ("organisation:united-rivers", "United Rivers"),
        "programme:universal-charter-of-rivers": (
            "programme:charter",
            "Universal Charter of Rivers",
        ),
    },
)


def form(local_id, n=1, name="", *, is_firm=True, by_source=()):
    written = name or local_id.partition(":")[2].partition(".")[0].replace("-", " ").title()
    return Form(local_id, written, n if is_firm else 0, 0 if is_firm else n, n, by_source)


def acronym(name, n=5, **more):
    return form(f"organisation:{slug(name)}", n, name, is_firm=False, **more)


def said(written, local_id, n, *sources, is_acronym=True):
    return Shortened(written, local_id, n, is_acronym, sources)


def stands_for(forms, shortened=()):
    found = link_forms(forms, shortened, KNOWN, standing([])).links
    return {one.local_id: one.entity_id for one in found}


OWNED = (
    "organisation:tide-board.chl",
    "organisation:tide-board.unstated",
    "organisation:tide-board",
)


def test_a_body_counts_once_whoever_says_whose_it_is():
    forms = [form(id_, 9) for id_ in OWNED] + [acronym("TBC")]
    votes = [said("TBC", id_, n) for id_, n in zip(OWNED, (4, 3, 3), strict=True)]
    assert stands_for(forms, votes) == dict.fromkeys((*OWNED[1:], "organisation:tbc"), OWNED[0])


def test_of_two_countries_neither_is_meant():
    forms = [form(id_, 9) for id_ in (*OWNED[:2], "organisation:tide-board.per")]
    votes = [said("TBC", OWNED[0], 4), said("TBC", OWNED[1], 4)]
    assert not stands_for([*forms, acronym("TBC")], votes)


@pytest.mark.parametrize(
    ("n_stated", "others", "expected"),
    [(3, (), "organisation:harbours"), (2, (), None), (3, (f"{HARBOURS}.per",), None)],
)
def test_a_name_of_one_known_country_alone_needs_no_owner(n_stated, others, expected):
    forms = [form(f"{HARBOURS}.unstated", 9), form(f"{HARBOURS}.chl", n_stated)]
    found = stands_for([*forms, *map(form, others)])
    assert found.get(f"{HARBOURS}.unstated") == expected


@pytest.mark.parametrize(
    ("full", "written", "sources", "by_source"),
    [
        ("organisation:search-engine-optimisation", "SEO", (), ()),
        ("organisation:united-rivers", "URFOR", (), ()),
        ("organisation:tide-board", "TIB", ("north",), (("north", 1), ("south", 4))),
    ],
)
def test_what_a_few_documents_spell_out_is_not_meant_by_all(full, written, sources, by_source):
    votes = [said(written, full, 9, *sources)]
    assert not stands_for([form(full, 9), acronym(written, by_source=by_source)], votes)


def test_an_acronym_is_taken_over_in_the_source_that_spells_it_out():
    votes = [said("TIB", "organisation:tide-board", 9, "north")]
    heard = acronym("TIB", by_source=(("north", 4), ("south", 1)))
    assert stands_for([form("organisation:tide-board", 9), heard], votes)


def test_a_cut_name_is_the_whole_and_a_body_is_not_its_committee():
    cut, whole = "organisation:safety-services", "organisation:river-safety-service"
    votes = [said("RSS", cut, 9), said("RSS", whole, 2)]
    assert stands_for([form(cut, 9), form(whole, 2)], votes) == {cut: whole}
    body = "organisation:world-confederation-of-divers"
    organ = "organisation:scientific-committee-of-the-world-confederation-of-divers"
    votes = [said("SCWCD", body, 2), said("SCWCD", organ, 9)]
    assert not stands_for([form(body, 2), form(organ, 9)], votes)


SHORT = "programme:universal-charter"
OTHER = "programme:universal-charter-on-lakes"


@pytest.mark.parametrize(
    ("n", "n_others", "is_meant"), [(3, 0, True), (2, 0, False), (9, 3, False)]
)
def test_a_short_form_is_the_known_name_that_stands_beside_it(n, n_others, is_meant):
    short = [
        said("Universal Charter", "programme:charter", n, is_acronym=False),
        said("Universal Charter", OTHER, n_others, is_acronym=False),
    ]
    expected = {SHORT: "programme:charter"} if is_meant else {}
    assert stands_for([form(SHORT, 9), form(OTHER, 3)], short) == expected


def test_what_scanning_makes_of_a_known_name_is_known_however_frequent():
    body = Authority(
        {"organisation:ihc": "Intergovernmental Hydrographic Council"},
        {
            "organisation:intergovernmental-hydrographic-council": (
                "organisation:ihc", "Intergovernmental Hydrographic Council",
            )
        },
    )  # fmt: skip
    misread = form("organisation:intergovernmental-hydrographie-council", 300)
    (link,) = link_forms([misread], [], body, standing([])).links
    assert link.entity_id == "organisation:ihc"

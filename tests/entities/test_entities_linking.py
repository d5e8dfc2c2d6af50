"""What local ids stand for in a corpus: authority, acronyms, spellings, analysts."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.linking import Authority, Form, Shortened, gathered, link_forms
from pipeline.entities.names import slug
from pipeline.entity_log import standing
from pipeline.records import EntityDecision

NOBODY = standing([])
KNOWN = Authority(
    {"organisation:asef": "Asia-Europe Foundation"},
    {"organisation:asia-europe-foundation": ("organisation:asef", "Asia-Europe Foundation")},
)
UNKNOWN = Authority({}, {})


def form(name, n_documents=1, *, type_="organisation", is_firm=True):
    n = (n_documents, 0) if is_firm else (0, n_documents)
    return Form(f"{type_}:{slug(name)}", name, *n, n_documents)


def said(acronym, name, n_documents):
    return Shortened(acronym, f"organisation:{slug(name)}", n_documents, True)


def linked(forms, shortened=(), log=(), authority=UNKNOWN):
    return link_forms(forms, shortened, authority, standing(log))


def stands_for(found):
    return {one.local_id: one.entity_id for one in found.links}


def decision(number, kind, subject="", target="", name="", undoes=""):
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    undone = f"{int(undoes):032x}" if undoes else ""
    return EntityDecision(
        f"{number:032x}", number, kind, subject, target, name, "ada", at, "", undone
    )


def test_one_form_a_local_id_with_its_commonest_firm_name():
    rows = [
        ("organisation:x", "Ex", True, 1),
        ("organisation:x", "X", True, 3),
        ("organisation:x", "tentative X", False, 9),
    ]
    (found,) = gathered(rows, {"organisation:x": {"b": 1, "a": 3}})
    assert found == Form("organisation:x", "X", 4, 9, 4, (("a", 3), ("b", 1)))


def test_what_the_gazetteers_know_comes_before_guesses():
    forms = [form("Asia Europe Foundation"), form("Asia-Europe Foundation", 9, type_="programme")]
    found = linked(forms, authority=KNOWN)
    assert set(stands_for(found).values()) == {"organisation:asef"}
    assert found.names == {"organisation:asef": "Asia-Europe Foundation"}


def test_damaged_spelling_of_a_known_name_is_led_back_to_it():
    forms = [form("Asia-Europe Foundatlon"), Form("organisation:asef", "ASEF", 50, 0, 50)]
    assert stands_for(linked(forms, authority=KNOWN)) == {
        "organisation:asia-europe-foundatlon": "organisation:asef"
    }


SAME = [
    ("Smithsonian Institution of Natural History", "Smithsonlan Institution of Natural History"),
    ("Academy of Sciences of Norway", "Academy of Science of Norway"),
    ("Department of the Interior", "Department of Interior"),
    ("Department of Defence", "Defence Department"),
    ("International Federation of Library Associations",
     "International Federation of Librarv Assoclations"),
    ("Intergovernmental Oceanographic Commission", "Inter Governmental Oceanographic Commission"),
    ("Institute for Human Rights and Peace", "Institute of Human Rights and Peace"),
    ("United Nations Truce Supervision Office", "U.N. Truce Supervision Office"),
]  # fmt: skip


@pytest.mark.parametrize(("common", "rare"), SAME)
def test_rarer_spellings_are_one_entity_with_the_commonest(common, rare):
    found = linked([form(common, 40), form(rare, 1)])
    if slug(common) != slug(rare):
        assert stands_for(found) == {f"organisation:{slug(rare)}": f"organisation:{slug(common)}"}
    assert found.names.get(f"organisation:{slug(common)}", common) == common


APART = [
    ("Ministry of Culture of France", "Ministry of Culture of Greece"),
    ("University of Washington", "Washington University"),
    ("National Council for Culture", "International Council for Culture"),
    ("Group of 77", "Group of 7"),
    ("Paris Peace Conference II", "Paris Peace Conference III"),
    ("Bank of Austria and Tyrol", "Bank of Australia and Tyrol"),
    ("Congress of the North Region Council", "Congress of the South Region Council"),
    ("Asian Development Bank", "African Development Bank"),
    ("Iranian Academy of Arts and Letters", "Iraqian Academy of Arts and Letters"),
    ("Cambridge University", "Cambridge University Press"),
    ("Division of Southeast Asian Affairs", "Division of Northeast Asian Affairs"),
    ("EC", "EC LA"),
]


@pytest.mark.parametrize(("one", "other"), APART)
@pytest.mark.parametrize("n", [(20, 20), (20, 3)])
def test_names_that_differ_in_a_telling_word_stay_apart(one, other, n):
    words = [form(word, 30) for word in (*one.split(), *other.split())]
    found = linked([form(one, n[0]), form(other, n[1]), *words])
    ids = {f"organisation:{slug(name)}" for name in (one, other)}
    assert not ids & set(stands_for(found))


def test_short_treaties_are_told_apart_by_their_plural():
    pair = [form(name, 9, type_="programme") for name in ("Paris Agreement", "Paris Agreements")]
    assert not linked(pair).links


def test_generic_names_of_several_countries_stay_apart():
    ids = [f"organisation:ministry-of-culture.{owner}" for owner in ("fra", "grc", "unstated")]
    damaged = "organisation:minlstry-of-culture.fra"
    stray = "organisation:minlstry-of-culture.unstated"
    forms = [Form(id_, "Ministry of Culture", 9, 0, 9) for id_ in ids]
    forms += [Form(id_, "Minlstry of Culture", 1, 0, 1) for id_ in (damaged, stray)]
    assert stands_for(linked(forms)) == {damaged: ids[0]}


def test_an_undefined_acronym_is_what_nearly_all_documents_say():
    forms = [form("ABC", 5, is_firm=False), form("Arts Board of Chad", 9)]
    (link,) = linked(forms, [said("ABC", "Arts Board of Chad", 9)]).links
    assert (link.local_id, link.entity_id) == ("organisation:abc", forms[1].local_id)
    assert (link.reason, link.evidence) == ("acronym", "defined so in 9 of 9 documents")


def test_an_acronym_that_is_a_known_id_is_voted_on_without_touching_that_id():
    forms = [Form("organisation:asef.undefined", "ASEF", 0, 3, 3), form("Arts Society of Fez", 4)]
    found = linked(forms, [said("ASEF", "Arts Society of Fez", 4)], authority=KNOWN)
    assert stands_for(found) == {"organisation:asef.undefined": forms[1].local_id}


@pytest.mark.parametrize("n_others", [1, 4])
def test_an_acronym_of_two_meanings_stands_for_none(n_others):
    forms = [form("ABC", 5, is_firm=False)]
    votes = [said("A.B.C.", "Arts Board of Chad", 4), said("ABC", "Arab Book Club", n_others)]
    found = linked(forms, votes)
    assert not found.links
    assert not found.votes["abc"].is_agreed


def test_one_spelling_in_the_long_form_does_not_split_the_vote():
    long, damaged = "National Library Association", "National Llbrary Association"
    forms = [form("NLA", 5, is_firm=False), form(long, 40), form(damaged, 4)]
    found = linked(forms, [said("NLA", long, 4), said("NLA", damaged, 4)])
    assert stands_for(found)["organisation:nla"] == forms[1].local_id


CODEFINED = [
    ("United States Department of Labour", "Department of Labour", "DOL"),
    ("Food and Drug Administration", "Drug Administration", "FDA"),
    ("Consumer Financial Protection Bureau", "Consumer Financial Protection Board", "CFPB"),
]


@pytest.mark.parametrize(("full", "other", "acronym"), CODEFINED)
def test_forms_with_one_acronym_that_hold_one_another_are_one(full, other, acronym):
    forms = [form(full, 9), form(other, 2), form(acronym, 4, is_firm=False)]
    found = linked(forms, [said(acronym, full, 9), said(acronym, other, 2)])
    assert stands_for(found) == {one.local_id: forms[0].local_id for one in forms[1:]}
    reasons = {one.local_id: (one.reason, one.evidence) for one in found.links}
    assert reasons[forms[1].local_id] == ("short form", f'both are "{acronym}" in documents')


def test_the_form_that_spells_the_acronym_is_the_name_of_all():
    full, cut = "Arms Control and Disarmament Agency", "Disarmament Agency"
    found = linked([form(full, 2), form(cut, 9)], [said("ACDA", full, 2), said("ACDA", cut, 9)])
    assert stands_for(found) == {f"organisation:{slug(cut)}": f"organisation:{slug(full)}"}


def test_a_board_of_a_body_is_not_the_body():
    body, board = (
        "Council of Scientific Unions",
        "Executive Board of the Council of Scientific Unions",
    )
    found = linked([form(body, 9), form(board, 2)], [said("CSU", body, 9), said("CSU", board, 2)])
    assert not found.links


A, B, C = (f"organisation:{slug(name)}" for name in ("Alpha Fund", "Beta Fund", "Gamma Fund"))
FUNDS = [form("Alpha Fund", 3), form("Beta Fund", 9), form("Gamma Fund", 30)]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([decision(1, "merge", A, B)], {A: B}),
        ([decision(1, "merge", A, B), decision(2, "merge", B, C)], {A: C, B: C}),
        ([decision(1, "merge", A, B), decision(2, "merge", A, C)], {A: C}),
        ([decision(1, "merge", A, B), decision(2, "merge", B, A)], {B: A}),
        ([decision(1, "merge", A, B), decision(2, "split", A)], {A: A}),
        ([decision(1, "merge", A, B), decision(2, "undo", undoes="1")], {}),
        (
            [decision(1, "merge", A, B), decision(2, "undo", undoes="1"),
             decision(3, "undo", undoes="2")],
            {A: B},
        ),
        ([decision(1, "merge", A, B), decision(2, "reject", B)], {A: "", B: ""}),
        ([decision(1, "reject", A), decision(2, "merge", A, B)], {A: B}),
        ([decision(1, "reject", A), decision(2, "accept", A, name="Alpha Fund")], {A: A}),
        (
            [decision(1, "alias", target=C, name="Alpha Fund")],
            {A: C},
        ),
        (
            [decision(1, "alias", target=C, name="Alpha Fund"), decision(2, "merge", A, B)],
            {A: B},
        ),
        (
            [decision(1, "merge", "organisation:long-gone", A)],
            {"organisation:long-gone": A},
        ),
    ],
)  # fmt: skip
def test_the_last_word_of_analysts_counts(log, expected):
    assert stands_for(linked(FUNDS, log=log)) == expected


def test_who_merges_with_what_is_tentative_vouches_for_it():
    maybe = form("Heritage Shuttle", 2, type_="programme", is_firm=False)
    log = [decision(1, "merge", A, maybe.local_id)]
    found = stands_for(linked([*FUNDS, maybe], log=log))
    assert found == {A: maybe.local_id, maybe.local_id: maybe.local_id}


def test_three_merges_in_a_ring_leave_one_entity():
    log = [decision(1, "merge", A, B), decision(2, "merge", B, C), decision(3, "merge", C, A)]
    assert stands_for(linked(FUNDS, log=log)) == {B: A, C: A}


def test_what_analysts_spoke_of_follows_no_guess():
    damaged = form("Smithsonlan Institution of Natural History")
    good = form("Smithsonian Institution of Natural History", 40)
    assert stands_for(linked([good, damaged])) == {damaged.local_id: good.local_id}
    log = [decision(1, "split", damaged.local_id)]
    assert stands_for(linked([good, damaged], log=log)) == {damaged.local_id: damaged.local_id}
    kept = linked([good, damaged], log=[decision(1, "rename", damaged.local_id, name="Smithson")])
    assert stands_for(kept) == {}
    assert kept.names == {damaged.local_id: "Smithson"}


def test_a_new_name_is_shown_and_spellings_follow_whom_they_are_merged_with():
    good = form("Smithsonian Institution of Natural History", 40)
    damaged = form("Smithsonlan Institution of Natural History")
    log = [decision(1, "merge", good.local_id, A), decision(2, "rename", A, name="The Alpha")]
    found = linked([good, damaged, *FUNDS], log=log)
    assert stands_for(found) == {good.local_id: A, damaged.local_id: A}
    assert found.names == {A: "The Alpha"}


NAMES = [
    "Smithsonian Institution of History", "Smithsonlan Institution of History",
    "Smithsonian Institutlon of History", "Academy of Sciences", "Academy of Science",
    "Academie of Sciences", "ABC", "Arts Board of Chad", "Arts Board of Chads", "Arab Book Club",
    "Ministry of Culture", "Ministry of Cultures", "Asia-Europe Foundatlon",
]  # fmt: skip
IDS = [f"organisation:{slug(name)}" for name in NAMES]
forms_in = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 60), st.booleans()),
    unique_by=lambda row: slug(row[0]),
)
acts = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "alias", "split", "accept", "reject", "rename", "undo"]),
        st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(NAMES), st.integers(1, 9),
    ),
    max_size=9,
)  # fmt: skip


def log_of(rows):
    return [
        decision(
            at, kind,
            "" if kind in ("alias", "undo") else subject,
            target if kind in ("merge", "alias") else "",
            name if kind in ("alias", "accept", "rename") else "",
            str(min(undone, at - 1)) if kind == "undo" and at > 1 else "",
        )
        for at, (kind, subject, target, name, undone) in enumerate(rows, 1)
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(forms_in, acts, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_no_link_leads_in_a_circle(rows, acted, chance):
    forms = [form(name, n, is_firm=firm) for name, n, firm in rows]
    votes = [said("ABC", "Arts Board of Chad", 5), said("ABC", "Arts Board of Chads", 2)]
    log = log_of(acted)
    found = linked(forms, votes, log, KNOWN)
    shuffled, other = list(forms), list(votes)
    chance.shuffle(shuffled)
    chance.shuffle(other)
    assert linked(shuffled, other, log, KNOWN) == found
    meant = stands_for(found)
    assert len(meant) == len(found.links)
    assert all(not end or meant.get(end, end) == end for end in meant.values())

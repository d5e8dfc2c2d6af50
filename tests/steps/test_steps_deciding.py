"""Decisions of editors over a store with documents, tags and vocabularies."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.decisions import standing
from pipeline.errors import MissingError, OutdatedError, UsageError
from pipeline.records import Document
from pipeline.steps.deciding import (
    Asked,
    Bulk,
    Filter,
    Taught,
    Wanted,
    apply,
    decide,
    export,
    import_,
    list_decisions,
    outdated,
    preview,
    teach,
    undo,
)
from pipeline.store import Store, decisions, documents, examples, results

SHELF_MODEL = "tagger-3-themes-abc"
D = [f"d{number:015d}" for number in range(6)]
ANN = {"editor": "Ann", "via": "cli"}
BOB = {"editor": "Bob", "via": "api"}
COLOURS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix c: <urn:test:colours:> .
<urn:test:colours> a skos:ConceptScheme ; dct:title "Colours"@en .
c:red a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Red"@en %s.
c:blue a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Blue"@en .
c:grey a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Grey"@en %s.
"""


@pytest.fixture
def store(shelf):
    with Store(shelf.database_url) as opened:
        yield opened


@pytest.fixture
def act(shelf, store):
    """Decide on themes: act("accept", D[0], "soft-power")."""

    def one(kind, document, concept="", *, by=ANN, **more):
        return decide(shelf, store, [Wanted(document, "themes", kind, concept, **more)], **by)[0]

    return one


def editors_tags(store, id_):
    with store.read() as connection:
        tags = results.tags_of(connection, id_)
    return [(tag["scheme"], tag["concept_id"]) for tag in tags if tag["origin"] == "editor"]


def log(store):
    with store.read() as connection:
        return list(decisions.load(connection))


def kinds(store):
    return [one.kind for one in log(store)]


# One decision


def test_what_the_editor_saw_is_filled_in_from_the_store(store, act):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    made = act("accept", D[1], "soft-power", note="Yes.", by={"editor": " Ann ", "via": "cli"})
    assert (made.probability, made.model) == (pytest.approx(0.3), SHELF_MODEL)
    assert (made.revision, made.editor, made.via, made.note) == (2, "Ann", "cli", "Yes.")
    assert before <= made.decided_at <= dt.datetime.now(dt.UTC)
    assert log(store) == [made]


def test_what_the_caller_says_was_seen_goes_before(act):
    made = act("reject", D[1], "soft-power", probability=0.9, model="m", revision=1)
    assert (made.probability, made.model, made.revision) == (0.9, "m", 1)


def test_what_was_accepted_is_a_tag_at_once_and_what_is_undone_is_none(store, act, shelf):
    made = act("accept", D[0], "soft-power")
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    act("reject", D[0], "soft-power", by=BOB)
    assert editors_tags(store, D[0]) == []
    (rejected,) = [one for one in log(store) if one.kind == "reject"]
    undo(shelf, store, rejected.id, **ANN)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    undo(shelf, store, made.id, **ANN)
    assert editors_tags(store, D[0]) == []


def test_to_accept_what_was_not_suggested_is_to_add(act):
    assert act("accept", D[0], "youth").kind == "add"
    assert act("accept", D[0], "inclusion").kind == "accept"  # by its publisher
    assert act("accept", D[0], "youth", probability=0.2).kind == "accept"  # shown by the API


def test_countries_are_named_by_their_codes(shelf, store):
    wanted = [Wanted(D[0], "countries", "add", "sgp"), Wanted(D[0], "countries", "add", "SUHH")]
    made = decide(shelf, store, wanted, **ANN)
    assert [one.concept_id for one in made] == ["SGP", "SUHH"]
    assert editors_tags(store, D[0]) == [("countries", "SGP"), ("countries", "SUHH")]


@pytest.mark.parametrize(
    ("wanted", "error", "word"),
    [
        (Wanted("nowhere", "themes", "accept", "youth"), MissingError, "'nowhere'"),
        (Wanted(D[0], "themes", "accept", "youht"), MissingError, "did you mean youth"),
        (Wanted(D[0], "colours", "add", "red"), MissingError, "disciplines, themes"),
        (Wanted(D[0], "colours", "complete"), MissingError, "disciplines, themes"),
        (Wanted(D[0], "countries", "add", "XXX"), MissingError, "alpha-3"),
        (Wanted(D[0], "themes", "add", "youth", revision=3), MissingError, "revision 3"),
        (Wanted(D[0], "themes", "add", ""), UsageError, "no concept"),
        (Wanted(D[0], "themes", "undo", ""), UsageError, "kind"),
    ],
)
def test_what_cannot_be_decided_says_why(shelf, store, wanted, error, word):
    with pytest.raises(error, match=word):
        decide(shelf, store, [wanted], **ANN)
    assert log(store) == []


def test_all_or_none(shelf, store):
    good, bad = Wanted(D[0], "themes", "add", "youth"), Wanted(D[0], "themes", "add", "no")
    with pytest.raises(MissingError, match="decision 2 of 3: "):
        decide(shelf, store, [good, bad, good], **ANN)
    assert log(store) == []
    assert editors_tags(store, D[0]) == []


def test_nothing_wanted_is_nothing_done(shelf, store):
    assert decide(shelf, store, [], **ANN) == []


# The same decision sent again


def test_sent_twice_it_is_recorded_once(store, act):
    id_ = "123e4567-e89b-12d3-a456-426614174000"
    first = act("accept", D[0], "youth", id=id_)
    assert act("accept", D[0], "youth", id=id_.upper().replace("-", "")) == first
    assert first.kind == "add"
    assert kinds(store) == ["add"]


def test_an_id_stands_for_one_decision(shelf, store, act):
    act("accept", D[0], "youth", id="1" * 32)
    others = [("reject", D[0], "youth"), ("accept", D[1], "youth"), ("add", D[0], "funding")]
    for again in others:
        with pytest.raises(UsageError, match="another decision"):
            act(*again, id="1" * 32)
    with pytest.raises(UsageError, match="another decision"):
        act("accept", D[0], "youth", id="1" * 32, by=BOB)
    both = [Wanted(D[0], "themes", kind, "youth", id="2" * 32) for kind in ("add", "reject")]
    with pytest.raises(UsageError, match="decision 2 of 2"):
        decide(shelf, store, both, **ANN)
    assert len(log(store)) == 1


def test_sent_by_many_at_once_it_is_recorded_once(shelf):
    ready = threading.Barrier(6)

    def send(_):
        with Store(shelf.database_url) as store:
            ready.wait()
            wanted = [Wanted(D[0], "themes", "accept", "soft-power", id="1" * 32)]
            return decide(shelf, store, wanted, **ANN)[0]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert len(set(answers)) == 1
    with Store(shelf.database_url) as store:
        assert log(store) == answers[:1]


def test_editors_at_once_lose_nothing(shelf):
    """Each decides on each document; what stands is what the log says was last."""
    ready = threading.Barrier(4)

    def work(number):
        with Store(shelf.database_url) as store:
            ready.wait()
            for id_ in D:
                kind = "accept" if number % 2 else "reject"
                wanted = [Wanted(id_, "themes", kind, "soft-power")]
                decide(shelf, store, wanted, editor=f"e{number}", via="api")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with Store(shelf.database_url) as store:
        held = standing(log(store))
        assert len(log(store)) == 24
        for id_ in D:
            given = [("themes", "soft-power")] if held.applies(id_, "themes", "soft-power") else []
            assert editors_tags(store, id_) == given


# Undo


def test_an_undo_is_undone(shelf, store, act):
    made = act("accept", D[0], "soft-power")
    (back,) = undo(shelf, store, made.id, **BOB)
    assert (back.kind, back.undoes, back.scheme, back.editor) == ("undo", made.id, "themes", "Bob")
    undo(shelf, store, back.id, **ANN)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    assert kinds(store) == ["accept", "undo", "undo"]


def test_what_is_undone_already_is_told(shelf, store, act):
    made = act("accept", D[0], "soft-power")
    (back,) = undo(shelf, store, made.id[:8], **ANN)
    with pytest.raises(OutdatedError, match=back.id):
        undo(shelf, store, made.id, **ANN)
    assert len(log(store)) == 2


@pytest.mark.parametrize("name", ["", "0" * 32, "00000000", "12", "no such batch", "%" * 8])
def test_there_must_be_something_to_undo(shelf, store, act, name):
    act("accept", D[0], "soft-power", id="1" * 32)
    with pytest.raises(MissingError, match="no decision"):
        undo(shelf, store, name, **ANN)


def test_first_digits_must_be_ones_only(shelf, store, act):
    act("accept", D[0], "soft-power", id="1" * 32)
    act("accept", D[0], "inclusion", id="1" * 31 + "2")
    with pytest.raises(UsageError, match="more than one"):
        undo(shelf, store, "1" * 8, **ANN)


# Vocabularies that change


def colours(shelf, red="", grey=""):
    (shelf.models_dir / "colours.ttl").write_text(COLOURS % (red, grey), "utf-8")


MERGED = "; owl:deprecated true ; dct:isReplacedBy c:blue "
RETIRED = "; owl:deprecated true "


@pytest.fixture
def paint(shelf, store):
    colours(shelf)

    def one(kind, document, concept=""):
        return decide(shelf, store, [Wanted(document, "colours", kind, concept)], **ANN)[0]

    return one


def test_decisions_follow_a_merge(shelf, store, paint):
    paint("add", D[0], "red")
    paint("add", D[1], "red")
    paint("reject", D[1], "blue")
    colours(shelf, red=MERGED)
    assert paint("accept", D[2], "red").concept_id == "blue"
    assert editors_tags(store, D[2]) == [("colours", "blue")]
    states = {row["number"]: row["state"] for row in list_decisions(shelf, store)}
    assert states == {1: "counts", 2: "replaced", 3: "counts", 4: "counts"}
    again = Wanted(D[0], "colours", "add", "blue", id=log(store)[0].id)
    assert decide(shelf, store, [again], **ANN) == log(store)[:1]


def test_a_retired_concept_is_refused_and_its_decisions_count_no_longer(shelf, store, paint):
    paint("add", D[0], "grey")
    colours(shelf, grey=RETIRED)
    with pytest.raises(MissingError, match="retired"):
        paint("add", D[1], "grey")
    paint("add", D[0], "red")
    assert editors_tags(store, D[0]) == [("colours", "red")]
    colours(shelf)
    paint("add", D[0], "blue")
    assert [id_ for _, id_ in editors_tags(store, D[0])] == ["blue", "grey", "red"]


# Documents that change


def test_decisions_outlive_a_new_revision_and_are_listed_for_another_look(
    shelf, store, act, put_on_shelf
):
    made = act("accept", D[0], "soft-power")
    undo(shelf, store, act("accept", D[1], "soft-power").id, **ANN)
    put_on_shelf(store, 2, revision=3)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    (row,) = list_decisions(shelf, store, Asked(is_outdated=True))
    assert (row["id"], row["revision"], row["is_outdated"]) == (made.id, 2, True)
    late = act("reject", D[0], "inclusion", revision=2)
    assert outdated(store, [made, late]) == {D[0]: 3}
    assert outdated(store, [act("accept", D[0], "soft-power")]) == {}


def test_a_document_that_is_gone_cannot_be_decided_on_but_keeps_its_log(shelf, store, act):
    act("accept", D[0], "soft-power")
    with store.write() as connection:
        documents.retire(connection, [D[0]])
    with pytest.raises(MissingError, match=D[0]):
        act("accept", D[0], "inclusion")
    assert [row["document_id"] for row in list_decisions(shelf, store)] == [D[0]]


# Many at once


def test_a_preview_shows_and_changes_nothing(shelf, store, act):
    act("reject", D[0], "soft-power")
    found = preview(shelf, store, Filter(scheme="themes"))
    assert (found.n, found.n_documents, found.n_decided) == (5, 5, 1)
    assert found.concepts == (("themes", "soft-power", "Soft power and nation branding", 5),)
    assert found.sources == (("odd", 3), ("even", 2))
    assert [one.title for one in found.sample] == [f"Título {at}" for at in (5, 4, 3, 2, 1)]
    assert len(log(store)) == 1


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (Filter(), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="themes", concept_id="soft-power"), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="themes", concept_id="inclusion"), []),
        (Filter(scheme="themes", concept_id="inclusion", origin="publisher"), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="disciplines"), []),
        (Filter(source_id="odd"), [1, 3, 5]),
        (Filter(language="pt"), [0]),
        (Filter(text="łÓDŹ DANCED 4"), [4]),
        (Filter(text="TÍTULO 2"), [2]),
        (Filter(text="%"), []),
        (Filter(model=SHELF_MODEL), [0, 1, 2, 3, 4, 5]),
        (Filter(model="other"), []),
        (Filter(min_probability=0.5), [2, 3, 4, 5]),
        (Filter(max_probability=0.1), [0]),
        (Filter(since=dt.date(2018, 1, 1), until=dt.date(2020, 1, 1)), [2, 3, 4]),
        (Filter(until=dt.date(2016, 12, 31)), [0]),
    ],
)
def test_filters(shelf, store, filter, expected):
    found = preview(shelf, store, filter)
    assert [one.document_id for one in found.candidates] == [D[at] for at in expected]


def test_an_undated_document_is_in_no_range_of_days(shelf, store):
    with store.write() as connection:
        (one,) = documents.load_documents(connection, [D[0]])
        documents.put_documents(
            connection, [Document(one.id, 3, one.source_id, "No date", "Text.")]
        )
    assert preview(shelf, store, Filter()).n == 6
    assert preview(shelf, store, Filter(since=dt.date(1, 1, 1))).n == 5


@pytest.mark.parametrize(
    "filter",
    [Filter(scheme="no"), Filter(scheme="themes", concept_id="no"), Filter(concept_id="x")],
)
def test_filters_that_name_nothing(shelf, store, filter):
    with pytest.raises(UsageError):
        preview(shelf, store, filter)


def test_what_was_seen_is_done_and_undone_as_one(shelf, store, act):
    filter = Filter(scheme="themes", min_probability=0.5)
    seen = preview(shelf, store, filter)
    made = apply(shelf, store, Bulk(filter, "accept", seen.digest), **BOB)
    assert [one.document_id for one in made] == D[2:]
    assert {one.kind for one in made} == {"accept"}
    assert [one.probability for one in made] == pytest.approx([0.5, 0.7, 0.9, 1.0])
    assert {one.model for one in made} == {SHELF_MODEL}
    assert len({one.batch for one in made}) == 1
    assert all(editors_tags(store, id_) for id_ in D[2:])

    undo(shelf, store, made[1].id, **ANN)  # one of them, before
    later = act("accept", D[2], "soft-power")
    backs = undo(shelf, store, made[0].batch, **ANN)
    assert [one.undoes for one in backs] == [made[0].id, made[2].id, made[3].id]
    assert [bool(editors_tags(store, id_)) for id_ in D[2:]] == [True, False, False, False]
    assert later.id not in {one.undoes for one in log(store)}
    with pytest.raises(OutdatedError):
        undo(shelf, store, made[0].batch, **ANN)
    undo(shelf, store, backs[0].batch[:10], **ANN)
    assert [bool(editors_tags(store, id_)) for id_ in D[2:]] == [True, False, True, True]


@pytest.mark.parametrize("what", ["a decision", "a suggestion", "a revision", "another filter"])
def test_what_has_changed_since_it_was_seen_is_not_done(shelf, store, act, put_on_shelf, what):
    filter = Filter(scheme="themes", min_probability=0.5)
    seen = preview(shelf, store, filter)
    if what == "a decision":
        act("reject", D[5], "soft-power")
    elif what == "a suggestion":
        put_on_shelf(store, 3)
        with store.write() as connection:
            results.put_tags(connection, [D[5]], [])
    elif what == "a revision":
        put_on_shelf(store, 3, revision=3)
    else:
        filter = Filter(scheme="themes", min_probability=0.45)
    before = len(log(store))
    with pytest.raises(OutdatedError, match="nothing was done"):
        apply(shelf, store, Bulk(filter, "accept", seen.digest), **BOB)
    assert len(log(store)) == before


def test_of_two_who_apply_the_same_preview_one_is_told(shelf):
    filter = Filter(scheme="themes")
    with Store(shelf.database_url) as store:
        seen = preview(shelf, store, filter)
    ready = threading.Barrier(2)

    def go(kind):
        with Store(shelf.database_url) as store:
            ready.wait()
            try:
                return len(apply(shelf, store, Bulk(filter, kind, seen.digest), **ANN))
            except OutdatedError:
                return 0

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, ("accept", "reject"))) == [0, 6]


def test_decided_ones_can_be_meant_too(shelf, store, act):
    act("accept", D[0], "soft-power")
    act("complete", D[1])
    assert preview(shelf, store, Filter(scheme="themes")).n == 4
    filter = Filter(scheme="themes", is_undecided=False)
    seen = preview(shelf, store, filter)
    assert (seen.n, seen.n_decided) == (6, 0)
    apply(shelf, store, Bulk(filter, "reject", seen.digest), **ANN)
    assert not any(editors_tags(store, id_) for id_ in D)


# Texts that are taught


TEXT = "Dancers from four countries rehearsed for two weeks in the old railway hall of the town."


def test_a_taught_text_is_an_example_with_its_concepts(shelf, store):
    made = teach(shelf, store, [Taught(TEXT, "themes", ("youth", "soft-power"), "Dance")], **BOB)
    assert [(one.kind, one.concept_id) for one in made] == [
        ("add", "youth"),
        ("add", "soft-power"),
        ("complete", ""),
    ]
    with store.read() as connection:
        (example,) = examples.load(connection, examples.all_ids(connection))
        assert results.tags_of(connection, example.id) == []
    assert (example.title, example.text, example.language) == ("Dance", TEXT, "en")
    assert {one.document_id for one in made} == {example.id}
    assert {one.revision for one in made} == {0}
    held = standing(log(store))
    assert held.verdicts(example.id, "themes") == {"soft-power": True, "youth": True}
    assert held.is_complete(example.id, "themes")


def test_taught_again_only_what_changed_is_recorded(shelf, store):
    teach(shelf, store, [Taught(TEXT, "themes", ("youth", "funding"))], **BOB)
    assert teach(shelf, store, [Taught(f" {TEXT}\n", "themes", ("funding", "youth"))], **BOB) == []
    changed = teach(shelf, store, [Taught(TEXT, "themes", ("funding", "soft-power"))], **BOB)
    assert [(one.kind, one.concept_id) for one in changed] == [
        ("add", "soft-power"),
        ("reject", "youth"),
    ]
    open_ = teach(shelf, store, [Taught(TEXT, "themes", ("youth",), is_complete=False)], **BOB)
    assert [(one.kind, one.concept_id) for one in open_] == [("add", "youth")]


@pytest.mark.parametrize(
    "bad",
    [
        Taught("  ", "themes", ("youth",)),
        Taught("a\0b", "themes", ("youth",)),
        Taught(TEXT, "themes", ("no",)),
        Taught(TEXT, "no", ("youth",)),
        Taught(TEXT, "themes", ("youth",), title="t" * 2001),
    ],
)
def test_of_texts_all_are_taught_or_none(shelf, store, bad):
    with pytest.raises(UsageError):
        teach(shelf, store, [Taught(TEXT, "themes", ("youth",)), bad], **BOB)
    with store.read() as connection:
        assert examples.all_ids(connection) == []
    assert log(store) == []


# The log


def test_the_audit_shows_who_decided_what_and_what_became_of_it(shelf, store, act):
    first = act("accept", D[0], "soft-power")
    act("reject", D[0], "soft-power", by=BOB)
    undone = act("accept", D[1], "inclusion", batch="mine")
    (back,) = undo(shelf, store, undone.id, **BOB)
    rows = list_decisions(shelf, store)
    assert [(row["number"], row["kind"], row["state"]) for row in rows] == [
        (4, "undo", "counts"),
        (3, "accept", "undone"),
        (2, "reject", "counts"),
        (1, "accept", "replaced"),
    ]
    assert rows[1]["undone_by"] == back.id
    assert rows[3]["id"] == first.id
    assert (rows[3]["label"], rows[3]["title"]) == ("Soft power and nation branding", "Título 0")

    def numbers(**asked):
        return [row["number"] for row in list_decisions(shelf, store, Asked(**asked))]

    assert numbers(editor="Bob") == [4, 2]
    assert numbers(document_id=D[0]) == [2, 1]
    assert numbers(batch="mine") == [3]
    assert numbers(kind="accept", state="undone") == [3]
    assert numbers(concept_id="soft-power", scheme="themes") == [2, 1]
    today = dt.datetime.now(dt.UTC).date()
    assert numbers(since=today - dt.timedelta(1)) == [4, 3, 2, 1]
    assert numbers(until=today - dt.timedelta(1)) == []


# Files


@pytest.fixture
def busy(shelf, store, act):
    """A log with everything in it."""
    act("accept", D[0], "soft-power", note="=1+1")
    act("reject", D[1], "inclusion", by={"editor": "=Bob", "via": "api"})
    act("complete", D[1])
    teach(shelf, store, [Taught(TEXT, "themes", ("youth",))], **BOB)
    undo(shelf, store, act("add", D[2], "youth").id, **ANN)
    filter = Filter(min_probability=0.9)
    apply(shelf, store, Bulk(filter, "accept", preview(shelf, store, filter).digest), **ANN)
    return store


def carried(format, store):
    return "".join(export(store, format)).encode()


@pytest.fixture
def fresh(tmp_path, put_on_shelf):
    """The same documents, not decided on."""
    with Store(f"sqlite:///{tmp_path / 'fresh.sqlite'}") as opened:
        put_on_shelf(opened, 6)
        yield opened


def test_a_log_is_carried_over_whole(shelf, busy, fresh):
    body = carried("jsonl", busy)
    done = import_(shelf, fresh, body, "jsonl")
    assert (done.n_new, done.n_known, done.n_examples, done.refused) == (len(log(busy)), 0, 1, ())
    assert log(fresh) == log(busy)
    assert carried("jsonl", fresh) == body
    for id_ in D:
        assert editors_tags(fresh, id_) == editors_tags(busy, id_)
    again = import_(shelf, fresh, body, "jsonl")
    assert (again.n_new, again.n_known) == (0, len(log(busy)))
    assert log(fresh) == log(busy)


def test_csv_lacks_taught_texts_and_says_which_lines_need_them(shelf, busy, fresh):
    body = carried("csv", busy)
    assert import_(shelf, busy, body, "csv").n_known == len(log(busy))
    done = import_(shelf, fresh, body, "csv")
    assert {one.reason for one in done.refused} == {"unknown_document"}
    assert [one.at for one in done.refused] == [5, 6]  # of the taught text
    assert (done.n_new, log(fresh)) == (0, [])
    partial = import_(shelf, fresh, body, "csv", is_partial=True)
    assert (partial.n_new, len(partial.refused)) == (len(log(busy)) - 2, 2)
    assert log(fresh) == [one for one in log(busy) if one.document_id in D]


def test_the_numbers_give_the_order_whatever_that_of_the_lines(shelf, busy, fresh):
    lines = carried("jsonl", busy).decode().splitlines()
    import_(shelf, fresh, "\n".join(reversed(lines)).encode(), "jsonl")
    assert log(fresh) == log(busy)


def test_what_comes_in_counts_after_what_is_there(shelf, busy, fresh):
    decide(shelf, fresh, [Wanted(D[0], "themes", "reject", "soft-power")], **ANN)
    import_(shelf, fresh, carried("jsonl", busy), "jsonl")
    assert editors_tags(fresh, D[0]) == [("themes", "soft-power")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("soft-power", "hard-power"), "unknown_concept"),
        (('"themes"', '"seams"'), "unknown_scheme"),
        ((D[0], "f" * 16), "unknown_document"),
        (('"kind": "accept"', '"kind": "like"'), "broken_line"),
    ],
)
def test_lines_that_cannot_be_taken_over_say_why(shelf, store, fresh, act, change, reason):
    act("accept", D[0], "soft-power")
    done = import_(shelf, fresh, carried("jsonl", store).replace(*map(str.encode, change)), "jsonl")
    assert [(one.at, one.reason) for one in done.refused] == [(1, reason)]
    assert log(fresh) == []


def test_an_id_that_stands_for_something_else_is_refused(shelf, busy):
    body = carried("jsonl", busy).replace(b'"=Bob"', b'"Eve"')
    (bad,) = import_(shelf, busy, body, "jsonl").refused
    assert bad.reason == "other_content"


def test_an_undo_needs_what_it_takes_back(shelf, store, fresh, act):
    undo(shelf, store, act("accept", D[0], "soft-power").id, **ANN)
    lines = carried("jsonl", store).splitlines()
    (bad,) = import_(shelf, fresh, lines[1], "jsonl").refused
    assert bad.reason == "unknown_decision"
    moved = lines[1].replace(D[0].encode(), D[1].encode())
    (bad,) = import_(shelf, fresh, b"\n".join([lines[0], moved]), "jsonl").refused
    assert (bad.at, bad.reason) == (2, "unknown_decision")
    assert import_(shelf, fresh, b"\n".join(lines), "jsonl").n_new == 2


def test_an_example_under_a_foreign_id_is_refused(shelf, busy, fresh):
    with busy.read() as connection:
        (id_,) = examples.all_ids(connection)
    body = carried("jsonl", busy).replace(id_.encode(), b"0" * 16)
    done = import_(shelf, fresh, body, "jsonl")
    assert next(one.reason for one in done.refused) == "broken_line"
    assert log(fresh) == []


def test_logs_of_retired_concepts_and_gone_documents_are_carried_over(shelf, store, fresh, paint):
    paint("add", D[0], "red")
    paint("add", D[1], "grey")
    colours(shelf, red=MERGED, grey=RETIRED)
    with fresh.write() as connection:
        documents.retire(connection, [D[1]])
    assert import_(shelf, fresh, carried("csv", store), "csv").n_new == 2
    assert editors_tags(fresh, D[0]) == [("colours", "blue")]

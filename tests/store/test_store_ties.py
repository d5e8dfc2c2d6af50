"""Files and the pages that link them: one family, one weight, one date; whenever which came."""

import datetime as dt
from itertools import permutations

import pytest
import sqlalchemy as sa

from pipeline.duplicates import sign
from pipeline.kinship import LINKING_PAGE
from pipeline.records import Capture, DateClaim, Document, document_id
from pipeline.steps.families import update_families
from pipeline.steps.inheriting import inherit_dates
from pipeline.store import Store, captures, documents, families, schema
from pipeline.store.family_evidence import family_evidence

WHEN = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
MAY, JUNE = dt.date(2024, 5, 3), dt.date(2024, 6, 3)


def text(name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(80))


def item(
    name: str,
    page: str = "",
    published: dt.date | None = None,
    words: str = "",
    language: str = "en",
    **more,
) -> tuple[Capture, Document]:
    id_ = document_id(name)
    capture = Capture(
        id_, 1, "s", name, "application/pdf", "", 1, WHEN, "a", 0,
        part_of=document_id(page) if page else "",
    )  # fmt: skip
    if published:
        more |= {"published": published, "published_precision": "day"}
        more |= {"published_confidence": 0.9, "published_from": "meta"}
    return capture, Document(id_, 1, "s", name, words or text(name), language, **more)


def put(store: Store, *items: tuple[Capture, Document]) -> None:
    with store.write() as connection:
        captures.add_captures(connection, [capture for capture, _ in items], "r")
        documents.put_documents(connection, [document for _, document in items])
        families.put_signatures(connection, [sign(document) for _, document in items])


def finish(store: Store) -> None:
    update_families(store)
    inherit_dates(store)


def told(store: Store) -> tuple[dict[str, str], list[tuple[str, str, str]], list[tuple]]:
    """Return families and relations by title, and the dates of all documents."""
    with store.read() as connection:
        ids = documents.current_ids(connection)
        texts = list(documents.load_documents(connection, ids))
        name = {one.id: one.title for one in texts}
        members = {name[a]: name[b] for a, b in families.load_families(connection).items()}
        rows = families.relation_rows(connection)
        pairs = [(name[row["first_id"]], row["kind"], name[row["second_id"]]) for row in rows]
        dates = [(one.title, one.published, one.published_from, one.dates) for one in texts]
    return members, sorted(pairs), sorted(dates)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'a.sqlite'}") as opened:
        yield opened


def test_a_page_its_report_and_the_french_report_are_one_family(store: Store) -> None:
    page, report = item("page", published=MAY), item("report", "page")
    french = item("rapport", "page", language="fr")
    put(store, page, report, french, item("other"))
    finish(store)
    members, pairs, _ = told(store)
    assert len(set(members.values())) == 2
    assert pairs == [("rapport", "attached", "page"), ("report", "attached", "page")]
    with store.read() as connection:
        kin = family_evidence(connection, page[1].id)
        assert {(one["title"], one["kind"], one["stands_in_it"]) for one in kin} == {
            ("rapport", "attached", False),
            ("report", "attached", False),
        }
        (above, beside) = family_evidence(connection, report[1].id)
    assert (above["title"], above["kind"], above["stands_in_it"]) == ("page", "attached", True)
    assert beside["kind"] == "through others"


def test_a_list_of_reports_is_no_work_and_dates_none_of_them(store: Store) -> None:
    listed = [item(f"report{letter}", "list") for letter in "abcdef"]
    put(store, item("list", published=MAY), *listed)
    finish(store)
    members, pairs, dates = told(store)
    assert len(set(members.values())) == len(members) == 7
    assert {kind for _, kind, _ in pairs} == {"linked"}
    assert [when for title, when, *_ in dates if when] == [MAY]


def test_a_form_that_many_pages_link_joins_none_of_them(store: Store) -> None:
    pages = [item(name, published=MAY) for name in ("one", "two")]
    forms = [item(f"form{n}", name, words=text("form")) for n, name in enumerate(("one", "two"))]
    put(store, *pages, *forms)
    finish(store)
    members, pairs, _ = told(store)
    assert members["one"] != members["two"]
    assert [kind for _, kind, _ in pairs].count("linked") == 2


def test_whatever_comes_first_the_end_is_the_same(tmp_path) -> None:
    made = dt.date(2024, 5, 1)
    claim = DateClaim("published", made, "day", 0.2, "pdf", "2024-05-01")
    items = [item("page", published=MAY), item("report", "page", dates=(claim,)), item("x", "page")]
    ends = []
    for number, order in enumerate(permutations(items)):
        with Store(f"sqlite:///{tmp_path / str(number)}.sqlite") as store:
            for one in order:
                put(store, one)
                finish(store)
            ends.append(told(store))
            assert (update_families(store), inherit_dates(store)) == (None, 0)
    assert all(end == ends[0] for end in ends)
    dates = {title: (when, where) for title, when, where, _ in ends[0][2]}
    assert dates["report"] == dates["x"] == (MAY, LINKING_PAGE)


def test_a_date_from_a_page_goes_with_it_and_changes_with_it(store: Store) -> None:
    put(store, item("page", published=MAY), item("report", "page"))
    finish(store)
    put(store, item("page", published=JUNE))
    finish(store)
    assert told(store)[2][1][:3] == ("report", JUNE, LINKING_PAGE)
    with store.write() as connection:
        connection.execute(sa.update(schema.captures).values(part_of=""))
    finish(store)
    members, pairs, dates = told(store)
    assert (pairs, len(set(members.values()))) == ([], 2)
    assert dates[1] == ("report", None, "", ())


def made_on(day: dt.date) -> dict[str, tuple[DateClaim, ...]]:
    return {"dates": (DateClaim("published", day, "day", 0.2, "pdf", day.isoformat()),)}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2024, 5, 20), MAY),
        (dt.date(2023, 9, 1), MAY),
        (dt.date(2019, 9, 1), None),
        (dt.date(2024, 8, 1), None),
    ],
)
def test_a_file_that_is_older_or_newer_than_its_page_stays_undated(
    store: Store, day: dt.date, expected: dt.date | None
) -> None:
    put(store, item("page", published=MAY), item("report", "page", **made_on(day)))
    finish(store)
    assert told(store)[2][1][1] == expected


def test_a_file_keeps_a_date_of_its_own(store: Store) -> None:
    put(store, item("page", published=MAY), item("report", "page", published=JUNE))
    finish(store)
    assert told(store)[2][1][:3] == ("report", JUNE, "meta")

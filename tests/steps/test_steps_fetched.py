"""What is told of addresses: those that lead to a document, and those that gave none."""

import datetime as dt

import pytest

from pipeline.errors import UsageError
from pipeline.records import Capture, document_id
from pipeline.steps.fetched import addresses_of, pages_of
from pipeline.steps.finding import find_document
from pipeline.store import Store, captures
from pipeline.store.upsert import upsert
from pipeline.store.web_schema import frontier

WHEN = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
PAGE = "https://quay.example/boats"
FILE = "https://quay.example/boats.pdf"
OLD = "https://quay.example/?p=7"
ROWS = (
    (PAGE, "page", "done", PAGE, ""),
    (OLD, "page", "alias", PAGE, PAGE),
    (FILE, "file", "gone", FILE, ""),
    ("https://quay.example/late", "page", "due", "", ""),
    ("https://quay.example/closed", "page", "refused", "", ""),
)


@pytest.fixture
def connection(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'a.sqlite'}") as store, store.write() as connection:
        tied = ((PAGE, ""), (FILE, document_id(PAGE)))
        new = [
            Capture(document_id(url), 1, "s", url, "", "", 1, WHEN, "w", 0, url, part_of=page)
            for url, page in tied
        ]
        captures.add_captures(connection, new, "r")
        rows = [
            {
                "source_id": "s", "url": url, "role": role, "state": state, "hints": [],
                "document_id": document_id(captured) if captured else None, "alias_of": leads_to,
                "last_problem": "The robots.txt forbids it." if state == "refused" else "",
            }
            for url, role, state, captured, leads_to in ROWS
        ]  # fmt: skip
        upsert(connection, frontier, rows)
        yield connection


def test_a_document_has_its_own_address_and_aliases(connection) -> None:
    found = addresses_of(connection, document_id(PAGE))
    assert [(row["url"], row["state"]) for row in found] == [(PAGE, "done"), (OLD, "alias")]
    assert pages_of(connection, document_id(FILE)) == [PAGE]
    assert pages_of(connection, document_id(PAGE)) == []


@pytest.mark.parametrize("wanted", [PAGE, OLD, "HTTPS://Quay.example:443/boats?utm_source=x#top"])
def test_any_address_that_leads_to_a_document_names_it(connection, wanted: str) -> None:
    assert find_document(connection, wanted) == document_id(PAGE)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("https://quay.example/late", "is to be fetched, and was not yet; source s"),
        ("https://quay.example/closed", r"may not be fetched; source s; The robots\.txt forbids"),
        ("https://quay.example/none", "no captured item has this"),
    ],
)
def test_of_an_address_without_a_document_it_is_told_why(connection, wanted: str, said: str):
    with pytest.raises(UsageError, match=said):
        find_document(connection, wanted)

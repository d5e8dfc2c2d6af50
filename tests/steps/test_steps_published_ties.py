"""What a snapshot says of pages, their files, and what their sources hold no more."""

import datetime as dt
from dataclasses import replace

from pipeline.declarations import Source
from pipeline.duplicates import sign
from pipeline.records import Capture, Document
from pipeline.snapshots import TABLES
from pipeline.steps.families import update_families
from pipeline.steps.published import source_row
from pipeline.steps.published_texts import document_rows
from pipeline.store import Store, captures, documents, families

WHEN = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
PAGE = Capture("a" * 16, 1, "s", "https://e.example/a", "text/html", "", 1, WHEN, "w", 0)
FILE = replace(PAGE, document_id="b" * 16, locator="https://e.example/b.pdf", part_of="a" * 16)
LOST = replace(FILE, document_id="c" * 16, locator="https://e.example/c.pdf", part_of="d" * 16)
GONE = replace(FILE, revision=2, gone_at=WHEN)


def test_documents_tell_their_page_and_whether_they_are_gone(tmp_path) -> None:
    texts = [Document(c.document_id, 1, "s", "", f"{c.locator} " * 9) for c in (PAGE, FILE, LOST)]
    with Store(f"sqlite:///{tmp_path / 'a.sqlite'}") as store:
        with store.write() as connection:
            captures.add_captures(connection, [PAGE, FILE, LOST], "r")
            documents.put_documents(connection, texts)
            families.put_signatures(connection, [sign(one) for one in texts])
            captures.add_captures(connection, [GONE], "r")  # in a revision that cannot be read
        update_families(store)
        with store.read() as connection:
            rows = list(document_rows(connection))
    assert [(row["part_of"], row["is_gone"], row["family_weight"]) for row in rows] == [
        (None, False, 0.5),
        ("a" * 16, True, 0.5),
        (None, False, 1.0),
    ]
    assert [row["revision"] for row in rows] == [1, 1, 1]
    assert set(rows[0]) == {column.name for column in TABLES["documents"].columns}


def test_sources_tell_how_they_are_read_and_where() -> None:
    feed = Source.model_validate(
        {"id": "s", "name": "S", "kind": "feed", "url": ["https://e.example/feed", "https://e.x/2"]}
    )
    row = source_row("s", feed, 3)
    assert (row["kind"], row["url"]) == ("feed", "https://e.example/feed")
    folder = Source(id="s", name="S", kind="folder", path="s")
    assert source_row("s", folder, 3)["url"] is None
    assert source_row("s", None, 3)["kind"] is None
    assert set(row) == {column.name for column in TABLES["sources"].columns}

"""The sample's cards can be read, lead to what they say, and broken items are broken."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from pipeline.declarations import Source, load_source
from pipeline.records import Item, Rejected
from pipeline.sources import read_source

CARDS = [
    "sample_broken",
    "sample_notes",
    "sample_pasted",
    "sample_records",
    "sample_records_extra",
    "sample_reports",
    "sample_web_almanac",
    "sample_web_chronicle",
]
MAX_BYTES = 25_000_000


def items(source: Source, root: Path) -> list[Item | Rejected]:
    return list(read_source(source, root, MAX_BYTES))


@pytest.fixture(params=CARDS)
def card(request: pytest.FixtureRequest, root: Path) -> Source:
    return load_source(root / "corpus" / "sources" / f"{request.param}.toml")


def test_every_card_is_tested(root: Path) -> None:
    there = sorted(path.stem for path in (root / "corpus" / "sources").glob("sample_*.toml"))
    assert there == CARDS


def test_cards_say_whose_and_under_which_licence(card: Source) -> None:
    assert card.licence == "CC0-1.0"
    assert card.publisher == "Culturescope"
    assert card.name


def test_cards_expect_what_they_hold(card: Source, root: Path) -> None:
    found = [item for item in items(card, root) if isinstance(item, Item)]
    n_unusable = {"sample_records": 1, "sample_broken": len(found)}.get(card.id, 0)
    assert card.min_documents == len(found) - n_unusable
    assert len({item.locator for item in found}) == len(found)


def test_the_broken_line_is_rejected_at_once(root: Path, lines: list[str]) -> None:
    card = load_source(root / "corpus" / "sources" / "sample_records_extra.toml")
    refused = [item for item in items(card, root) if isinstance(item, Rejected)]
    assert [item.reason for item in refused] == ["broken_record"]
    broken = [line for line in lines if not line.endswith("}")]
    assert len(broken) == 1
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken[0])


def test_one_row_has_no_text(rows: list[dict[str, str]]) -> None:
    assert [row["id"] for row in rows if not row["text"]] == ["r-999"]


def test_broken_files_are_what_they_claim(sample: Path) -> None:
    body = {path.name: path.read_bytes() for path in (sample / "broken").iterdir()}
    assert body["empty.html"] == b""
    assert body["picture.html"].startswith(b"\x89PNG\r\n\x1a\n")
    assert len(body["short.txt"].decode()) == 20
    assert b"<p" not in body["menu.html"]
    assert (
        body["truncated.pdf"]
        == (sample / "reports" / "report-1.pdf").read_bytes()[: len(body["truncated.pdf"])]
    )
    assert b"%%EOF" not in body["truncated.pdf"]


@pytest.mark.parametrize(
    ("name", "message"), [("locked.pdf", "password"), ("truncated.pdf", "format")]
)
def test_broken_pdfs_cannot_be_opened(sample: Path, name: str, message: str) -> None:
    with pytest.raises(pypdfium2.PdfiumError, match=message):
        pypdfium2.PdfDocument(sample / "broken" / name)


def test_the_locked_pdf_opens_with_the_password_that_the_readme_gives(sample: Path) -> None:
    assert "`open-sesame`" in (sample / "README.md").read_text("utf-8")
    reader = PdfReader(sample / "broken" / "locked.pdf", password="open-sesame")
    assert "know the password" in reader.pages[0].extract_text()


def test_the_scan_has_pages_and_no_text(sample: Path) -> None:
    document = pypdfium2.PdfDocument(sample / "broken" / "scan.pdf")
    try:
        assert [page.get_textpage().get_text_range() for page in document] == ["", ""]
    finally:
        document.close()

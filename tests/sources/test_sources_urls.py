from pathlib import Path

import pytest

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Reading, Window
from pipeline.sources import WEB


def _starts(root: Path, text: str | bytes = "", name: str = "", window=None, **keys) -> Reading:
    if name:
        (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    source = Source(id="web", name="Web", kind="urls", path=name, **keys)
    return WEB["urls"].starts(source, root, window or Window())


def test_a_text_file_has_an_address_a_line_and_comments(tmp_path: Path):
    text = (
        "\ufeff# reports\r\nhttps://x.example/a#top  # the first\r\n\r\nhttps://Y.example:443/b\r\n"
    )
    reading = _starts(tmp_path, text, "list.txt")
    assert [(lead.url, lead.role) for lead in reading.leads] == [
        ("https://x.example/a", "page"),
        ("https://y.example/b", "page"),
    ]
    assert (reading.rejected, reading.n_stated) == ((), 2)


def test_lines_that_are_no_address_are_told_with_their_number(tmp_path: Path):
    reading = _starts(tmp_path, "x.example/a\nhttps://x.example/b\nfile:///etc/passwd", "list.txt")
    assert [lead.url for lead in reading.leads] == ["https://x.example/b"]
    assert [(one.locator, one.reason) for one in reading.rejected] == [
        ("web:list.txt#line-1", "bad_address"),
        ("web:list.txt#line-3", "bad_address"),
    ]
    assert "list.txt line 3" in reading.rejected[1].detail


def test_a_table_may_say_title_and_date(tmp_path: Path, window):
    text = 'Title, URL ,date\n"One, two",https://x.example/1,2024-05-01\n,https://x.example/2\n'
    reading = _starts(tmp_path, text, "list.csv")
    assert [(lead.url, lead.hints, lead.stated) for lead in reading.leads] == [
        (
            "https://x.example/1",
            (("urls-date", "2024-05-01"), ("urls-title", "One, two")),
            "2024-05-01",
        ),
        ("https://x.example/2", (), ""),
    ]
    later = _starts(tmp_path, text, "list.csv", window=window("2024-06-01"))
    assert [lead.url for lead in later.leads] == ["https://x.example/2"]
    assert _starts(tmp_path, "url\ttitle\nhttps://x.example/3\tT", "list.tsv").leads[0].hints == (
        ("urls-title", "T"),
    )


def test_the_card_may_name_addresses_itself_and_narrow_them(tmp_path: Path):
    url = ["https://x.example/a", "https://x.example/a?utm_source=b", "https://x.example/news/c"]
    assert len(_starts(tmp_path, url=url).leads) == 2
    narrowed = _starts(tmp_path, url=url, include=["news/*"])
    assert [lead.url for lead in narrowed.leads] == ["https://x.example/news/c"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("list.csv", "address\nhttps://x.example/", "no column 'url'"),
        ("list.csv", "", "no column 'url'"),
        ("list.csv", "url\n" + "x" * 200_000, "is no CSV"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, name, text, said):
    with pytest.raises(DeclarationError, match=said):
        _starts(tmp_path, text, name)


def test_a_header_that_is_none_is_told(tmp_path: Path):
    (tmp_path / "list.csv").write_text("x" * 200_000)
    source = Source(id="list", name="List", kind="urls", path="list.csv")
    with pytest.raises(DeclarationError, match="is no CSV"):
        WEB["urls"].starts(source, tmp_path, Window())


def test_a_list_that_does_not_exist_is_told(tmp_path: Path):
    source = Source(id="web", name="Web", kind="urls", path="nowhere.txt")
    with pytest.raises(DeclarationError, match="mend 'path'"):
        WEB["urls"].starts(source, tmp_path, Window())

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from backports import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected
from pipeline.sources import read_source
from pipeline.sources.warc.choosing import choose

PAGE = b"<html><body><h1>%s</h1><p>Twelve libraries opened their doors.</p></body></html>"
X = "https://x.example/"


class Writing:
    """A WARC file in memory."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=packed)

    def answer(self, url: str, body: bytes, date: str = "2024-01-01T00:00:00Z", **how: object):
        status, type_ = str(how.get("status", "200 OK")), str(how.get("type", "text/html"))
        headers = [("Content-Type", type_), *how.get("headers", ())]
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": date},
        )
        self._writer.write_record(record)
        return record.rec_headers.get_header("WARC-Payload-Digest")

    def revisit(self, url: str, digest: str, date: str, refers_to: str) -> None:
        record = self._writer.create_revisit_record(
            url, digest, refers_to, "2024-01-01T00:00:00Z", warc_headers_dict={"WARC-Date": date}
        )
        self._writer.write_record(record)

    def bytes(self) -> bytes:
        return self.out.getvalue()


def _read(root: Path, path: str = "crawl", max_bytes: int = 100_000, **keys: object):
    source = Source(id="web", name="Web", kind="warc", path=path, **keys)
    found = list(read_source(source, root, max_bytes))
    items = {item.locator: item for item in found if isinstance(item, Item)}
    return items, [one for one in found if isinstance(one, Rejected)]


def _written(root: Path, body: bytes, name: str = "a.warc.gz") -> Path:
    (root / "crawl").mkdir(exist_ok=True)
    (root / "crawl" / name).write_bytes(body)
    return root


def test_pages_and_files_are_read_and_what_pages_are_made_of_is_left(tmp_path: Path):
    warc = Writing()
    warc.answer(X + "a?utm_source=mail", PAGE % b"A", headers=[("Last-Modified", "yesterday")])
    warc.answer(X + "report.pdf", b"%PDF-1.4 ...", type="application/octet-stream")
    warc.answer(X + "style.css", b"body {}", type="text/css")
    warc.answer(X + "robots.txt", b"User-agent: *", type="text/plain")
    warc.answer(X + "gone", PAGE % b"gone", status="404 Not Found")
    warc.answer(X + "moved", PAGE % b"moved", status="301 Moved", headers=[("Location", "/a")])
    warc.answer("urn:text:https://x.example/a", b"text", type="text/plain")
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert list(items) == [X + "a", X + "report.pdf"]
    assert items[X + "a"].hints == (
        ("last-modified", "yesterday"),
        ("warc-date", "2024-01-01T00:00:00"),
    )
    assert items[X + "report.pdf"].media_type == "application/pdf"
    assert rejected == []


def test_codings_of_transfer_and_content_are_taken_off(tmp_path: Path):
    packed = gzip.compress(PAGE % b"A")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    warc = Writing()
    warc.answer(X + "a", chunked, headers=headers)
    items, _ = _read(_written(tmp_path, warc.bytes()))
    assert items[X + "a"].body == PAGE % b"A"


def test_of_an_address_the_newest_capture_counts_in_whatever_file_it_lies(tmp_path: Path):
    old, new = Writing(), Writing(packed=False)
    new.answer(X + "a", PAGE % b"new", "2024-03-01T00:00:00Z")
    old.answer(X + "a", PAGE % b"old", "2024-02-01T00:00:00Z")
    old.answer(X + "b", PAGE % b"b")
    _written(tmp_path, new.bytes(), "1.warc")
    items, _ = _read(_written(tmp_path, old.bytes(), "2.warc.gz"))
    assert {key: item.body for key, item in items.items()} == {
        X + "a": PAGE % b"new",
        X + "b": PAGE % b"b",
    }
    assert _read(tmp_path)[0] == items
    assert list(_read(tmp_path, include=["2.*"])[0]) == [X + "a", X + "b"]
    assert list(_read(tmp_path, exclude=["2.*"])[0]) == [X + "a"]
    assert list(_read(tmp_path, path="crawl/1.warc")[0]) == [X + "a"]
    assert _read(tmp_path, hosts=["y.example"])[0] == {}


def test_revisits_stand_for_what_they_are_the_same_as(tmp_path: Path):
    warc = Writing()
    first = warc.answer(X + "a", PAGE % b"first")
    warc.answer(X + "a", PAGE % b"second", "2024-02-01T00:00:00Z")
    warc.revisit(X + "a", first, "2024-03-01T00:00:00Z", X + "a")
    warc.revisit(X + "twin", first, "2024-03-01T00:00:00Z", X + "a")
    warc.revisit(X + "lost", "sha1:AAAA", "2024-03-01T00:00:00Z", X + "elsewhere")
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert {key: item.body for key, item in items.items()} == {
        X + "a": PAGE % b"first",
        X + "twin": PAGE % b"first",
    }
    assert [(one.locator, one.reason) for one in rejected] == [(X + "lost", "unresolved_revisit")]
    assert X + "elsewhere" in rejected[0].detail


def test_a_wacz_gives_the_pages_that_it_lists_and_where_they_led(tmp_path: Path):
    warc = Writing()
    warc.answer(X + "a", b"", status="302 Found", headers=[("Location", "/a/")])
    warc.answer(X + "a/", PAGE % b"A")
    warc.answer("https://frames.example/advert", PAGE % b"advert")
    warc.answer(X + "annual.pdf", b"%PDF-1.4 ...", type="application/pdf")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wacz:
        wacz.writestr("archive/data.warc.gz", warc.bytes())
        lines = [{"format": "json-pages-1.0"}, {"url": X + "a", "title": "A"}]
        wacz.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)) + "\n{broken")
    items, rejected = _read(_written(tmp_path, packed.getvalue(), "crawl.wacz"))
    assert list(items) == [X + "a/", X + "annual.pdf"]
    assert rejected == []


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_file_that_breaks_off_the_records_before_are_kept(tmp_path: Path, packed: bool):
    warc = Writing(packed=packed)
    warc.answer(X + "a", PAGE % b"A")
    kept = len(warc.bytes())
    warc.answer(X + "b", PAGE % (b"B" * 5000))
    items, rejected = _read(_written(tmp_path, warc.bytes()[: kept + 320], "cut.warc.gz"))
    assert items[X + "a"].body == PAGE % b"A"
    assert X + "b" not in items
    assert [(one.reason, one.locator) for one in rejected] == [
        ("damaged_archive", "web:cut.warc.gz")
    ]
    assert "cut" in rejected[0].detail


def test_a_file_packed_as_a_whole_is_read_too(tmp_path: Path):
    warc = Writing(packed=False)
    for name in ("a", "b", "c"):
        warc.answer(X + name, PAGE % name.encode())
    items, rejected = _read(_written(tmp_path, gzip.compress(warc.bytes())))
    assert list(items) == [X + "a", X + "b", X + "c"]
    assert rejected == []


def test_what_is_no_archive_or_too_large_is_told(tmp_path: Path, capsys: pytest.CaptureFixture):
    warc = Writing()
    warc.answer(X + "large", PAGE % (b"word " * 500))
    _written(tmp_path, b"<html>not an archive</html>", "page.warc")
    _written(tmp_path, b"PK\x03\x04 broken", "broken.wacz")
    items, rejected = _read(_written(tmp_path, warc.bytes()), max_bytes=1000)
    assert items == {}
    assert sorted(one.reason for one in rejected) == [
        "damaged_archive",
        "damaged_archive",
        "too_large",
    ]
    assert capsys.readouterr().err == ""


def test_a_card_that_names_no_archive_is_told(tmp_path: Path):
    with pytest.raises(DeclarationError, match="mend 'path'"):
        _read(tmp_path, "nowhere")
    (tmp_path / "crawl").mkdir()
    with pytest.raises(DeclarationError, match="mend 'include'"):
        _read(tmp_path, include=["../*"])


def test_archives_in_forms_that_are_not_read_are_told(tmp_path: Path):
    warc = Writing()
    warc.answer(X + "a", PAGE % b"A")
    for name in ("b.warc.zst", "C.ARC.gz", "notes.txt", ".d.arc"):
        _written(tmp_path, zstd.compress(warc.bytes()), name)
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert list(items) == [X + "a"]
    told = {one.locator: (one.reason, one.detail.partition("; ")[2]) for one in rejected}
    assert told == {
        "web:b.warc.zst": ("unreadable", "unpack it by zstd -d"),
        "web:C.ARC.gz": ("unreadable", "convert it by warcio recompress"),
    }


def test_a_bomb_is_left_where_it_becomes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.sources.warc.opening.ALWAYS_TAKEN", 100_000)
    warc = Writing()
    warc.answer(X + "a", PAGE % b"A")
    warc.answer(X + "b", b"0" * 3_000_000)
    items, rejected = _read(_written(tmp_path, warc.bytes()), max_bytes=10_000_000)
    assert list(items) == [X + "a"]
    assert "bomb" in rejected[-1].detail


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", lambda body: brotli.compress(body, quality=1)),
        ("zstd", zstd.compress),
    ],
    ids=["gzip", "deflate", "br", "zstd"],
)
def test_what_browsers_ask_to_be_packed_is_read_and_its_bombs_are_left(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
):
    coding = [("Content-Encoding", name)]
    warc = Writing()
    warc.answer(X + "a", pack(PAGE % b"A"), headers=coding)
    warc.answer(X + "bomb", pack(b"0" * 120_000_000), headers=coding)
    warc.answer(X + "cut", pack(bytes(range(256)) * 99)[:-40], headers=coding)
    warc.answer(X + "none", PAGE % b"N", headers=coding)
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert items[X + "a"].body == PAGE % b"A"
    assert items[X + "none"].body == PAGE % b"N"
    told = {one.locator: (one.reason, one.detail) for one in rejected}
    assert told[X + "bomb"][0] == "too_large"
    assert told[X + "cut"][0] == "unreadable"
    assert "in the middle of its packed data; look at" in told[X + "cut"][1]
    assert set(items) == {X + "a", X + "none"}


def test_a_body_that_is_not_packed_as_it_says_is_read_though_it_looks_cut_off(tmp_path: Path):
    body = b"\n<div>Work of 2</div>"
    warc = Writing()
    warc.answer(X + "a", body, headers=[("Content-Encoding", "deflate")])
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert items[X + "a"].body == body
    assert not rejected


def test_a_body_of_several_frames_is_read_and_none_chooses_its_memory(tmp_path: Path):
    coding = [("Content-Encoding", "zstd")]
    halves = PAGE[:9], PAGE[9:] % b"two"
    wide = {zstd.CompressionParameter.window_log: 27}
    warc = Writing()
    warc.answer(X + "two", b"".join(map(zstd.compress, halves)), headers=coding)
    packer = zstd.ZstdCompressor(options=wide)
    warc.answer(X + "wide", packer.compress(PAGE % b"W") + packer.flush(), headers=coding)
    items, rejected = _read(_written(tmp_path, warc.bytes()))
    assert {url: item.body for url, item in items.items()} == {X + "two": b"".join(halves)}
    assert [(one.locator, one.reason) for one in rejected] == [(X + "wide", "unreadable")]
    assert "memory" in rejected[0].detail


@pytest.mark.parametrize("length", ["9" * 30, "9" * 5000, "-1", "x"])
def test_a_length_that_is_none_ends_its_archive_and_no_other(tmp_path: Path, length: str):
    bad = Writing(packed=False)
    bad.answer(X + "bad", PAGE % b"B")
    good = Writing()
    good.answer(X + "good", PAGE % b"G")
    head, _, rest = bad.bytes().partition(b"Content-Length: ")
    body = head + b"Content-Length: " + length.encode() + rest[3:]
    _written(tmp_path, body, "a.warc")
    items, rejected = _read(_written(tmp_path, good.bytes(), "b.warc.gz"))
    assert list(items) == [X + "good"]
    assert [one.reason for one in rejected] == ["damaged_archive"]


@pytest.mark.parametrize(
    ("damaged", "taken"), [("archive/data.warc", []), ("pages/pages.jsonl", [X + "a", X + "inner"])]
)
def test_a_damaged_part_of_a_wacz_is_told(tmp_path: Path, damaged: str, taken: list[str]):
    warc = Writing(packed=False)
    for name in ("a", "inner"):
        warc.answer(X + name, PAGE % name.encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("archive/data.warc", warc.bytes())
        zipped.writestr("pages/pages.jsonl", json.dumps({"url": X + "a"}) + "\n" * 200)
    body = bytearray(packed.getvalue())
    at = body.find(damaged.encode()) + len(damaged)
    body[at : at + 8] = b"\xff" * 8
    items, rejected = _read(_written(tmp_path, bytes(body), "a.wacz"))
    assert list(items) == taken
    assert [one.reason for one in rejected] == ["damaged_archive"]


def test_parts_of_a_wacz_that_overlap_are_not_unpacked(tmp_path: Path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for n in range(3):
            zipped.writestr(f"archive/{n}.warc", b"0" * 1000)
        first = zipped.infolist()[0]
        for one in zipped.infolist()[1:]:
            one.header_offset, one.file_size, one.compress_size = first.header_offset, 9999, 9999
    items, rejected = _read(_written(tmp_path, packed.getvalue(), "a.wacz"))
    assert not items
    assert [one.reason for one in rejected] == ["damaged_archive"]


def test_an_archive_that_grows_or_is_replaced_while_it_is_read_gives_no_wrong_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, second, more = Writing(), Writing(), Writing()
    first.answer(X + "a", PAGE % b"A")
    second.answer(X + "b", PAGE % b"old", "2024-01-01T00:00:00Z")
    second.answer(X + "b", PAGE % b"new", "2024-02-01T00:00:00Z")
    second.revisit(X + "c", "sha1:NONE", "2024-02-01T00:00:00Z", X + "b")
    more.answer(X + "d", PAGE % b"D")
    _written(tmp_path, first.bytes(), "1.warc.gz")
    _written(tmp_path, second.bytes(), "2.warc.gz")

    def choose_and_go_on(*given: object) -> object:
        chosen = choose(*given)
        _written(tmp_path, first.bytes() + more.bytes(), "1.warc.gz")
        return chosen

    monkeypatch.setattr("pipeline.sources.warc.choose", choose_and_go_on)
    items, _ = _read(tmp_path)
    assert {url: item.body for url, item in items.items()} == {
        X + "a": PAGE % b"A", X + "b": PAGE % b"new", X + "c": PAGE % b"new",
    }  # fmt: skip

    def choose_and_replace(*given: object) -> object:
        chosen = choose(*given)
        _written(tmp_path, more.bytes() * 3, "2.warc.gz")
        return chosen

    monkeypatch.setattr("pipeline.sources.warc.choose", choose_and_replace)
    items, _ = _read(tmp_path)
    assert {url for url in items if PAGE % b"D" in items[url].body} <= {X + "d"}
    assert X + "c" not in items

import datetime as dt
import random
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.errors import StoreError
from pipeline.store.warc import Exchange, WarcFile, read_body

AT = dt.datetime(2024, 5, 1, 12, 0, tzinfo=dt.UTC)
BODIES = [b"first", b"\x00\xff\r\n\r\nWARC/1.0\r\n", b"", "dritter Körper".encode()]


def write(path, bodies=BODIES):
    with WarcFile(path) as warc:
        return [warc.append(f"urn:x:{n}", b, "text/plain", AT) for n, b in enumerate(bodies)]


def test_every_body_comes_back_from_its_offset(tmp_path):
    path = tmp_path / "w" / "run.warc.gz"
    offsets = write(path)
    assert [read_body(path, offset) for offset in offsets] == BODIES


def test_other_tools_can_read_the_file(tmp_path):
    path = tmp_path / "run.warc.gz"
    write(path)
    with path.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [r[0] for r in records] == ["resource"] * 4
    assert [r[2] for r in records] == BODIES


def test_what_was_written_before_a_cut_stays_readable(tmp_path):
    path = tmp_path / "run.warc.gz"
    offsets = write(path)
    path.write_bytes(path.read_bytes()[:-10])
    assert [read_body(path, offset) for offset in offsets[:3]] == BODIES[:3]


def test_appending_goes_on_behind_what_is_there(tmp_path):
    path = tmp_path / "run.warc.gz"
    first, second = write(path, [b"a"]), write(path, [b"b"])
    assert [read_body(path, o) for o in first + second] == [b"a", b"b"]


@pytest.mark.parametrize("offset", [3, 10_000])
def test_a_wrong_offset_is_an_error_that_names_the_file(tmp_path, offset):
    path = tmp_path / "run.warc.gz"
    write(path)
    with pytest.raises(StoreError, match=r"run\.warc\.gz"):
        read_body(path, offset)


def test_nothing_is_created_before_something_is_written(tmp_path):
    with WarcFile(tmp_path / "run.warc.gz"):
        pass
    assert not (tmp_path / "run.warc.gz").exists()


ANSWERED = Exchange(
    "https://x.example/a?b=1",
    200,
    [
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "7"),
        ("X-Odd", "two\r\nX-Forged: lines — and a dash"),
    ],
    "<p>dritter Körper".encode(),
    AT,
    "Culturescope/1 (+mailto:me@example.org)",
)


def test_exchanges_are_whole_and_without_what_was_of_the_connection(tmp_path):
    path = tmp_path / "run.warc.gz"
    with WarcFile(path, [("software", "Culturescope/1")]) as warc:
        offset = warc.append_exchange(ANSWERED)
        warc.append("urn:x:1", b"record", "application/json", AT)
    assert read_body(path, offset) == ANSWERED.body
    with path.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [r[0] for r in records] == ["warcinfo", "response", "request", "resource"]
    _, answered, asked, _ = records
    names = [name for name, _ in answered[2].headers]
    assert answered[2].statusline == "200 OK"
    assert names == ["Content-Type", "X-Odd", "Content-Length"]
    assert answered[2].get_header("Content-Length") == str(len(ANSWERED.body))
    assert asked[2].statusline == "/a?b=1 HTTP/1.1"
    assert asked[2].get_header("User-Agent") == ANSWERED.user_agent
    links = [r[1].get_header("WARC-Record-ID") for r in (answered,)]
    assert [asked[1].get_header("WARC-Concurrent-To")] == links


def test_a_file_has_one_warcinfo_however_often_it_is_opened(tmp_path):
    path = tmp_path / "run.warc.gz"
    for _ in range(2):
        with WarcFile(path, [("software", "Culturescope/1")]) as warc:
            warc.append_exchange(ANSWERED)
    with path.open("rb") as stream:
        assert [r.rec_type for r in ArchiveIterator(stream)].count("warcinfo") == 1


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", "text/html\xe4; charset=\xff")],
        [("ETag", '"\xe4"'), ("Content-Disposition", 'inline; filename="\xc3\xbc.pdf"')],
        [("X", "a\x0bb\x85c")],
    ],
)
def test_headers_outside_ascii_are_kept_as_they_came(tmp_path, headers):
    path = tmp_path / "run.warc.gz"
    with WarcFile(path) as warc:
        offset = warc.append_exchange(replace(ANSWERED, headers=headers))
    assert read_body(path, offset) == ANSWERED.body
    with path.open("rb") as stream:
        (found,) = (
            r.http_headers
            for r in ArchiveIterator(stream, check_digests="raise")
            if r.rec_type == "response"
        )
    name, value = headers[0]
    kept = " ".join(value.splitlines())
    assert kept in (found.get_header(name), found.get_header(name).encode().decode("latin-1"))


@pytest.mark.parametrize("n_lost", [30, 400])
@pytest.mark.parametrize("is_exchange", [True, False])
def test_a_record_that_is_cut_is_no_shorter_capture(tmp_path, n_lost, is_exchange):
    path, body = tmp_path / "run.warc.gz", random.Random(1).randbytes(2_000)
    with WarcFile(path) as warc:
        if is_exchange:
            at = warc.append_exchange(replace(ANSWERED, body=body))
        else:
            at = warc.append("urn:x", body, "text/plain", AT)
        warc.flush()
    end = 0
    with path.open("rb") as stream:
        for record in (records := ArchiveIterator(stream)):
            record.content_stream().read()
            if record.rec_type in ("response", "resource"):
                end = records.get_record_offset() + records.get_record_length()
    assert read_body(path, at) == body
    path.write_bytes(path.read_bytes()[: end - n_lost])
    with pytest.raises(StoreError, match=r"run\.warc\.gz"):
        read_body(path, at)

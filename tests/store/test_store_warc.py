import datetime as dt

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.errors import StoreError
from pipeline.store.warc import WarcFile, read_body

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

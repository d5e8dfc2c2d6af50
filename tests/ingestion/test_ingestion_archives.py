"""What is kept of the web can be read by any tool for WARC, and by our own kind `warc`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.benchmarks.drill.archives import checked, read_archive, unsound
from tests.ingestion.web_workspace import Web
from tests.site import CONTACT, Site, rough


def archives(web: Web) -> list[Path]:
    return sorted((web.root / "corpus/store/warc").glob("*.warc.gz"))


@pytest.fixture
def visited(small_web: Web, small: Site) -> Web:
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.card("reports", "oai", small.url("repository", "/oai"))
    small_web.card("rough", "urls", *(small.url("rough", path) for path in ("/zipped", "/chain")))
    small_web.ingest()
    return small_web


def test_warcio_finds_nothing_wrong(visited: Web) -> None:
    (path,) = archives(visited)
    assert unsound(visited.root) == []
    assert read_archive(path).cut_at is None
    assert checked(path, None) == []


def test_exchanges_are_kept_whole_and_records_as_resources(visited: Web, small: Site) -> None:
    (path,) = archives(visited)
    kinds: Counter[str] = Counter()
    pages = {}
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            kinds[record.rec_type] += 1
            if record.rec_type == "warcinfo":
                assert CONTACT in record.content_stream().read().decode()
            if record.rec_type == "response":
                url = record.rec_headers.get_header("WARC-Target-URI")
                pages[url] = (record.http_headers, record.content_stream().read())
    n_pages = len(small.urls("news")) + 2
    assert kinds["warcinfo"] == 1
    assert kinds["resource"] == len(small.urls("repository"))
    assert kinds["response"] == kinds["request"] == n_pages
    headers, body = pages[small.url("rough", "/zipped")]
    assert body == rough.page("zipped")
    assert headers.get_statuscode() == "200"
    assert headers.get_header("Content-Encoding") is None
    assert headers.get_header("Content-Type") == "text/html; charset=utf-8"


def test_another_workspace_reads_the_same_from_the_archive(
    visited: Web, small: Site, tmp_path: Path
) -> None:
    other = Web(tmp_path / "other", small)
    folder = str(visited.root / "corpus/store/warc")
    other.card("old", "warc", path=folder, include=["**/*.warc.gz"])
    other.ingest()
    pages = [one for one in visited.held().values() if one.media_type == "text/html"]
    ours = {one.url: one.body for one in pages}
    theirs = {url: one.body for url, one in other.held().items()}
    assert {url: theirs.get(url) for url in ours} == ours
    n_before = other.n_captures()
    other.ingest()
    assert other.n_captures() == n_before
    assert other.rejected() == {}


def test_a_lost_archive_is_fetched_again(small_web: Web, small: Site) -> None:
    small.noise = False
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.ingest()
    archives(small_web)[0].unlink()
    small_web.make_due()
    small_web.ingest()
    assert sorted(small_web.held()) == small.urls("news")
    assert {one.revision for one in small_web.held().values()} == {1}

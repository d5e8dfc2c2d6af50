"""Pages that a place says are not there, with a status that says they are."""

from __future__ import annotations

from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import html

PARAGRAPH = "<p>" + "A choir that nobody had heard of sang for an hour. " * 20 + "</p>"
SORRY = "<!doctype html><title>Page not found | Meridian</title><h1>Page not found</h1>"


def test_a_page_that_says_it_is_gone_is_gone_and_its_document_kept(
    small_web: Web, small: Site
) -> None:
    web, base = small_web, small.url("news")
    well = html(f"<!doctype html><title>A choir</title><article>{PARAGRAPH}</article>")
    sorry = html(SORRY + PARAGRAPH)
    small.put("news", "/a/one", well)
    small.put("news", "/a/two", sorry)
    (web.root / "list.txt").write_text(f"{base}/a/one\n{base}/a/two\n")
    web.card("list", "urls", path="list.txt")
    web.ingest()
    assert web.urls() == [f"{base}/a/one"]
    assert web.reasons(base) == {"/a/two": "gone"}
    small.put("news", "/a/one", sorry)
    web.make_due()
    web.ingest()
    (one,) = web.held().values()
    assert (one.is_gone, one.revision) == (True, 1)
    small.put("news", "/a/one", well)
    web.make_due()
    web.ingest()
    assert web.urls() == [f"{base}/a/one"]

"""What no database and no other tool can hold comes in all the same, and stops nothing."""

from __future__ import annotations

import json

from warcio.archiveiterator import ArchiveIterator

from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import Reply

TEXT = "<p>" + "Words of a page that somebody wrote in a hurry. " * 20 + "</p>"


def feed(base: str) -> Reply:
    """Give a feed whose values hold NUL and halves of characters."""
    entries = [
        {
            "id": "a\0",
            "url": f"{base}/odd/one",
            "title": "O\0ne \ud800",
            "date_modified": "20\ud800",
        },
        {"id": "\ud800", "url": f"{base}/odd/\ud800", "title": "no address"},
        {"id": "b", "url": f"{base}/odd/tw\0o", "date_modified": "2024-05-01\0"},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries})
    return Reply(200, (("Content-Type", "application/feed+json"),), body.encode())


def test_values_that_no_store_can_hold_stop_nothing(small_web: Web, small: Site) -> None:
    web, base = small_web, small.url("news", "")
    headers = (
        ("Content-Type", "text/html\xe4; charset=\xff"),
        ("ETag", '"\xe4\xff"'),
        ("Content-Disposition", 'inline; filename="\xc3\xbc.html"'),
    )
    page = f"<title>N\0 \ud800</title><article>{TEXT}</article>"
    small.put("news", "/odd/one", Reply(200, headers, page.encode("utf-8", "surrogatepass")))
    small.put("news", "/odd/tw%00o", Reply(200, headers, page.replace("N", "M").encode("utf-7")))
    small.put("news", "/odd.json", feed(base))
    web.card("news", "feed", f"{base}/odd.json")
    web.ingest()
    assert web.urls() == [f"{base}/odd/one", f"{base}/odd/tw%00o"]
    assert list(web.rejected().values()) == ["no_link"]
    kept = {name: web.held()[f"{base}/odd/{name}"].hints for name in ("one", "tw%00o")}
    assert kept["one"]["feed-title"] == "O ne"
    assert kept["tw%00o"]["feed-updated"] == "2024-05-01"
    (path,) = (web.root / "corpus/store/warc").iterdir()
    with path.open("rb") as stream:
        found = [r.rec_type for r in ArchiveIterator(stream, check_digests="raise")]
    assert found == ["warcinfo", "response", "request", "response", "request"]
    web.make_due()
    web.ingest()
    assert [visit.n_changed for visit in web.visits("news")] == [0, 0]

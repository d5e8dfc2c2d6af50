"""Feeds that list less than a place brings between two visits."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from pipeline.completeness import History, find_findings
from pipeline.declarations import load_source
from pipeline.store import Store, web_schema
from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import Reply, html, xml

ITEM = "<item><title>Piece {n}</title><link>{url}</link><description>{text}</description></item>"
TEXT = "Twelve singers stood on the stairs and waited for the rain to end. " * 9


def publish(site: Site, numbers: range) -> None:
    """List these items, and no others, in a feed."""
    items = []
    for n in numbers:
        items.append(ITEM.format(n=n, url=site.url("news", f"/g/{n}"), text=f"{n} {TEXT}"))
        site.put("news", f"/g/{n}", page(n))
    body = "".join(items)
    site.put("news", "/g.rss", xml(f"<rss version='2.0'><channel>{body}</channel></rss>"))


def page(n: int) -> Reply:
    return html(f"<!doctype html><title>Piece {n}</title><article><p>{n} {TEXT}</p></article>")


@pytest.mark.parametrize("content", ["", "record"])
def test_a_feed_that_names_nothing_known_is_told(small_web: Web, small: Site, content: str) -> None:
    web = small_web
    web.card("gap", "feed", small.url("news", "/g.rss"), content=content)
    for numbers in (range(8), range(6, 14), range(30, 38), range(32, 40)):
        publish(small, numbers)
        web.ingest()
    notes = [visit.note for visit in web.visits("gap")]
    assert notes == ["", "", "not one of the 8 items listed was known before", ""]


def test_a_gap_is_a_finding(small_web: Web, small: Site) -> None:
    from pipeline.store.visits import load_visits

    web = small_web
    web.card("gap", "feed", small.url("news", "/g.rss"))
    source = load_source(web.root / "corpus/sources/gap.toml")
    for numbers, kinds in ((range(8), []), (range(6, 12), []), (range(30, 36), ["exploding"])):
        publish(small, numbers)
        web.ingest()
        with Store(web.workspace.database_url) as store, store.read() as connection:
            history = History(tuple(load_visits(connection, "gap")))
        found = find_findings(source, history)
        assert [finding.kind for finding in found] == kinds
    assert "6 items, and not one that was known" in found[0].line


def test_a_clock_that_was_wrong_leaves_no_gap(small_web: Web, small: Site) -> None:
    """What came in before it was set right would be asked for by no later visit."""
    web, table = small_web, web_schema.visits
    web.card("reports", "oai", small.url("repository", "/oai"))
    web.ingest()
    ahead = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3650)).isoformat(timespec="seconds")
    with Store(web.workspace.database_url) as store, store.write() as connection:
        connection.execute(sa.update(table).values(started_at=ahead, finished_at=ahead))
    asked = []
    for _ in range(2):
        n_seen = len(small.log)
        web.ingest()
        first = next(one for one in small.log[n_seen:] if one.path.startswith("/oai"))
        asked.append("from=" in first.target)
    assert asked == [False, True]  # from the beginning, and from the visit before as always

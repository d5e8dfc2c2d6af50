"""Addresses that were given up are asked again when somebody says so."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.errors import UsageError
from pipeline.steps import retrying
from pipeline.store import Store, anew
from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import failing


def test_a_page_that_keeps_failing_is_listed_and_retried_when_told(
    small_web: Web, small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "STAGES", ("ingest",))
    web, base = small_web, small.url("rough")
    web.card("rough", "urls", f"{base}/always", f"{base}/well", manners={"tries": 2})
    web.ingest()
    assert web.reasons(base) == {"/always": "server_error"}
    n_before = len(small.log)
    web.ingest()
    assert not [one for one in small.log[n_before:] if one.path == "/always"]
    small.fault("rough", "/always", failing(500))
    retrying.retry_rejected(web.workspace, {"stage": "ingest"}, lambda *_: None)
    assert [one for one in small.log[n_before:] if one.path == "/always"]

    n_before = len(small.log)
    web.card("other", "feed", small.url("news", "/feed.rss"))
    web.card("rough", "urls", f"{base}/always", f"{base}/well", enabled=False)
    run = retrying.retry_rejected(web.workspace, {"stage": "ingest"}, lambda *_: None)
    assert len(small.log) == n_before, "a source that is switched off makes nobody visit others"
    assert any("rough is switched off" in line for line in run.findings)


def test_a_visit_that_could_read_no_index_notes_why_and_a_retry_tells_it_too(
    small_web: Web, small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "STAGES", ("ingest",))
    web = small_web
    small.put("news", "/feed.rss", failing(500))
    web.card("news", "feed", small.url("news", "/feed.rss"), manners={"tries": 1})
    web.ingest()
    web.ingest()
    last = web.visits("news")[-1]
    assert (last.status, last.note) == ("failed", "index pages not read: server_error")
    run = retrying.retry_rejected(web.workspace, {"stage": "ingest"}, lambda *_: None)
    assert any("source news, failing" in line for line in run.findings)


def test_pages_that_came_while_a_site_was_broken_are_fetched_anew_when_told(
    small_web: Web, small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "STAGES", ("ingest",))
    web, base = small_web, small.url("news")
    web.card("news", "sitemap", f"{base}/sitemap.txt")
    web.card("blog", "wordpress", small.url("blog"))
    web.ingest()
    n_before = len(small.log)
    small.shelves["news"].change(3)
    web.ingest()
    wanted, today = {"source_id": "news"}, dt.datetime.now(dt.UTC).date()

    def asked() -> int:
        return sum(one.path.count("/") == 3 for one in small.log[n_before:])

    assert asked() == 0
    tomorrow = retrying.Anew("news", today + dt.timedelta(days=1))
    with pytest.raises(UsageError, match="no page of 'news' was fetched since"):
        retrying.retry_rejected(web.workspace, wanted, lambda *_: None, tomorrow)
    before = today - dt.timedelta(days=1)
    with Store(web.workspace.database_url) as store, store.write() as connection:
        anew.ask_anew(connection, "news", before)  # what a run leaves that is killed then
    again = retrying.Anew("news", before)
    retrying.retry_rejected(web.workspace, wanted, lambda *_: None, again)
    assert asked() == len(small.urls("news"))
    changed = small.shelves["news"].articles[3]
    assert {url: one.revision for url, one in web.held("news").items() if one.revision > 1} == {
        base + changed.path: 2
    }
    assert [row.n_changed for row in web.visits("news")] == [0, 0, 1]
    assert len(web.visits("blog")) == 2

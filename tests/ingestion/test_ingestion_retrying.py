"""Addresses that were given up are asked again when somebody says so."""

from __future__ import annotations

import pytest

from pipeline.steps import retrying
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

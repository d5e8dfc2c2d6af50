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

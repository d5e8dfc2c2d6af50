"""Fixtures of ingestion from the web: the test site, and a workspace that may visit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.sources.web import backoff, breaker
from tests.ingestion.web_workspace import Web
from tests.site import Site, serve


@pytest.fixture(autouse=True)
def _quick_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again at once; the proper waits are minutes."""
    for module, name in ((backoff, "STEP_S"), (breaker, "BUSY_S")):
        monkeypatch.setattr(module, name, 0.05)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def small() -> Iterator[Site]:
    """The site with a tenth of its articles."""
    with serve(small=True) as site:
        yield site


@pytest.fixture
def web(tmp_path: Path, site: Site) -> Web:
    return Web(tmp_path, site)


@pytest.fixture
def small_web(tmp_path: Path, small: Site) -> Web:
    return Web(tmp_path, small)


@pytest.fixture
def make_web(tmp_path: Path) -> Callable[..., Web]:
    """Make a workspace with settings of its own."""
    return lambda site, **settings: Web(tmp_path, site, **settings)

"""What tests of kinds of sources share: one index, followed."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.declarations import Source
from pipeline.records import Answer, Hints, Lead, Reading, Window
from pipeline.sources import WEB

Follow = Callable[..., Reading]


@pytest.fixture
def follow() -> Follow:
    """Return a function that reads the body of an index as a kind of source does."""

    def read(kind: str, url: str, body: bytes | str, **how: object) -> Reading:
        """Read one index; `how`: hints, window, headers, final (address), and keys of the card."""
        hints: Hints = how.pop("hints", ())
        window: Window = how.pop("window", Window())
        headers = tuple(how.pop("headers", ()))
        final = how.pop("final", url)
        body = body.encode() if isinstance(body, str) else body
        at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        answer = Answer(url, final, 200, headers, body, how.pop("type", "text/html"), "", "", at)
        source = Source(id="web", name="Web", kind=kind, url=how.pop("card_url", url), **how)
        return WEB[kind].follow(source, Lead(url, "index", hints), answer, window)

    return read


@pytest.fixture
def window() -> Callable[[str, str], Window]:
    """Return a function that makes a window of two days, the second exclusive; "" for none."""

    def between(since: str, until: str = "") -> Window:
        days = [dt.datetime.fromisoformat(f"{day}T00:00:00+00:00") if day else None
                for day in (since, until)]  # fmt: skip
        return Window(*days)

    return between

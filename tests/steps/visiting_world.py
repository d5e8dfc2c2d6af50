"""A world without network for tests of visits: what each address answers is said in a dict.

world = World(tmp_path, monkeypatch)
world.pages["https://a.example/1"] = page("text", canonical="https://a.example/2")
world.card("a", "urls", "https://a.example/1")
world.visit()
world.kept("a")        # address -> text of the page that is kept
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.records import Answer, Failure
from pipeline.steps.visiting import engine, storing, visit
from pipeline.store import schema, web_schema
from tests.ingestion.web_workspace import Web

WORDS = "A text of several words that says what only this page says, and goes on for a while: "


@dataclass(frozen=True)
class Page:
    """What an address answers."""

    body: bytes = b""
    media_type: str = "text/html"
    status: int = 200
    to: str = ""
    """Where it leads."""
    reason: str = ""
    """Of a failure."""
    is_passing: bool = True


def page(text: str, canonical: str = "", links: tuple[str, ...] = ()) -> Page:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    files = "".join(f'<a href="{href}">file</a>' for href in links)
    body = f"<html><head><title>{text}</title>{link}</head><body><main><p>{WORDS * 4}{text}"
    return Page(f"{body}</p>{files}</main></body></html>".encode())


def listing(links: list[str], further: str = "") -> Page:
    items = "".join(f'<h2><a href="{href}">Item</a></h2>' for href in links)
    turn = f'<a class="next" href="{further}">next</a>' if further else ""
    return Page(f"<html><body>{items}{turn}</body></html>".encode())


def sitemap(*urls: str) -> Page:
    """Make a sitemap of addresses, each with its date after a space where it has one."""
    rows = ""
    for url in urls:
        loc, _, date = url.partition(" ")
        rows += f"<url><loc>{loc}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0"?><urlset xmlns="{space}">{rows}</urlset>'
    return Page(body.encode(), "application/xml")


GONE = Page(status=404, reason="gone", is_passing=False)
BROKEN = Page(status=500, reason="server_error")
REFUSED = Page(reason="robots", is_passing=False)


@dataclass
class World:
    """Addresses with their answers, and a workspace that visits them."""

    root: Path
    patch: Any
    pages: dict[str, Page | list[Page]] = field(default_factory=dict)
    """A list: one answer after the other, the last one for ever."""
    asked: list[str] = field(default_factory=list)
    seed: int = 0
    n_commits: int | None = None
    """After so many batches the next one is lost with everything that was under way."""

    def __post_init__(self) -> None:
        self.web = Web(self.root, SimpleNamespace(private_hosts=()))
        world = self

        class Fetcher:
            """Stands in for the fetcher."""

            def __init__(self, *_: Any, **__: Any) -> None:
                self.chance = random.Random(world.seed)

            async def __aenter__(self) -> Fetcher:
                return self

            async def __aexit__(self, *_: object) -> None:
                pass

            async def fetch(self, request: Any) -> Answer | Failure:
                for _ in range(self.chance.randrange(4)):
                    await asyncio.sleep(0)
                return world.answer(request)

            def touched(self) -> list[Any]:
                return []

        self.patch.setattr(visit, "Fetcher", Fetcher)
        self.patch.setattr("pipeline.sources.web.backoff.STEP_S", 0.001)
        whole = storing.Storing.store

        def store(self: storing.Storing, *args: Any) -> Any:
            if world.n_commits is not None:
                world.n_commits -= 1
                if world.n_commits < 0:
                    raise KilledError
            return whole(self, *args)

        self.patch.setattr(storing.Storing, "store", store)

    def card(self, id_: str, kind: str, *urls: str, **keys: Any) -> None:
        self.web.card(id_, kind, *urls, **keys)

    def visit(self, **how: Any) -> None:
        self.asked.clear()
        self.web.ingest(**how)

    def visit_killed(self, n_commits: int, batch: int = 3) -> None:
        """Visit until a batch is lost."""
        self.n_commits = n_commits
        with self.patch.context() as patch:
            patch.setattr(engine, "BATCH", batch)
            with suppress(KilledError):
                self.visit()
        self.n_commits = None

    def answer(self, request: Any) -> Answer | Failure:
        self.asked.append(request.url)
        url, passed = request.url, []
        found = self._found(url)
        while found.to:
            passed.append(url)
            url = found.to
            found = self._found(url)
        if found.reason:
            detail = f"{url} was answered with {found.status}"
            return Failure(
                request.url, url, found.reason, detail, found.status, found.is_passing
            )  # fmt: skip
        headers = (("Content-Type", found.media_type),)
        now = dt.datetime.now(dt.UTC)
        etag = f'"{hash(found.body)}"'
        if request.etag == etag and not passed:
            return Answer(request.url, url, 304, headers, b"", "", etag, "", now)
        return Answer(
            request.url, url, 200, headers, found.body, found.media_type, etag, "", now,
            tuple(passed),
        )  # fmt: skip

    def _found(self, url: str) -> Page:
        found = self.pages.get(url, GONE)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def kept(self, source_id: str = "") -> dict[str, str]:
        """Return the title of each page that is kept and has not gone, by address."""
        held = self.web.held(source_id)
        return {url: _title(held[url].body) for url in sorted(held) if not held[url].is_gone}

    def states(self, source_id: str) -> dict[str, str]:
        rows = self.web.rows(web_schema.frontier)
        found = {row.url: row.state for row in rows if row.source_id == source_id}
        return dict(sorted(found.items()))

    def picture(self) -> list[Any]:
        """Return all that must not depend on times, kills and the order of answers."""
        c = self.web.rows(schema.captures)
        found: list[Any] = sorted(
            (r.document_id, r.revision, r.is_current, r.source_id, r.locator, r.sha256,
             r.part_of, r.gone_at is not None) for r in c
        )  # fmt: skip
        rows = self.web.rows(web_schema.frontier)
        found += sorted(
            (r.source_id, r.url, r.role, r.state, r.alias_of, r.document_id or "", r.sha256)
            for r in rows
            if r.role != "index"
        )
        return found + sorted(self.web.rejected().items())

    def n_asked(self) -> Counter[str]:
        return Counter(self.asked)


class KilledError(Exception):
    """Stands for kill -9: nothing after it is written."""


def _title(body: bytes) -> str:
    found = re.search(rb"<title>(.*?)</title>", body)
    return found[1].decode() if found else body.decode("latin-1")

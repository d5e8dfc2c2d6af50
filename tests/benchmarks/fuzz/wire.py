"""The wire: what servers of the imaginary web send, and whether they were asked as they wish."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256

from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.host import Question
from pipeline.sources.web.line import Response
from tests.benchmarks.fuzz.clock import Clock
from tests.benchmarks.fuzz.indexes import XML, moment, sent
from tests.benchmarks.fuzz.web import HOME, Article, File, Index, Site, Web

FOREVER_S = 10_000_000.0
DAY_S = 86_400.0
SLACK_S = 120.0
"""A request may wait for its turn after robots.txt was found to be fresh."""
DELAY_S = 0.2
"""What all cards keep."""
APOLOGY = "<html><head><title>Page not found</title></head><body><p>Sorry.</p></body></html>"
HTML, PDF = "text/html", "application/pdf"
Sent = tuple[int, str, str, tuple[tuple[str, str], ...]]


@dataclass
class Seen:
    """What a host was asked, and what it forbade."""

    ended_at: float = -FOREVER_S
    robots_at: float = -FOREVER_S
    forbidden: tuple[str, ...] = ()


@dataclass
class Wire:
    """Answers requests, and complains of ill manners."""

    web: Web
    clock: Clock
    seed: int
    asked: list[str] = field(default_factory=list)
    """Since the last visit began; without robots.txt."""
    complaints: list[str] = field(default_factory=list)
    on_request: Callable[[], None] = lambda: None
    _seen: dict[str, Seen] = field(default_factory=dict)

    async def exchange(self, question: Question) -> Response:
        """Answer in a while, or fail as a connection does."""
        dice = random.Random(f"{self.seed} {question.url} {self.clock.at}")
        base, _, rest = question.url.partition("://")[2].partition("/")
        host, target = f"https://{base}", f"/{rest}"
        self._judge(host, target)
        await asyncio.sleep(dice.uniform(0.01, 0.4))
        site = self.web.sites[host]
        try:
            return await self._response(site, target, question, dice)
        finally:
            self._seen.setdefault(host, Seen()).ended_at = self.clock.at

    def _judge(self, host: str, target: str) -> None:
        """Note what no visitor should do."""
        seen, url = self._seen.setdefault(host, Seen()), f"{host}{target}"
        if self.clock.at - seen.ended_at < DELAY_S - 0.01:
            self.complaints.append(f"{url} was asked {self.clock.at - seen.ended_at:.2f} s after")
        if target == "/robots.txt":
            return
        self.asked.append(url)
        self.on_request()
        if self.clock.at - seen.robots_at > DAY_S + SLACK_S:
            self.complaints.append(f"{url} was asked without a look at robots.txt")
        if any(target.startswith(path) for path in seen.forbidden):
            self.complaints.append(f"{url} was asked, but robots.txt forbids it")

    async def _response(
        self, site: Site, target: str, question: Question, dice: random.Random
    ) -> Response:
        kind, until, share = site.weather
        is_bad = self.clock.at < until and dice.random() < share
        if is_bad and kind in ("timeout", "cut"):
            await asyncio.sleep(FOREVER_S if kind == "timeout" else 0.0)
            raise NoAnswerError("cut", "broke off; it is tried again later")
        if is_bad and kind == "403" and target == "/robots.txt":  # whoever hides it, allows all
            self._seen[site.base].robots_at, self._seen[site.base].forbidden = self.clock.at, ()
        if is_bad and kind != "gone":
            return _bad(kind, is_robots=target == "/robots.txt")
        if target == "/robots.txt":
            return self._robots(site)
        found = None if is_bad else self._sent(site, target)
        if found is None:
            return Response(404, (("Content-Type", HTML),), b"")
        return self._validated(site, found, question)

    def _robots(self, site: Site) -> Response:
        if isinstance(site.robots, int):
            return Response(site.robots, (), b"")
        seen = self._seen[site.base]
        seen.robots_at, seen.forbidden = self.clock.at, site.robots
        lines = "".join(f"Disallow: {path}\n" for path in site.robots)
        return Response(200, (("Content-Type", "text/plain"),), f"User-agent: *\n{lines}".encode())

    def _sent(self, site: Site, target: str) -> Sent | None:
        for index in self.web.indexes.values():
            mine = f"/{index.name}"
            if index.host == site.base and target.startswith(f"{mine}/"):
                return _troubled(index) or sent(self.web, index, target.removeprefix(mine))
        if target == f"/{HOME}":
            return 200, HTML, f"<html><title>Home</title><main>{'home ' * 60}</main></html>", ()
        url = f"{site.base}{target}"
        place = self.web.place(url)
        if isinstance(place, str):
            return 301, HTML, "", (("Location", place),)
        if isinstance(place, File):
            body = f"%PDF-1.4\nreport of {place.url} version {place.version}"
            return (place.status, PDF, body, ()) if place.status == 200 else None
        return None if place is None else self._page(place)

    def _page(self, one: Article) -> Sent | None:
        if one.status != 200:
            return None if one.status else (200, HTML, APOLOGY, ())
        canonical = self.web.canonical(one)
        link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
        body = (
            f"<html><head><title>Title {one.key}</title>{link}</head><body><nav>menu {one.frame}"
            f"</nav><main>{one.main}</main><footer>frame {one.frame}</footer></body></html>"
        )
        return 200, HTML, body, ()

    def _validated(self, site: Site, found: Sent, question: Question) -> Response:
        status, media_type, text, more = found
        body = text.encode()
        tag = f'"{sha256(body).hexdigest()[:12]}"'
        conditions = {name.lower(): value for name, value in question.headers}
        asked = conditions.get("if-none-match") or conditions.get("if-modified-since")
        date = format_datetime(moment(int(sha256(body).hexdigest()[:6], 16)), usegmt=True)
        ours = {"etag": ("ETag", tag), "date": ("Last-Modified", date)}.get(site.validators)
        if status == 200 and asked and (site.validators == "wrong" or (ours and asked == ours[1])):
            return Response(304, (ours,) if ours else (), b"")
        headers = (("Content-Type", media_type), *more, *((ours,) if ours else ()))
        return Response(status, headers, body if status == 200 else b"")


def _bad(kind: str, *, is_robots: bool) -> Response:
    if kind == "apology" and not is_robots:
        return Response(200, (("Content-Type", HTML),), APOLOGY.encode())
    status, _, wish = kind.partition(" ")
    headers = (("Retry-After", wish),) if wish else ()
    return Response(int(status) if status.isdecimal() else 500, headers, b"")


def _troubled(index: Index) -> Sent | None:
    if index.trouble in ("500", "404"):
        return int(index.trouble), HTML, "", ()
    if index.trouble == "broken":
        return 200, XML, "<html><p>We are sorry, the database", ()
    if index.trouble == "empty":
        return 200, XML, "<rss version='2.0'><channel><title>F</title></channel></rss>", ()
    return None

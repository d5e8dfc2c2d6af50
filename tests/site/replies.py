"""What the server answers: a reply, and how badly it is delivered."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from email.utils import format_datetime
from urllib.parse import parse_qsl, urlsplit

HTML, XML, JSON, PDF = "text/html; charset=utf-8", "application/xml", "application/json", (
    "application/pdf"
)  # fmt: skip
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    host: str
    """Name of the host within the site ("news")."""
    method: str
    target: str
    """Path and query as sent."""
    headers: dict[str, str]
    """By name in lower case."""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how it goes over the wire."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    blocks: Callable[[], Iterable[bytes]] | None = None
    """Instead of `body`: what is written block by block, for bodies that nobody holds."""
    length: int | None = None
    """Content-Length as stated; None: of `body`, or none with `blocks`."""
    wait_s: float = 0.0
    """Before the first byte."""
    drip_s: float = 0.0
    """Between two blocks."""
    cut_at: int | None = None
    """The connection is closed after so many bytes of the body."""
    chunked: bool = False
    raw: bytes | None = None
    """Written as it is, in place of everything, and the connection closed: no HTTP at all."""

    def with_headers(self, *more: tuple[str, str]) -> Reply:
        return replace(self, headers=(*self.headers, *more))


Handler = Callable[[Request], Reply]


def of_type(media_type: str, body: bytes | str, status: int = 200) -> Reply:
    content = body.encode() if isinstance(body, str) else body
    return Reply(status, (("Content-Type", media_type),), content)


def html(body: str, status: int = 200) -> Reply:
    return of_type(HTML, body, status)


def xml(body: str) -> Reply:
    return of_type(XML, '<?xml version="1.0" encoding="UTF-8"?>\n' + body)


def as_json(value: object, *headers: tuple[str, str], status: int = 200) -> Reply:
    return of_type(JSON, json.dumps(value, ensure_ascii=False), status).with_headers(*headers)


def moved(to: str, status: int = 301) -> Reply:
    return Reply(status, (("Location", to),))


def failing(status: int, *headers: tuple[str, str]) -> Reply:
    return Reply(status, (("Content-Type", HTML), *headers), b"<h1>Not now</h1>")


def busy(retry_after: int | str) -> Reply:
    return failing(429, ("Retry-After", str(retry_after)))


def not_found() -> Reply:
    return html("<!doctype html><title>Not found</title><h1>There is no such page</h1>", 404)


def zipped(reply: Reply) -> Reply:
    body = gzip.compress(reply.body, mtime=0)
    return replace(reply, body=body).with_headers(("Content-Encoding", "gzip"))


def validated(reply: Reply, changed: dt.datetime | None = None) -> Reply:
    """Add ETag and, where known, Last-Modified."""
    tag = hashlib.sha256(reply.body).hexdigest()[:16]
    more: Headers = (("ETag", f'"{tag}"'),)
    if changed is not None:
        more += (("Last-Modified", format_datetime(changed, usegmt=True)),)
    return reply.with_headers(*more)


def conditional(request: Request, reply: Reply) -> Reply:
    """Answer 304 where the client already has what it asks for."""
    ours = {name.lower(): value for name, value in reply.headers}
    if reply.status != 200 or "etag" not in ours:
        return reply
    asked = request.headers.get("if-none-match")
    since = request.headers.get("if-modified-since")
    known = asked == ours["etag"] if asked else since and since == ours.get("last-modified")
    return Reply(304, (("ETag", ours["etag"]),)) if known else reply

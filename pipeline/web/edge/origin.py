"""Turns away what foreign web pages make a visitor's browser send."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.web.problems import problem

PORTS = {"http": 80, "https": 443}


class Origin:
    """ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if no other site's page sent it and its address is a text."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not is_same_site(headers.get("origin"), headers.get("host", "")):
                said = "requests that another site's web page sends are refused"
                await problem(403, said, error="foreign_origin")(scope, receive, send)
                return
            if "\0" in scope["path"] or b"%00" in scope["query_string"]:
                await problem(400, "an address must not hold NUL (%00)")(scope, receive, send)
                return
        await self.app(scope, receive, send)


def is_same_site(origin: str | None, host: str) -> bool:
    """Tell whether a browser's `Origin`, if there is one, is the server that `Host` names.

    Browsers send passwords that they remember along with requests of any page, so this holds with
    tokens as without. Scheme does not count: a proxy may speak HTTPS for the server.
    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        stated = (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))
        own = urlsplit(f"{parts.scheme or 'http'}://{host}")
        return bool(stated[0]) and stated == (
            own.hostname or "", own.port or PORTS.get(parts.scheme, 0),
        )  # fmt: skip
    except ValueError:
        return False

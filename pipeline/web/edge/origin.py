"""Turns away what foreign web pages make a visitor's browser send."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.web.problems import problem

PORTS = {"http": 80, "https": 443}
ELSEWHERE = ("cross-site", "same-site")
"""Values of Sec-Fetch-Site: another site's page, or one of another host or port of this site."""


class Origin:
    """ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if no other site's page sent it and its head can mean one thing."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    is_own = is_same_site(headers.get("origin"), headers.get("host", ""))
    if not is_own or is_from_elsewhere(scope["method"], headers):
        said = "requests that another site's web page sends are refused"
        return problem(403, said, error="foreign_origin")
    if "\0" in scope["path"] or b"%00" in scope["query_string"]:
        return problem(400, "an address must not hold NUL (%00)")
    if "content-length" in headers and "transfer-encoding" in headers:
        # a proxy may believe the one where we believe the other, and take the rest for a request
        said = "a request states Content-Length or Transfer-Encoding, not both"
        return problem(400, said, headers={"Connection": "close"})
    return None


def is_from_elsewhere(method: str, headers: Headers) -> bool:
    """Tell whether a browser says that another page sent this: as for a picture, without `Origin`.

    Whoever follows a link to this server may: a page of its own shows what comes.
    """
    is_link = headers.get("sec-fetch-mode") == "navigate" and method in ("GET", "HEAD")
    is_shown = is_link and headers.get("sec-fetch-dest") == "document"
    return headers.get("sec-fetch-site") in ELSEWHERE and not is_shown


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

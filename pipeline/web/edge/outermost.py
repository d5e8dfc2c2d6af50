"""The last resort for errors; security headers; one line of log a request."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.problems import problem

ACCESS = logging.getLogger("culturescope.access")
LOG = logging.getLogger("culturescope.web")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise itself."""


class Outermost:
    """ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; whatever happens, it is answered and logged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = None
        seen = _Seen(send)
        started = time.perf_counter()
        try:
            await self.app(scope, receive, seen.send)
        except asyncio.CancelledError:  # the server ends, and waits for this no longer
            if not seen.status:
                said = "the server is being ended, and did not wait for this"
                await problem(503, said, error="ending")(scope, receive, seen.send)
        except Exception as error:
            await _answer_unforeseen(error, scope, receive, seen)
        finally:
            _log(scope, seen.status, 1000 * (time.perf_counter() - started))


class _Seen:
    """Remembers the status of an answer on its way out, and adds the headers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


async def _answer_unforeseen(error: Exception, scope: Scope, receive: Receive, seen: _Seen) -> None:
    """Log where it happened; not what was said: messages may quote texts."""
    mark = secrets.token_hex(4)
    frames = "".join(traceback.format_tb(error.__traceback__))
    LOG.error("unforeseen %s (mark %s)\n%s", type(error).__name__, mark, frames)
    if not seen.status:
        answer = problem(500, f"something unforeseen happened; the server's log has mark {mark}")
        await answer(scope, receive, seen.send)


def _log(scope: MutableMapping[str, Any], status: int, milliseconds: float) -> None:
    """Write one line: no query, no body, no token; a path is safe as it came, percent-encoded."""
    caller = scope["state"]["caller"]
    path = scope.get("raw_path", b"").decode("ascii", "backslashreplace")
    ACCESS.info(
        "%s %s %s %d %.0f ms", caller.name if caller else "-", scope["method"], path, status,
        milliseconds,
    )  # fmt: skip

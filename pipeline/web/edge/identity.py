"""Finds whose token a request shows, and whether its owner asks too often."""

from __future__ import annotations

import anyio.to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.errors import StoreError
from pipeline.web.auth import CHALLENGE, identify
from pipeline.web.problems import RefusedError, problem
from pipeline.web.serving import Serving

OPEN = ("/", "/docs", "/openapi.json", "/api/v1/health", "/api/v1/health/ready")
"""Paths that need no token: they tell how to use the server and whether it runs, nothing more."""


class Identity:
    """ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its sender may ask now; nothing of its body is read before."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await _admit(scope)
        except RefusedError as error:
            refusal = problem(error.status, error.detail, error=error.error, headers=error.headers)
            await refusal(scope, receive, send)
        except StoreError:
            await problem(503, "the store cannot be read at the moment", error="store")(
                scope, receive, send
            )
        else:
            await self.app(scope, receive, send)


async def _admit(scope: Scope) -> None:
    serving: Serving = scope["app"].state.serving
    address = scope["client"][0] if scope.get("client") else ""
    if scope["path"] in OPEN:  # answered though the store be gone
        _count(serving, address)
        return
    try:
        caller = await anyio.to_thread.run_sync(identify, serving.store, scope)
    except RefusedError:
        _count(serving, address)
        raise
    scope["state"]["caller"] = caller
    _count(serving, f"token {caller.token_id}" if caller and caller.token_id else address)
    if caller is None:
        raise RefusedError(401, "this server wants a token", headers=CHALLENGE)


def _count(serving: Serving, who: str) -> None:
    wait_s = serving.rates.take(who)
    if wait_s:
        said = f"more than {serving.rates.per_minute} requests a minute"
        raise RefusedError(429, said, headers={"Retry-After": str(wait_s)})

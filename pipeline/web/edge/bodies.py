"""Reads a request's body: not too much, not too slowly, and only JSON that can be stored."""

from __future__ import annotations

import json
from typing import NoReturn

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.problems import RefusedError, problem
from pipeline.web.serving import Serving

BODY_TIMEOUT_S = 30
"""For a whole body to arrive; 5 MB take that long at 1.3 Mbit/s."""
MOST_DISCARDED, DISCARD_S = 50_000_000, 10
"""Bytes of a body that is too large which are let by, and seconds for it."""
NATIVE = "/api/"
"""Below it bodies are JSON and nothing else."""


class Bodies:
    """ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body read and found to be in order."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await _read(scope, receive)
            _check(scope, body)
        except RefusedError as error:
            refusal = problem(error.status, error.detail, error=error.error, headers=error.headers)
            await refusal(scope, receive, send)
            return
        await self.app(scope, _again(body, receive), send)


async def _read(scope: Scope, receive: Receive) -> bytes:
    """Read a body, counting what comes: what Content-Length says may be missing or a lie."""
    serving: Serving = scope["app"].state.serving
    most = serving.workspace.settings.max_request_bytes
    headers = Headers(scope=scope)
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise RefusedError(415, "a body must not be compressed", headers=CLOSE)
    stated = headers.get("content-length", "")
    if stated.isdecimal() and (len(stated) > 15 or int(stated) > most):
        if "expect" not in headers:
            await _discard(receive)
        raise _too_large(most)
    try:
        with anyio.fail_after(BODY_TIMEOUT_S):
            return await _pieces(receive, most)
    except TimeoutError:
        raise RefusedError(408, "the body took too long to arrive", headers=CLOSE) from None


CLOSE = {"Connection": "close"}
"""The rest of a body that is not read must not be taken for the next request."""


async def _pieces(receive: Receive, most: int) -> bytes:
    read = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "the connection ended before the body did")
        read += message.get("body", b"")
        if len(read) > most:
            if message.get("more_body", False):
                await _discard(receive)
            raise _too_large(most)
        if not message.get("more_body", False):
            return bytes(read)


async def _discard(receive: Receive) -> None:
    """Let the rest of a body go by, within limits.

    Most clients send all before they read; the answer to one whose connection is closed meanwhile
    is lost, and it hears of a broken connection, not of a body that is too large.
    """
    left = MOST_DISCARDED
    with anyio.move_on_after(DISCARD_S):
        while left > 0:
            message = await receive()
            if message["type"] != "http.request" or not message.get("more_body", False):
                return
            left -= len(message.get("body", b""))


def _too_large(most: int) -> RefusedError:
    return RefusedError(413, f"a request may have {most:,} bytes at most", headers=CLOSE)


def _check(scope: Scope, body: bytes) -> None:
    """See that a body is JSON where it says or must be so, without what no text or number is."""
    media_type = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    is_json = media_type == "application/json" or media_type.endswith("+json")
    if body and not is_json and scope["path"].startswith(NATIVE):
        raise RefusedError(415, f"the body must be JSON, and says it is {media_type or 'nothing'}")
    if not body or not is_json:
        return
    try:
        json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise RefusedError(400, "the JSON is nested too deeply") from None
    except (json.JSONDecodeError, _NoNumberError) as error:
        raise RefusedError(400, f"the body is no JSON: {error}") from None
    except UnicodeDecodeError:
        raise RefusedError(400, "the body is no JSON: it is not in UTF-8") from None
    except ValueError:
        raise RefusedError(400, "the JSON holds a number of too many digits") from None


def _no_number(name: str) -> NoReturn:
    raise _NoNumberError(f"{name} is no number of JSON")


class _NoNumberError(ValueError):
    """What Python takes for a number and JSON does not."""


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read once more, and then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give

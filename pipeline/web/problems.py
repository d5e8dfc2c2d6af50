"""From what went wrong to what a client is told: one table, one shape, no stack traces."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.routing import Match

from pipeline.errors import (
    BusyError,
    CulturescopeError,
    DeclarationError,
    MissingError,
    ModelError,
    OutdatedError,
    SnapshotError,
    StoreError,
    UsageError,
    WorkspaceError,
)

LOG = logging.getLogger("culturescope.web")
RETRY_AFTER_S = 5
"""When to ask again where nobody can say when it will be better."""
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
MOST_FIELDS = 5
"""Wrong fields that one answer names."""
MOST_NAME = 60
"""Characters of a field's name that an answer repeats."""

HANDLERS: dict[type[Exception], tuple[int, str]] = {
    MissingError: (404, "missing"),
    OutdatedError: (409, "outdated"),
    UsageError: (422, "unusable"),
    DeclarationError: (503, "declaration"),
    BusyError: (503, "busy"),
    WorkspaceError: (503, "workspace"),
    StoreError: (503, "store"),
    ModelError: (503, "model"),
    SnapshotError: (503, "snapshot"),
    NoConnection: (503, "store"),
    CulturescopeError: (500, "failed"),
}
"""Error type to (status, machine word); the nearest class of an error's ancestry counts."""

WORDS = {
    400: ("malformed", "Send what the API description at / shows."),
    401: ("no_token", "Send a token as 'Authorization: Bearer ...' or as the password."),
    403: ("forbidden", "Use a token of a role that may do this."),
    404: ("missing", "The API description at / lists what there is."),
    405: ("no_such_method", "The API description at / lists the methods of each path."),
    408: ("too_slow", "Send the request again, at once as a whole."),
    409: ("outdated", "Fetch it again, look at it, and decide anew."),
    413: ("too_large", "Send less at a time."),
    415: ("media_type", "Send JSON, with 'Content-Type: application/json'."),
    422: ("invalid", "Mend the named fields and send it again."),
    429: ("too_many", "Wait as many seconds as Retry-After says."),
    500: ("failed", "Tell whoever runs the server: its log has the trace under the mark."),
    503: ("unavailable", "Wait as many seconds as Retry-After says and send it again."),
}
"""Status to (machine word, what to do next) where nothing more fitting is known."""
NEXT = {
    "foreign_origin": "Send it from a page of this server, or from a program that is no browser.",
    "not_local": "Call it as localhost, or make a token there: 'culturescope tokens add'.",
    "unusable": "Mend what the detail names and send it again.",
}
"""Machine word to what to do next, where that of the status would mislead."""


MEDIA_TYPE = "application/problem+json"
"""Of RFC 9457, whose `title`, `status` and `detail` many clients know, Annif's among them."""


class Problem(BaseModel):
    """Why a request got no result."""

    title: str = Field(description="Name of the status.", examples=["Not Found"])
    status: int = Field(description="Status of the answer.", examples=[404], ge=400, lt=600)
    error: str = Field(description="Machine word.", examples=["missing"])
    detail: str = Field(
        description="One sentence for a person.",
        examples=["there is no scheme 'theme'; there are disciplines, themes"],
    )
    next: str = Field(
        description="What to do next.",
        examples=["The API description at / lists what there is."],
    )


class RefusedError(Exception):
    """A request that the web layer itself turns away."""

    def __init__(
        self, status: int, detail: str, *, error: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """Take what `problem` takes."""
        super().__init__(detail)
        self.status, self.detail, self.error, self.headers = status, detail, error, headers


def problem(
    status: int, detail: str, *, error: str = "", headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the answer to a request that gets no result."""
    word, next_ = WORDS.get(status, WORDS[400 if status < 500 else 500])
    title = HTTPStatus(status).phrase
    body = {"title": title, "status": status, "error": error or word}
    body |= {"detail": _printable(detail), "next": NEXT.get(error, next_)}
    told = dict(headers or {})
    if status == 503:
        told.setdefault("Retry-After", str(RETRY_AFTER_S))
    return JSONResponse(body, status, told, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of an app end as a `Problem`."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for error in HANDLERS:
        app.add_exception_handler(error, _foreseen)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return problem(error.status, error.detail, error=error.error, headers=error.headers)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = error.detail
    if error.status_code in (404, 405) and said == HTTPStatus(error.status_code).phrase:
        said = f"there is no {request.method} {request.url.path}"
    told = error.headers
    if error.status_code == 405:
        told = {"Allow": ", ".join(_methods(request))}
    return problem(error.status_code, said, headers=told)


def _methods(request: Request) -> list[str]:
    """Return all methods of a path; Starlette tells those of the first of its routes alone."""
    return [
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] == Match.FULL
            for route in request.app.routes
        )
    ]


def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    every = error.errors()
    lines = [_field(one) for one in every[:MOST_FIELDS]]
    if len(every) > MOST_FIELDS:
        lines.append(f"and {len(every) - MOST_FIELDS} more")
    return problem(422, "; ".join(lines))


def _field(one: Mapping[str, Any]) -> str:
    """Name a field and what is wrong with it, never what was sent: that may be long or secret."""
    place = ".".join(_short(str(part)) for part in one["loc"])
    return f"{place}: {one['msg'].removeprefix('Value error, ')}"


def _short(name: str) -> str:
    """Cut the name of a field: one that no schema has may be as long as a body."""
    return name if len(name) <= MOST_NAME else f"{name[:MOST_NAME]}..."


def _foreseen(_: Request, error: Exception) -> Response:
    status, word = next(HANDLERS[c] for c in type(error).__mro__ if c in HANDLERS)
    if status < 500:
        return problem(status, str(error), error=word)
    # the line may name files and databases of the server, which are not the client's business
    LOG.error("%s: %s", type(error).__name__, _printable(str(error)))
    return problem(status, UNAVAILABLE[word], error=word)


UNAVAILABLE = {
    "declaration": "a vocabulary or gazetteer of the server cannot be used at the moment",
    "busy": "another process holds what this needs",
    "workspace": "the server's workspace cannot be used at the moment",
    "store": "the server's store is locked or cannot be reached at the moment",
    "model": "a model of the server is missing or damaged",
    "snapshot": "a snapshot of the server is missing or damaged",
    "failed": "the server could not do this",
}
"""Machine word to what a client is told of it; the server's log has the whole line."""


def _printable(text: str) -> str:
    """Return a text that can be sent and shown whatever it quotes: no half characters, no NUL."""
    return "".join(c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in text)

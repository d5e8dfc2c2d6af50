"""What the API description says of answers that are no result."""

from __future__ import annotations

from typing import Any

from pipeline.web.problems import Problem

MEANING = {
    400: "The request is no readable JSON, or holds what no text may hold.",
    401: "No token, or one that does not work (any more).",
    403: "The token's role may not do this, or the request comes from a foreign web page or host.",
    404: "What is named does not exist; the detail says what does.",
    405: "The path has no such method.",
    408: "The request took too long to arrive.",
    409: "What the caller saw has changed since.",
    413: "The request, a text or a batch is too large.",
    415: "The request is not JSON, or is compressed.",
    422: "A field is missing or wrong; the detail names it.",
    429: "More requests a minute than the server's settings allow.",
    503: "Models are loading, all workers are busy, or the store is locked: ask again.",
}
_SECONDS = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
_SCHEMES = {"description": "How to show a token.", "schema": {"type": "string"}}
HEADERS = {
    401: {"WWW-Authenticate": _SCHEMES},
    429: {"Retry-After": _SECONDS},
    503: {"Retry-After": _SECONDS},
}

Answers = dict[int | str, dict[str, Any]]


def answers(*statuses: int) -> Answers:
    """Describe the given statuses."""
    return {
        status: {"model": Problem, "description": MEANING[status]}
        | ({"headers": HEADERS[status]} if status in HEADERS else {})
        for status in sorted(statuses)
    }


ALWAYS = answers(400, 401, 403, 405, 422, 429, 503)
"""What any operation may answer."""
WITH_BODY = answers(408, 413, 415)
"""What an operation that takes a body may answer besides."""

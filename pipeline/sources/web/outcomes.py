"""What a response means: an answer, a way further, or the reason why there is none."""

from __future__ import annotations

import datetime as dt

from pipeline.sources.web.addresses import fetchable_url, resolved
from pipeline.sources.web.breaker import retry_after_s
from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.line import NOT_MODIFIED, OK, Response

REDIRECTS = (300, 301, 302, 303, 307, 308)
GONE = (404, 410)
_PASSING = {408: "timeout", 425: "busy", 429: "busy"}
_UNAVAILABLE, _FIRST_OF_CLIENT, _FIRST_OF_SERVER = 503, 400, 500
_ADVICE = {
    401: "it asks for a password; leave it out, or ask the owner",
    402: "it asks for money; leave it out, or ask the owner",
    403: "it is shown to nobody, or not to programs; ask the owner",
    406: "it does not like how it is asked; tell the owner",
    451: "it is withheld for legal reasons; leave it out",
}


def problem_of(response: Response, now: dt.datetime, is_conditional: bool) -> NoAnswerError | None:
    """Return why a response is no answer; None where it is one, or leads elsewhere."""
    status = response.status
    if status == OK or (status == NOT_MODIFIED and is_conditional) or status in REDIRECTS:
        return None
    if status in GONE:
        return NoAnswerError("gone", f"was answered with {status}: it is no longer there", status)
    retry_s = retry_after_s(response.value("retry-after"), now)
    reason = _reason(status, retry_s is not None)
    return NoAnswerError(reason, _detail(response, reason), status, retry_s)


def _reason(status: int, has_retry: bool) -> str:
    if status in _PASSING or (status == _UNAVAILABLE and has_retry):
        return _PASSING.get(status, "busy")
    if status >= _FIRST_OF_SERVER:
        return "server_error"
    return "refused" if status >= _FIRST_OF_CLIENT else "broken"


def _detail(response: Response, reason: str) -> str:
    status = response.status
    if response.value("cf-mitigated") == "challenge":
        return f"was answered with {status} and a riddle for browsers; ask the owner to let us in"
    if reason == "refused":
        return f"was answered with {status}: {_ADVICE.get(status, 'check the address')}"
    if reason == "broken":
        return f"was answered with {status}, which says nothing; check the address"
    wish = response.value("retry-after")
    asks = f" and asks to wait ({wish:.40})" if wish.isprintable() and wish else ""
    return f"was answered with {status}{asks}; it is tried again later"


def next_address(response: Response, url: str) -> str:
    """Return where a response leads; "" where it leads nowhere.

    Raises:
        NoAnswerError: bad_redirect.
    """
    if response.status not in REDIRECTS:
        return ""
    location = _utf8(response.value("location"))
    further = fetchable_url(resolved(url, location)) if location.strip() else ""
    if not further:
        detail = f"leads to {location!r:.200}, which cannot be fetched; check the address"
        raise NoAnswerError("bad_redirect", detail, response.status)
    return further


def _utf8(value: str) -> str:
    """Return a header as it was meant, where it was written in UTF-8 against the rules."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value

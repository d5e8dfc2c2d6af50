"""HTML pages: small ones are read here, what may take long or much memory by a child process."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.clean.confined import CONFINED
from pipeline.clean.decode import decode
from pipeline.clean.html.cost import LARGE, MAX_BYTES, MONSTROUS, SMALL, fits, size
from pipeline.clean.html.here import Reading, read_here
from pipeline.clean.html.worker import PARTS, READING
from pipeline.clean.parts import Known, Parts, Problem
from pipeline.declarations import Selectors, Source

# Seconds for all a page holds, and for its visible text where that takes longer; together with
# decoding and with starting two children (1 s each) they stay below ten.
TIMEOUT_S, COARSE_TIMEOUT_S = 4.0, 2.5
START_S = 30.0  # for a child to load its libraries where twenty others do the same
_WAYS = ((False, TIMEOUT_S), (True, COARSE_TIMEOUT_S))

# Images written into the page (saved pages hold megabytes of them) say nothing to a reader.
_INLINE_DATA = re.compile(r"data:[a-z]+/[^\s\"'<>()]{1000,}")
# Parsers refuse decoded text that still declares an encoding.
_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(
    body: bytes, source: Source, url: str | None, latest: dt.date, known: Known
) -> Parts | Problem:
    """Read an HTML page.

    Args:
        body: As fetched, in whatever encoding.
        source: Its card; selectors go before anything else.
        url: Address of the page.
        latest: Day of the capture.
        known: Folded labels by kind (see segment.fold).
    """
    if len(body) > MAX_BYTES:
        return Problem(
            "too_large",
            f"The page has {len(body):,} bytes, more than {MAX_BYTES:,}; split it, or leave it out "
            "with the card's include patterns.",
        )
    html = decode(body, is_html=True)
    if html is None:
        return Problem("not_text", "The page is no text in any known encoding; look at the link.")
    html = _INLINE_DATA.sub("data:,", _XML_PROLOGUE.sub("", html))
    parts = _read(html, Reading(source.select, url, latest, known))
    if isinstance(parts, Parts) and not parts.text:
        return _no_body(source)
    return parts


def _read(html: str, reading: Reading) -> Parts | Problem:
    """Read a decoded page where it does least harm."""
    measured = size(html)
    if fits(measured, SMALL):
        return read_here(html, reading)
    if not fits(measured, MONSTROUS):
        return _too_complex(html)
    is_large = fits(measured, LARGE) or reading.select != Selectors()
    return _confined(html, reading, coarsely=not is_large)


def _confined(html: str, reading: Reading, *, coarsely: bool) -> Parts | Problem:
    """Let a child read a page: all of it, or coarsely at once or where all takes too much."""
    body = html.encode("utf-8", "surrogatepass")
    stated = READING.dump_python(reading, mode="json")
    unknown = READING.dump_python(replace(reading, known={}), mode="json")
    for is_coarse, timeout_s in _WAYS[coarsely:]:
        # A page is not timed for what a new child loads first.
        CONFINED.call("html", b"", START_S, {"reading": unknown, "coarsely": True})
        options = {"reading": stated, "coarsely": is_coarse}
        answer = CONFINED.call("html", body, timeout_s, options)
        if isinstance(answer, dict) and "parts" in answer:
            return PARTS.validate_python(answer["parts"])
    return _too_complex(html)


def _too_complex(html: str) -> Problem:
    return Problem(
        "too_complex",
        f"The page ({len(html):,} characters, {html.count('<'):,} tags) cannot be read within "
        "ten seconds and a gigabyte; save its article alone, or leave it out.",
    )


def _no_body(source: Source) -> Problem:
    return Problem(
        "no_body",
        f"No running text was found; name its element under select.body in the card of "
        f"{source.id}, or leave such pages out.",
    )

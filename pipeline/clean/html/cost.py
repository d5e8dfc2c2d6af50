"""What reading a page may cost, told from its bare characters, so that every run tells the same.

Seconds measured with tests/benchmarks/bad_input.py on shapes made to be slow: cells without end,
elements of thousands of attributes, paragraphs that are never closed. The 181 pages of the
article-extraction benchmark have at most 3,300 tags, 14,000 equals signs and 1.5 MB.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.sources.taxing import most_attributes

MAX_HTML = 4_000_000  # characters; trafilatura takes 3 s for 4 MB and over 45 s for 10 MB
MAX_BYTES = 40_000_000  # a page of more is a dump of data
# resiliparse takes 0.1 s for 2,000 levels, 2.5 s for 10,000, 14 s for 20,000; real pages have
# below 100, and the parser under trafilatura gives up at 256.
MAX_DEPTH = 2000
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
# Elements that need no end tag do not nest when it is missing.
_FLAT_NAMES = (
    "area base br col embed hr img input link meta source track wbr p li td th tr option dt dd "
    "thead tbody tfoot colgroup optgroup rp rt"
)
_FLAT = frozenset(_FLAT_NAMES.split())


class Size(NamedTuple):
    """Upper bounds of what makes parsers and extractors slow."""

    characters: int
    tags: int
    """Less-than signs."""
    attributes: int
    """Equals signs, or, if that is more, attributes of one element: parsers compare each of them
    with all others there."""


# At these the slowest shape takes 2 s, so no process of its own is needed (which takes 1 s to
# start and copies the page).
SMALL = Size(2_000_000, 10_000, 15_000)
# At these trafilatura takes 4 s and 250 MB for the slowest shape but one.
LARGE = Size(MAX_HTML, 40_000, 60_000)
# At these resiliparse takes 2 s and 400 MB.
HUGE = Size(MAX_BYTES, 800_000, 300_000)
# At these taking a page apart at its tags takes 2 s and 400 MB.
MONSTROUS = Size(MAX_BYTES, 2_500_000, MAX_BYTES)


def size(html: str) -> Size:
    """Measure a page."""
    return Size(len(html), html.count("<"), max(html.count("="), most_attributes(html)))


def fits(page: Size, limit: Size) -> bool:
    """Tell whether a page is below a limit in every respect."""
    return all(own <= most for own, most in zip(page, limit, strict=True))


def depth(html: str) -> int:
    """Return how deep tags nest at most, were they all balanced; counts on to MAX_DEPTH."""
    level = deepest = 0
    for piece in html.split("<"):
        found = _NAME.match(piece)
        if found is None or piece.partition(">")[0].endswith("/"):
            continue
        name = found[0].lower()
        if name.lstrip("/") in _FLAT:
            continue
        level = max(0, level - 1) if name.startswith("/") else level + 1
        deepest = max(deepest, level)
        if deepest > MAX_DEPTH:
            break
    return deepest

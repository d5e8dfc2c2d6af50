"""The main text of an HTML page."""

from __future__ import annotations

import re

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from pipeline.clean.fragment import read_fragment
from pipeline.clean.furniture import is_advertisement, is_body, is_share_bar
from pipeline.clean.parts import MAX_CHARACTERS
from pipeline.clean.pasted import read_pasted
from pipeline.text import normalise

MAX_HTML = 4_000_000  # characters; trafilatura takes 3 s for 4 MB and over 45 s for 10 MB
# resiliparse takes 0.1 s for 2,000 levels, 2.5 s for 10,000, 14 s for 20,000; real pages have
# below 100, and the parser under trafilatura gives up at 256.
MAX_DEPTH = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_ANY_TAG = re.compile(r"<[^>]*>")
# Elements that need no end tag do not nest when it is missing.
_FLAT_NAMES = (
    "area base br col embed hr img input link meta source track wbr p li td th tr option dt dd "
    "thead tbody tfoot colgroup optgroup rp rt"
)
_FLAT = frozenset(_FLAT_NAMES.split())
_BULLET = re.compile(r"^[-*•]\s+")
_ROW = re.compile(r"^\|(.*)\|$")


def main_text(html: str) -> str:
    """Return the main text of a page, normalised; empty where there is none.

    trafilatura first; pages it gives up on (too large, too deep, too odd) go to resiliparse
    and the cleaner of pasted text.
    """
    extracted = _by_trafilatura(html)
    if extracted:
        lines = (_plain(line) for line in extracted.split("\n"))
        kept = (line for line in lines if not is_advertisement(line) and not is_share_bar(line))
        return normalise("\n\n".join(kept))
    visible = _visible_text(html)
    if len(visible) > MAX_CHARACTERS:
        return visible  # too large whatever its furniture; the cleaner will say so
    text = read_pasted(visible, {}).text
    return text if any(is_body(paragraph) for paragraph in text.split("\n\n")) else ""


def _by_trafilatura(html: str) -> str | None:
    if len(html) > MAX_HTML:
        return None
    return trafilatura.extract(
        html,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        output_format="txt",
    )


def _visible_text(html: str) -> str:
    if _depth(html) > MAX_DEPTH:
        return _ANY_TAG.sub("\n", _UNSEEN.sub("\n", html))
    text = extract_plain_text(
        html, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False
    )
    return str(text) or (read_fragment(html) if len(html) <= MAX_HTML else "")


def _depth(html: str) -> int:
    """Return how deep tags nest at most, were they all balanced."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[3] or found[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _plain(line: str) -> str:
    """Undo the marks of lists and tables."""
    line = line.strip()
    row = _ROW.match(line)
    if row:
        cells = (cell.strip(" -:") for cell in row[1].split("|"))
        return " ".join(cell for cell in cells if cell)
    return _BULLET.sub("", line)

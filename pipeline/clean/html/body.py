"""The main text of an HTML page, by the first of three ways that finds any."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text

from pipeline.clean.fragment import read_fragment
from pipeline.clean.furniture import is_advertisement, is_body, is_share_bar
from pipeline.clean.html.cost import HUGE, LARGE, MAX_DEPTH, MAX_HTML, depth, fits, size
from pipeline.clean.html.extract import extract
from pipeline.clean.html.page import parse_page
from pipeline.clean.parts import Known, Parts
from pipeline.clean.pasted import MAX_COMBED, MAX_LINES, read_pasted
from pipeline.text import normalise

__all__ = ["MAX_HTML", "main_parts", "main_text", "visible_parts"]

MAX_FURNITURE = 200  # characters of a line that may be a share bar
_UNSEEN = frozenset(["script", "style", "template", "noscript"])
_NAME = re.compile(r"!--|/?[a-zA-Z][a-zA-Z0-9]*")
_BULLET = re.compile(r"^[-*•]\s+")
_ROW = re.compile(r"^\|(.*)\|$")


def main_text(html: str) -> str:
    """Return the main text of a page, normalised; empty where there is none."""
    if not fits(size(html), LARGE):
        return visible_parts(html, {}).text
    return main_parts(parse_page(html).tree, html, {}).text


def main_parts(tree: HtmlElement | None, html: str, known: Known) -> Parts:
    """Return the main text of a page, normalised; empty where there is none.

    trafilatura first; pages it gives up on (too deep, too odd) go the coarse way.

    Args:
        tree: The parsed page, which is changed; None: it cannot be parsed.
        html: The same page, of a size that trafilatura can bear (see cost.LARGE).
        known: Folded labels by kind (see segment.fold).
    """
    extracted = extract(tree, html) if tree is not None else ""
    if extracted:
        return Parts(text=normalise("\n\n".join(_blocks(extracted))))
    return visible_parts(html, known)


def visible_parts(html: str, known: Known) -> Parts:
    """Return the text that resiliparse or, of monstrous pages, stripping finds, then combed.

    The comber of pasted text may lift a title, dates or labels out of it.
    """
    visible = _visible_text(html)
    if len(visible) > MAX_COMBED or visible.count("\n") > MAX_LINES:
        return Parts(text=normalise(visible))
    parts = read_pasted(visible, known)
    has_body = any(is_body(paragraph) for paragraph in parts.text.split("\n\n"))
    return parts if has_body else Parts(text="")


def _blocks(extracted: str) -> Iterator[str]:
    """Yield the paragraphs, list items and table rows of an extracted text."""
    for line in extracted.split("\n"):
        block = _plain(line)
        if len(block) > MAX_FURNITURE or not (is_advertisement(block) or is_share_bar(block)):
            yield block


def _plain(line: str) -> str:
    """Undo the marks of lists and tables."""
    line = line.strip()
    row = _ROW.match(line)
    if row:
        cells = (cell.strip(" -:") for cell in row[1].split("|"))
        return " ".join(cell for cell in cells if cell)
    return _BULLET.sub("", line)


def _visible_text(html: str) -> str:
    measured = size(html)
    if not fits(measured, HUGE) or depth(html) > MAX_DEPTH:
        return _stripped(html)
    text = extract_plain_text(
        html, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False
    )
    return str(text) or (read_fragment(html) if fits(measured, LARGE) else "")


def _stripped(html: str) -> str:
    """Return what stands between the tags, scripts and comments left out, in linear time."""
    kept: list[str] = []
    inside = ""  # what ends the invisible element or comment that is open
    for piece in html.split("<"):
        found = _NAME.match(piece)
        name = found[0].lower() if found else ""
        if inside and not (name == inside or (inside == "--" and "-->" in piece)):
            continue
        inside = "" if inside else _end_of(name, piece)
        shown = piece.rpartition("-->") if "-->" in piece else piece.partition(">")
        kept.append(shown[2] if not inside else "")
    return "\n".join(text for text in kept if text.strip())


def _end_of(name: str, piece: str) -> str:
    """Return what ends an invisible element that begins here; empty where none does."""
    if name == "!--":
        return "" if "-->" in piece else "--"
    return f"/{name}" if name in _UNSEEN else ""

"""What a page shows of its dates: <time> elements and datelines near the heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

MAX_BELOW, MAX_ABOVE = 45, 6  # pieces of text around the heading among which a dateline stands
MAX_PIECE = 200  # characters; longer pieces are paragraphs
_DIGIT = re.compile(r"\d")
_OTHER_PLACES = frozenset(["aside", "footer", "nav"])
_ROOTS = frozenset(["html", "body"])
# Words in the class or id of what holds other articles, comments, or dates of other kinds.
_OTHERS = re.compile(
    r"related|similar|recommend|comments?\b(?!-(?:open|closed))|respond|reply|footer|foot\b"
    r"|side-?bar|(?<!elementor-)widget|teaser|promo|popular|trending|most-?read|\balso|\bmore\b"
    r"|\bnav|menu|calendar|ticker|\bevent",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|changed|edited)\W*$", re.IGNORECASE)
_UPDATED_CLASS = re.compile(r"modified|updated", re.IGNORECASE)

Find = Callable[[HtmlElement], list[Any]]
_TEXT = "text()[normalize-space() and not(parent::script or parent::style)]"
_BELOW: Find = XPath(f"((//h1)[1]/following::{_TEXT})[position() <= {MAX_BELOW}]")
_ABOVE: Find = XPath(f"(//h1)[1]/preceding::{_TEXT}[position() <= {MAX_ABOVE}]")
_HEADING: Find = XPath("(//h1)[1]")
_TIMES: Find = XPath("//time[@datetime]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text near the heading, with the one before it."""

    text: str
    before: str
    distance: int
    """Pieces of text from the heading; negative above it."""
    time: str
    """What the <time> element around it states for machines; empty where there is none."""
    is_update: bool
    """Whether its element is marked as the time of a change; many themes do so regardless."""


def near_heading(tree: HtmlElement) -> list[Piece]:
    """Return the pieces of text around the first heading that may hold a date, in their order.

    Those of other articles, comments, menus are left out; none where there is no heading.
    """
    above, below = _ABOVE(tree), _BELOW(tree)
    shared = heading_holders(tree)
    return [*_pieces(above, -len(above), shared), *_pieces(below, 0, shared)]


def heading_holders(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Return the elements around the first heading: whatever their class says, they are its."""
    heading = next(iter(_HEADING(tree)), None)
    return frozenset() if heading is None else frozenset(heading.iterancestors())


def _pieces(nodes: list[Any], first: int, own: frozenset[HtmlElement]) -> Iterator[Piece]:
    before = ""
    for distance, node in enumerate(nodes, first):
        text, around = " ".join(node.split()), node.getparent()
        element = _time_around(around) if node.is_text else None
        is_short = len(text) <= MAX_PIECE and _DIGIT.search(text) is not None
        if (element is not None or is_short) and not is_elsewhere(around, own):
            stated = "" if element is None else element.get("datetime", "")
            is_update = _is_update(around if element is None else element)
            yield Piece(text, before, distance, stated, is_update)
        before = text


def _time_around(element: HtmlElement) -> HtmlElement | None:
    for each in (element, element.getparent()):
        if each is not None and each.tag == "time" and each.get("datetime"):
            return each
    return None


def article_times(tree: HtmlElement) -> list[str]:
    """Return what the page's own date line states for machines, the likeliest first.

    A <time> counts inside <article> or <header>, or where it is the page's only one; never
    among related articles, comments, in the footer, or after "updated".
    """
    times = _TIMES(tree)
    shared = heading_holders(tree) if times else frozenset()
    own = [element for element in times if _is_own(element, shared)]
    inside = [element for element in own if _within(element, "article", "header")]
    if inside:
        return [inside[0].get("datetime")]
    if len({element.get("datetime") for element in own}) > 1:
        return []
    return [element.get("datetime") for element in own[:1]]


def _is_own(element: HtmlElement, shared: frozenset[HtmlElement]) -> bool:
    if element.get("itemprop") == "dateModified":
        return False
    return not _is_update(element) and not is_elsewhere(element, shared)


def is_elsewhere(element: HtmlElement, own: frozenset[HtmlElement]) -> bool:
    """Tell what stands among other articles, comments, menus.

    Args:
        element: What holds the date.
        own: Elements around the heading; they and what is around them are not looked at.
    """
    for above in (element, *element.iterancestors()):
        if above in own:
            return False
        marks = f"{above.get('class', '')} {above.get('id', '')}"
        if above.tag in _OTHER_PLACES or (_OTHERS.search(marks) and above.tag not in _ROOTS):
            return True
    return False


def _is_update(element: HtmlElement) -> bool:
    classes = element.get("class", "")
    if _UPDATED_CLASS.search(classes) and "publish" not in classes:
        return True
    before = element.getprevious()
    parent = element.getparent()
    lead = before.tail if before is not None else parent.text if parent is not None else ""
    return _UPDATED.search(lead or "") is not None


def _within(element: HtmlElement, *names: str) -> bool:
    return any(above.tag in names for above in element.iterancestors())

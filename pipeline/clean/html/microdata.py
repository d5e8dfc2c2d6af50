"""Microdata of a page: properties of its article that stand as itemprop among the text.

https://html.spec.whatwg.org/multipage/microdata.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.clean.html.schema import rank

_PROPERTIES = XPath("//*[@itemprop]")
_OWNER = XPath("ancestor::*[@itemscope][1]")
_NAMES = XPath(".//*[@itemprop='name']")
MAX_PROPERTIES = 2000  # a shop's listing has a few hundred
MAX_TEXT = 500  # characters; articleBody is no metadata


def microdata(tree: HtmlElement) -> Mapping[str, tuple[str, ...]]:
    """Return the properties of the page's article, by lower-case name, in order.

    The article is the first item of the best type (see schema.rank); where no item is one,
    properties outside of any item count, since many templates forget the item.
    """
    found: dict[HtmlElement | None, dict[str, list[str]]] = {}
    for element in _PROPERTIES(tree)[:MAX_PROPERTIES]:
        value = _value(element)
        if value:
            properties = found.setdefault(_owner(element), {})
            for name in element.get("itemprop").lower().split():
                properties.setdefault(name, []).append(value)
    chosen = found.get(_article(found), {})
    return {name: tuple(values) for name, values in chosen.items()}


def _article(owners: Iterable[HtmlElement | None]) -> HtmlElement | None:
    """Return the item that describes the article; None where none does."""
    ranked = [(rank(_types(owner)), owner) for owner in owners if owner is not None]
    known = [(place, owner) for place, owner in ranked if place is not None]
    return min(known, key=lambda entry: entry[0])[1] if known else None


def _types(item: HtmlElement) -> list[str]:
    return [address.rstrip("/").rpartition("/")[2] for address in item.get("itemtype", "").split()]


def _owner(element: HtmlElement) -> HtmlElement | None:
    """Return the item an element states something of."""
    return next(iter(_OWNER(element)), None)


def _value(element: HtmlElement) -> str:
    """Return what a property states: of an item inside (an author) its name."""
    named = _NAMES(element)[:1] if element.get("itemscope") is not None else []
    stated = (named or [element])[0]
    value = stated.get("content") or stated.get("datetime")
    if value is None and len(stated) == 0:
        value = stated.text
    elif value is None:
        value = stated.text_content()
    return " ".join((value or "")[: 4 * MAX_TEXT].split())[:MAX_TEXT]

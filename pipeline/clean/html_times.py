"""Which <time> element of a page tells when its article was published."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

MAX_DISTANCE = 60  # elements between the heading and its date line; a longer way leads elsewhere
_OTHER_PLACES = frozenset(["aside", "footer", "nav"])
# Words in the class or id of what holds other articles, comments, or dates of other kinds.
_OTHERS = re.compile(
    r"related|similar|recommend|comments?\b(?!-(?:open|closed))|respond|reply|footer|foot\b"
    r"|side-?bar|(?<!elementor-)widget|teaser|promo|popular|trending|most-?read|\balso|\bmore\b"
    r"|\bnav|menu|calendar|ticker|\bevent",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|changed|edited)\W*$", re.IGNORECASE)
_UPDATED_CLASS = re.compile(r"modified|updated", re.IGNORECASE)


def article_times(tree: HtmlElement) -> list[str]:
    """Return what the page's own date line states for machines, the likeliest first.

    A <time> counts inside <article> or <header>, where it is the page's only one, or near the
    first heading; never among related articles, comments, in the footer, or after "updated".
    """
    own = [element for element in tree.iter("time") if _is_own(element)]
    inside = [element for element in own if _within(element, "article", "header")]
    if inside:
        return [inside[0].get("datetime")]
    if len({element.get("datetime") for element in own}) > 1:
        own = _nearest(tree, own)
    return [element.get("datetime") for element in own[:1]]


def _is_own(element: HtmlElement) -> bool:
    if not element.get("datetime") or element.get("itemprop") == "dateModified":
        return False
    return not _is_update(element) and not any(
        above.tag in _OTHER_PLACES
        or _OTHERS.search(f"{above.get('class', '')} {above.get('id', '')}")
        for above in (element, *element.iterancestors())
        if above.tag not in ("html", "body")
    )


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


def _nearest(tree: HtmlElement, times: list[HtmlElement]) -> list[HtmlElement]:
    """Return the one nearest to the first heading in the order of the page, if any is near."""
    order = {element: index for index, element in enumerate(tree.iter())}
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return []
    distance = {element: abs(order[element] - order[heading]) for element in times}
    best = min(times, key=lambda element: distance[element])
    return [best] if distance[best] <= MAX_DISTANCE else []

"""Find how the pages of a listing are turned."""

from __future__ import annotations

import re
from collections import defaultdict

from bs4 import BeautifulSoup, Tag

from pipeline.sources.pages import attribute
from pipeline.sources.web import addresses

NEXT_WORDS = frozenset(
    ("next", "next page", "older", "older posts", "older entries", "»", "›", "→", ">", ">>",
     "weiter", "nächste seite", "nächste", "suivant", "page suivante", "siguiente", "próxima",
     "successivo", "volgende", "następna")
)  # fmt: skip
_NUMBERED = re.compile(
    r"(?P<head>.*(?:[?&](?:page|p|paged|pg|seite|start|offset|from)=|/page/|/p/))(?P<n>\d{1,5})"
    r"(?P<tail>(?:/|&[^#]*)?)",
    re.IGNORECASE,
)


def turning_of(soup: BeautifulSoup, url: str) -> dict[str, object]:
    """Return the keys of [listing] that turn its pages; none where a page shows no way."""
    if soup.select_one('a[rel~="next"]') is not None:
        return {"next": 'a[rel~="next"]'}
    for link in soup.find_all("a", href=True):
        if _says_next(link) and (found := _class_selector(link)):
            return {"next": found}
    return _numbered(soup, url)


def _says_next(link: Tag) -> bool:
    said = (link.get_text(" ", strip=True), attribute(link, "aria-label"), attribute(link, "title"))
    folded = [text.lower() for text in said]
    return any(text in NEXT_WORDS or text.strip(" .…»›→>") in NEXT_WORDS for text in folded if text)


def _class_selector(link: Tag) -> str:
    """Return a selector of the link, or of the element around it, that names the next page."""
    for element, rest in ((link, ""), (link.parent, " a")):
        for name in attribute(element, "class").split() if isinstance(element, Tag) else ():
            if "next" in name.lower() and re.fullmatch(r"[A-Za-z_][\w-]*", name):
                return f"{element.name if isinstance(element, Tag) else ''}.{name}{rest}"
    return ""


def _numbered(soup: BeautifulSoup, url: str) -> dict[str, object]:
    """Return the pattern that most links to numbered pages of this listing have."""
    here = addresses.canonical_url(url).partition("?")[0].rstrip("/")
    shown: dict[str, dict[int, int]] = defaultdict(dict)
    for link in soup.find_all("a", href=True):
        target = addresses.resolved(url, attribute(link, "href")).partition("#")[0]
        found = _NUMBERED.fullmatch(target)
        text = link.get_text(strip=True)
        if found is not None and target.startswith(here) and re.fullmatch(r"\d{1,4}", text):
            shown[f"{found['head']}{{n}}{found['tail']}"][int(text)] = int(found["n"])
    if not shown:
        return {}
    pattern = max(shown, key=lambda one: (len(shown[one]), one))
    second = _second_and_step(shown[pattern])
    return {"pages": pattern, **second} if second else {}


def _second_and_step(shown: dict[int, int]) -> dict[str, object]:
    """Return what stands for {n} on the second page and by how much it grows.

    Args:
        shown: What the address holds, by the number that readers see.
    """
    label = min((label for label in shown if label > 1), default=0)
    number = shown.get(label, 0)
    if not label or not number:
        return {}
    if number in (label, label - 1):
        return {"first": number - (label - 2)}
    step = number // (label - 1)
    return {"first": step, "step": step} if step * (label - 1) == number else {}

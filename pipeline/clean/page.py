"""The head of an HTML page as values: its meta elements, structured data and headings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

_ARTICLE_TYPES = (
    "NewsArticle Article BlogPosting Report ScholarlyArticle AnalysisNewsArticle "
    "OpinionNewsArticle "
    "ReportageNewsArticle ReviewNewsArticle TechArticle Event WebPage"
)
_RANKS = {name: rank for rank, name in enumerate(_ARTICLE_TYPES.split())}
"""schema.org types that describe the page's article, the best first."""
MAX_OBJECTS = 500  # of structured data on one page; more is a trap


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    tree: HtmlElement | None
    """None where the parser makes no tree of it."""
    meta: Mapping[str, tuple[str, ...]]
    """Contents of meta elements by lower-case name, property or itemprop."""
    article: Mapping[str, object]
    """The schema.org object (JSON-LD) that describes the article; empty where none does."""


def parse_page(html: str) -> Page:
    """Parse a page once for everything that is read from it besides the text."""
    tree = trafilatura.load_html(html)
    if tree is None:
        return Page(None, {}, {})
    return Page(tree, _meta(tree), _article(tree))


def _meta(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("name", "property", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found[name] = (*found.get(name, ()), content)
    return found


def _article(tree: HtmlElement) -> Mapping[str, object]:
    objects = list(_objects(tree))
    ranked = [
        (_RANKS[name], position, item)
        for position, item in enumerate(objects)
        for name in _types(item)
        if name in _RANKS
    ]
    return min(ranked, key=lambda entry: entry[:2])[2] if ranked else {}


def _types(item: Mapping[str, object]) -> list[str]:
    stated = item.get("@type")
    return [
        name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str)
    ]


def _objects(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield the JSON-LD objects of a page in order, with what their @graph holds."""
    queue: list[object] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            queue.append(_loaded(script.text_content()))
    for _ in range(MAX_OBJECTS):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue = [*item[:MAX_OBJECTS], *queue]
        elif isinstance(item, dict):
            yield item
            queue.extend([item.get("@graph"), item.get("mainEntity")])


def _loaded(text: str) -> object:
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def texts(value: object) -> list[str]:
    """Return the strings of a JSON-LD value: a string, an object's name, or a list of these."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return texts(value.get("name"))
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


def headings(page: Page) -> list[str]:
    """Return the texts of the page's first-level headings."""
    if page.tree is None:
        return []
    found = (" ".join(element.text_content().split()) for element in page.tree.iter("h1"))
    return [text for text in found if text]

"""Structured data of a page: the schema.org object that describes its article, and its values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

_ARTICLE_TYPES = (
    "NewsArticle Article BlogPosting Report ScholarlyArticle AnalysisNewsArticle "
    "OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle TechArticle Event WebPage"
)
_RANKS = {name: rank for rank, name in enumerate(_ARTICLE_TYPES.split())}
"""schema.org types that describe the page's article, the best first."""
MAX_OBJECTS = 500  # of structured data on one page; more is a trap

Object = Mapping[str, object]


def rank(types: Iterable[str]) -> int | None:
    """Return how well an object of these types describes an article, 0 best; None: it does not."""
    return min((_RANKS[name] for name in types if name in _RANKS), default=None)


def best_object(scripts: Iterable[str]) -> Object:
    """Return the JSON-LD object that describes the article; empty where none does.

    Args:
        scripts: Contents of a page's JSON-LD scripts.
    """
    ranked = [(rank(_types(item)), item) for item in _objects(scripts)]
    known = [(place, item) for place, item in ranked if place is not None]
    return min(known, key=lambda entry: entry[0])[1] if known else {}


def texts(value: object) -> list[str]:
    """Return the strings of a JSON-LD value: a string, an object's name, or a list of these."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return texts(value.get("name"))
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


def _types(item: Object) -> list[str]:
    stated = item.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return [name for name in listed if isinstance(name, str)]


def _objects(scripts: Iterable[str]) -> Iterator[Object]:
    """Yield the JSON-LD objects of a page in order, with what their @graph holds."""
    queue: list[object] = [_loaded(script) for script in scripts]
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

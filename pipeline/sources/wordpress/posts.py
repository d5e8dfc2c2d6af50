"""One post of WordPress: a record with its text, or a page to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.declarations import Source
from pipeline.records import Window
from pipeline.sources.apis import record_item
from pipeline.sources.gathering import Gathering
from pipeline.sources.hinting import hints, plain
from pipeline.sources.moments import is_wanted

NO_LABELS = frozenset(("post_format", "language", "post_translations", "nav_menu", "wp_theme"))
"""Taxonomies that say nothing of what a post is about."""
NO_SECTIONS = frozenset(("Uncategorized", "Uncategorised"))

Post = Mapping[str, Any]


def take(source: Source, gathering: Gathering, post: Post, window: Window) -> None:
    """Take a post as the card wants it; one without text in the API as its page."""
    published, changed = _utc(post, "date_gmt"), _utc(post, "modified_gmt")
    url = gathering.address(_text(post.get("link")))
    if not is_wanted(window, published, changed) or (url and not gathering.belongs(url)):
        return
    text = _rendered(post, "content")
    name = f"{source.id}#{_text(post.get('type')) or 'post'}-{_text(post.get('id'))}"
    if _is_protected(post):
        detail = f"{url or name} is protected by a password; exclude it"
        gathering.reject(url or name, "protected", detail)
    elif url and (source.content == "page" or not text.strip()):
        given = hints("wordpress", **_said(post), date=_text(post.get("date")), updated=changed)
        gathering.page(url, given, changed or published)
    else:
        _take_record(gathering, post, (url or name, url, text or _rendered(post, "excerpt")))


def _take_record(gathering: Gathering, post: Post, what: tuple[str, str, str]) -> None:
    locator, url, text = what
    said = _said(post)
    fields = {
        "id": _text(post.get("id")),
        "title": said["title"],
        "text": text,
        "text_format": "html",
        "published": _text(post.get("date")),
        "authors": said["author"],
        "section": said["section"],
        "keywords": said["label"],
        "language": said["language"],
    }
    item = record_item(locator, url, fields, hints("wordpress", updated=_utc(post, "modified_gmt")))
    gathering.item(item)
    gathering.files_in(text, locator, url)


def _said(post: Post) -> dict[str, Any]:
    """Return what a post says of itself, by the names of hints."""
    terms = [term for term in _terms(post) if term[0] not in NO_LABELS]
    categories = [name for kind, name in terms if kind == "category" and name not in NO_SECTIONS]
    return {
        "title": plain(_rendered(post, "title")),
        "author": list(_authors(post)),
        "section": categories[0] if len(categories) == 1 else "",
        "label": [name for _, name in terms if name not in NO_SECTIONS],
        "language": _text(post.get("lang")),
    }


def _authors(post: Post) -> Iterator[str]:
    """Yield names of authors; where a site hides them, an error stands in their place."""
    for author in _embedded(post, "author"):
        if name := plain(_text(author.get("name"))):
            yield name


def _terms(post: Post) -> Iterator[tuple[str, str]]:
    """Yield taxonomy and name of each category, tag and the like."""
    for term in _embedded(post, "wp:term"):
        if name := plain(_text(term.get("name"))):
            yield _text(term.get("taxonomy")), name


def _embedded(post: Post, relation: str) -> Iterator[Post]:
    embedded = post.get("_embedded")
    lists = embedded.get(relation) if isinstance(embedded, dict) else None
    for one in lists if isinstance(lists, list) else ():
        for part in one if isinstance(one, list) else [one]:
            if isinstance(part, dict):
                yield part


def _rendered(post: Post, field: str) -> str:
    value = post.get(field)
    return _text(value.get("rendered")) if isinstance(value, dict) else _text(value)


def _is_protected(post: Post) -> bool:
    content = post.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _utc(post: Post, field: str) -> str:
    stated = _text(post.get(field))
    return f"{stated}Z" if stated and not stated.startswith("0000") else ""


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

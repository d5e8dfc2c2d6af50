"""A WordPress REST API over a shelf: pages, totals, embedded authors and terms, its errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.site.replies import Reply, Request, as_json
from tests.site.shelf import Article

API = "/wp-json/wp/v2/"


def root(base: str) -> Reply:
    routes = {f"/wp/v2/{name}": {"methods": ["GET"]} for name in ("posts", "pages", "users")}
    return as_json({"name": "Meridian", "url": base, "namespaces": ["wp/v2"], "routes": routes})


def posts(request: Request, articles: Sequence[Article], base: str) -> Reply:
    """Answer /wp/v2/posts as WordPress does."""
    query = request.query
    size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
    found = _ordered(_wanted(articles, query), query)
    n_pages = -(-len(found) // size)
    if page > max(n_pages, 1):
        return _error(400, "rest_post_invalid_page_number", "The page number is too large.")
    some = found[(page - 1) * size : page * size]
    values = [_post(one, base, embed="_embed" in query) for one in some]
    return as_json(values, ("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(n_pages)))


def post(number: int, articles: Sequence[Article], base: str) -> Reply:
    """Answer /wp/v2/posts/<id>."""
    for one in articles:
        if one.number + 1 == number:
            return as_json(_post(one, base, embed=False))
    return no_route("rest_post_invalid_id")


def no_route(code: str = "rest_no_route") -> Reply:
    return _error(404, code, "No route was found matching the URL and request method.")


def _error(status: int, code: str, message: str) -> Reply:
    value = {"code": code, "message": message, "data": {"status": status}}
    return as_json(value, status=status)


def _wanted(articles: Sequence[Article], query: dict[str, str]) -> list[Article]:
    found = list(articles)
    for name, is_change in (("modified_after", True), ("after", False)):
        if name in query:
            found = [
                one for one in found if _moment(one, is_change=is_change) > _parsed(query[name])
            ]
    for name, is_change in (("modified_before", True), ("before", False)):
        if name in query:
            found = [
                one for one in found if _moment(one, is_change=is_change) < _parsed(query[name])
            ]
    return found


def _ordered(found: list[Article], query: dict[str, str]) -> list[Article]:
    by = query.get("orderby", "date")
    is_falling = query.get("order", "desc") == "desc"
    return sorted(found, key=lambda one: _order(one, by), reverse=is_falling)


def _order(one: Article, by: str) -> tuple[object, int]:
    if by == "id":
        return 0, one.number
    return _moment(one, is_change=by == "modified"), one.number


def _moment(one: Article, *, is_change: bool) -> dt.datetime:
    return one.changed if is_change else dt.datetime.combine(one.published, _NOON)


_NOON = dt.time(12, tzinfo=dt.UTC)


def _parsed(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _post(one: Article, base: str, *, embed: bool) -> dict[str, Any]:
    published = dt.datetime.combine(one.published, dt.time(12))
    content = "".join(f"<p>{escape(text)}</p>\n" for text in one.paragraphs)
    value: dict[str, Any] = {
        "id": one.number + 1, "date": published.isoformat(), "date_gmt": published.isoformat(),
        "modified": one.changed.replace(tzinfo=None).isoformat(),
        "modified_gmt": one.changed.replace(tzinfo=None).isoformat(),
        "slug": one.path.rsplit("/", 1)[-1], "status": "publish", "type": "post",
        "link": base + one.path, "title": {"rendered": escape(one.title)},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": f"<p>{escape(one.paragraphs[0][:100])}</p>", "protected": False},
        "author": 7, "categories": [3], "tags": [11],
    }  # fmt: skip
    if embed:
        terms = [
            [{"id": 3, "name": one.section.title(), "taxonomy": "category"}],
            [{"id": 11, "name": "residencies &amp; exchange", "taxonomy": "post_tag"}],
        ]
        value["_embedded"] = {"author": [{"id": 7, "name": one.author}], "wp:term": terms}
    return value

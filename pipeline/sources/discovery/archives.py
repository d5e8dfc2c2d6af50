"""What sitemaps list that is no item: lists by author, label or day, and the first page."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OF_LISTS = re.compile(
    r"(?:^|[-_.])(?:authors?|users?|categor(?:y|ies)|tags?|post[-_]tag|taxonom(?:y|ies)|"
    r"post[-_]format|product[-_]cat|archives?)(?=[-_.]|$)",
    re.IGNORECASE,
)
"""In the names of sitemaps by the common programs: "category-sitemap.xml", "sitemap-tags.xml",
"wp-sitemap-taxonomies-post_tag-1.xml". What they list changes with each new item."""
_NUMBER = re.compile(r"\d+(?=\.xml)")


def archives(urls: Iterable[str]) -> dict[str, list[str]]:
    """Return the key of a card that leaves out what is no item; none where all may be items.

    Args:
        urls: What a sitemap, or an index of sitemaps, lists; canonical.
    """
    found: dict[str, None] = {}
    for url in urls:
        path = url.partition("://")[2].partition("/")[2].partition("?")[0]
        name = path.rpartition("/")[2]
        if not path and "?" not in url:
            found["/"] = None
        elif ".xml" in name and _OF_LISTS.search(name):
            found[_NUMBER.sub("*", path)] = None
    return {"exclude": list(found)} if found else {}

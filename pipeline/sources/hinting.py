"""Hints: what an index says of an item, as plain text on one line each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from pipeline.records import Hints

MAX_CHARACTERS = 500
"""Of one hint; longer titles are texts."""
MAX_VALUES = 50
"""Of one name: pages with more labels than that are spam or lists of everything."""
_TAG = re.compile(r"<(?:[a-zA-Z/][^<>]{0,2000}|!--.{0,2000}?--)>", re.DOTALL)
_SIMPLE = re.compile(r"[\w:+.-]{1,100}", re.ASCII)
"""A date, a language, a word: nothing in it is to be mended."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """Return what a reader sees of a title or name: no tags, entities resolved, on one line.

    Entities are resolved twice, since feeds that write "&amp;amp;" are common.
    """
    if _SIMPLE.fullmatch(text):
        return text
    text = text[: 20 * MAX_CHARACTERS]
    if "&" in text or "<" in text:
        for _ in range(2):
            text = html.unescape(_TAG.sub("", text))
        text = _TAG.sub("", text)
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:MAX_CHARACTERS]


def hints(where: str, **values: str | Iterable[str]) -> Hints:
    """Return hints named `where-name`, in order of name; empty and repeated values are left out.

    Args:
        where: "feed", "sitemap", "listing", ...
        values: One value or several by name.
    """
    found: list[tuple[str, str]] = []
    for name in sorted(values):
        value = values[name]
        if not value:
            continue
        several = (value,) if isinstance(value, str) else tuple(value)[:MAX_VALUES]
        texts = dict.fromkeys(plain(one) for one in several)
        found.extend((f"{where}-{name}", text) for text in texts if text)
    return tuple(found)

"""Write a new card as a person would."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

WIDTH = 98
LONGEST_ID = 48
SUFFIXES = frozenset(["co", "com", "org", "net", "ac", "gov", "edu", "or", "go", "gob", "gouv"])
"""Second to last parts of a host's name that name nobody: "x.org.uk", "x.or.jp"."""
PLAIN_WORDS = frozenset(["index", "feed", "rss", "atom", "xml", "html", "htm", "php", "sitemap"])
"""Parts of a path that tell nothing of what is there."""
LAST_KEYS = {
    "language": '# of all texts, such as "en"; left out: told from each',
    "licence": '# what may be done with the texts, such as "CC BY 4.0"',
    "schedule": '# for flows: "15 6 * * *" is every day at 6:15; empty: only "run" visits it',
    "time_zone": '# of the schedule, such as "Europe/Berlin"',
}
"""Keys that a person should think of, and what to say of them."""

_NO_WORD = re.compile(r"[^a-z0-9]+")


def card_text(values: Mapping[str, Any], comments: Sequence[str]) -> str:
    """Return a card as TOML.

    Args:
        values: Keys in their order; a part such as [listing] is a mapping.
        comments: Paragraphs that stand above it.
    """
    above = [
        f"# {line}"
        for one in comments
        for line in textwrap.wrap(_plain(one), WIDTH, break_on_hyphens=False) or [""]
    ]
    top = [_line(key, value) for key, value in values.items() if not isinstance(value, Mapping)]
    parts = [
        line
        for name, part in values.items()
        if isinstance(part, Mapping) and part
        for line in ("", f"[{name}]", *(_line(key, value) for key, value in part.items()))
    ]
    return "\n".join([*above, *top, *parts]) + "\n"


def id_from(url: str) -> str:
    """Return an id for the source at an address: "https://www.x.org/en/news/" is x_en_news."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    labels = host.split(".")
    is_name = len(labels) > 1 and not labels[-1].isdigit()
    labels = labels[:-1] if is_name else labels
    if is_name and len(labels) > 1 and labels[-1] in SUFFIXES:
        labels = labels[:-1]
    words = _NO_WORD.split("_".join([*labels, *parts.path.lower().split("/")]).lower())
    told = [word for word in words if word and word not in PLAIN_WORDS]
    name = "_".join(told)[:LONGEST_ID].strip("_")
    return name if name[:1].isalpha() else f"site_{name}".rstrip("_")


def _line(key: str, value: object) -> str:
    told = f"  {LAST_KEYS[key]}" if key in LAST_KEYS else ""
    return f"{key} = {_written(value)}{told}"


def _written(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_written(one) for one in value)}]"
    if isinstance(value, str):
        plain = _plain(value)
        is_literal = '"' in plain and "'" not in plain
        return f"'{plain}'" if is_literal else json.dumps(plain, ensure_ascii=False)
    return json.dumps(value)


def _plain(text: str) -> str:
    """Return a text on one line: it may come from a page that nobody has looked at."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

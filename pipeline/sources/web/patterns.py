"""Patterns of addresses, as cards have them under `include` and `exclude`."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

_STARS = re.compile(r"(\*\*/|/\*\*$|\*\*|\*)")
_MEANINGS = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/?]*"}


def matches(pattern: str, url: str) -> bool:
    """Tell whether a pattern describes an address.

    A pattern stands for the path, from its beginning to its end, with or without the first slash:
    "*" is anything within one segment of the path, "**" anything across segments ("news/**" is
    all below /news and /news itself). A slash at the end of the path makes no difference, nor do
    escapes. A pattern with "?" stands for path and query ("index.php?id=*"); without, any query is
    taken. A pattern that begins with http:// or https:// stands for the whole address.

    Args:
        pattern: As the card has it.
        url: Canonical.
    """
    regex, has_query, is_whole = _compiled(pattern)
    if not is_whole:
        url = url.partition("://")[2].partition("/")[2]
    path, mark, query = url.partition("?")
    text = unquote(path)
    if not has_query:
        return bool(regex.fullmatch(text) or regex.fullmatch(text.rstrip("/")))
    return bool(regex.fullmatch(f"{text}{mark}{unquote(query)}"))


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[re.Pattern[str], bool, bool]:
    is_whole = pattern.startswith(("http://", "https://"))
    pattern = unquote(pattern if is_whole else pattern.lstrip("/"))
    path, mark, query = pattern.partition("?")
    written = _regex(path)
    if mark:
        written += r"\?" + ".*".join(map(re.escape, re.split(r"\*+", query)))
    return re.compile(written, re.S), bool(mark), is_whole


def _regex(path: str) -> str:
    parts = _STARS.split(path)
    return "".join(_MEANINGS.get(part) or re.escape(part) for part in parts if part)

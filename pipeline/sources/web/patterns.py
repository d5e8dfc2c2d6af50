"""Patterns of addresses, as cards have them under `include` and `exclude`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote

_STARS = re.compile(r"(\*\*/|/\*\*$|\*\*|\*)")
_MEANINGS = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/?]*"}
_FIRST = {"**/": "(?:.*?/)??", "/**": "(?:/.*?)??", "**": ".*?", "*": "[^/?]*?"}
"""The same, ending at the first place where what follows stands."""

Part = tuple[str, str]
"""A star, and the letters behind it."""


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
    pieces = _STARS.split(path)
    if mark:
        first, *others = re.split(r"\*+", query)
        pieces[-1] += f"?{first}"
        pieces += [piece for other in others for piece in ("**", other)]
    parts = _merged(zip(pieces[1::2], pieces[2::2], strict=True))
    return re.compile(_regex(pieces[0], parts), re.S), bool(mark), is_whole


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Return stars and letters with stars that follow each other as one, where one says it all."""
    merged: list[Part] = []
    for star, letters in parts:
        before = merged[-1][0] if merged and not merged[-1][1] else ""
        if before and "**" in (before, star):
            merged[-1] = "**", letters
        elif before == star:
            merged[-1] = star, letters
        else:
            merged.append((star, letters))
    return merged


def _regex(beginning: str, parts: Sequence[Part]) -> str:
    """Return the expression for letters, and stars with the letters behind them.

    A star ends at the first place where what follows stands, up to the next star that crosses
    segments: that one reaches whatever a later place would. To try all places, each with all of
    the stars behind it, would take hours on an address made for it. Only what stands behind the
    last of these must reach to the end, so there all are tried.
    """
    blocks: list[list[Part]] = [[]]
    before = beginning or "/"
    for star, letters in parts:
        if star == "**" or (star == "**/" and before.endswith("/")):
            blocks.append([])
        blocks[-1].append((star, letters))
        before = letters
    written = [f"(?>{_firsts(block)})" for block in blocks[:-1]]
    *_, end = blocks[-1] or [("", "")]
    last = f"{_MEANINGS.get(end[0], '')}{re.escape(end[1])}"
    return "".join((re.escape(beginning), *written, _firsts(blocks[-1], n_left=1), last))


def _firsts(block: Sequence[Part], n_left: int = 0) -> str:
    """Return the expression for stars that end at the first place, but for some at the end."""
    written = []
    for at, (star, letters) in enumerate(block[: len(block) - n_left]):
        one = f"{_FIRST[star]}{re.escape(letters)}"
        is_sure = star == "*" and all(after == "*" for after, _ in block[at + 1 : at + 2])
        one = f"(?>{one})" if is_sure else one
        written.append(_MEANINGS[star] if star == "*" and not letters else one)
    return "".join(written)

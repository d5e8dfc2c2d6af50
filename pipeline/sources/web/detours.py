"""Pages on the way to others: logins and consents that carry the way back in their addresses."""

from __future__ import annotations

from urllib.parse import unquote_plus

SHORTEST = 2
"""Characters of a path that can be told from others; "/" is in every address."""


def without_way_back(url: str, asked: str) -> str:
    """Return an address without the parameters that hold the address that was asked for.

    "/login?back=%2Fnews%2F7" and "/login?back=%2Fnews%2F8" are one page, that no answer for
    /news/7 or /news/8 is.

    Args:
        url: Where the answer came from, canonical.
        asked: What was asked for, canonical.
    """
    path = asked.partition("://")[2].partition("/")[2]
    head, mark, query = url.partition("?")
    if not mark or url == asked or len(path) < SHORTEST:
        return url
    kept = [pair for pair in query.split("&") if not _holds(pair, path)]
    return f"{head}?{'&'.join(kept)}" if kept else head


def _holds(pair: str, path: str) -> bool:
    """Tell whether a parameter's value is an address with this path, quoted once or twice."""
    value = pair.partition("=")[2]
    for _ in range(2):
        value = unquote_plus(value)
        if f"/{value.strip('/')}".endswith(f"/{path.strip('/')}") and "/" in value:
            return True
    return False

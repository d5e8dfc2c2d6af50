"""From what a person types to a query, or to one line that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import UsageError
from pipeline.queries.search.lexing import Piece, pieces
from pipeline.queries.search.reader import NOTHING, Reader
from pipeline.queries.search.syntax import Node

MAX_LEAVES = 64
"""Far more than people type; bounds what one query costs."""
_ENGLISH = "a an and are as at be by for from in is it not of on or that the this to was were with"
_OTHERS = "de der des die du el en et la le les los un und une y"
STOP_WORDS = frozenset(f"{_ENGLISH} {_OTHERS}".split())
"""Words that stand in nearly every text: a query of nothing else finds everything."""


def parse_query(query: str) -> Node:
    """Read a query.

    Words next to each other must all occur. AND, OR, NOT (in capitals) and brackets combine;
    "..." is a phrase, word* a beginning, NEAR(a b, 5) means at most 5 words apart, title: looks
    in titles only. NOT binds to what follows, AND binds closer than OR.

    Raises:
        UsageError: It cannot be read; says why, with an example that can.
    """
    found = pieces(query)
    if len(found) == 1:
        raise UsageError(NOTHING)
    reader = Reader(found)
    node = reader.either("")
    if reader.now.kind == ")":
        raise UsageError(
            "a bracket is closed that was not opened; write (music OR dance) AND youth"
        )
    _check(found, query)
    return node


def _check(found: Sequence[Piece], query: str) -> None:
    n_asked = sum(piece.kind in ("word", "phrase") for piece in found)  # "a""b" has no blank
    if max(n_asked, len(re.findall(r"\S+", query))) > MAX_LEAVES:
        raise UsageError(f"more than {MAX_LEAVES} words; ask for fewer, or in several queries")
    words = [piece.text.casefold() for piece in found if piece.kind == "word"]
    has_phrase = any(piece.kind == "phrase" for piece in found)
    if words and not has_phrase and all(word in STOP_WORDS for word in words):
        raise UsageError(
            f"{' '.join(words)}: such words stand in nearly every text; add one that says more, "
            'like the arts, or put them in quotes as a phrase, like "to be or not to be"'
        )


def query_notes(query: str) -> list[str]:
    """Return what a reader of the answer may not expect: small operators are words."""
    found = pieces(query)[:-1]
    words = [piece.text for piece in found if piece.kind == "word"]
    taken = [word for word in ("or", "not") if word in words]
    if taken:
        capitals = ", ".join(word.upper() for word in taken)
        return [f"{', '.join(taken)}: searched as words; operators are in capitals: {capitals}"]
    if 1 < len(words) == len(found):
        return [f'all these words, not the phrase; for that write "{" ".join(words)}" in quotes']
    return []

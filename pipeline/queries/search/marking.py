"""The words around a hit, with the hits marked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from pipeline.queries.search.folding import TOKENIZER, fold_with_places

MARK = "**"
"""Before and after a hit, as Markdown writes bold."""
WIDTH = 220
"""Characters of a snippet, about."""
_LEFT, _RIGHT = "\x02", "\x03"


def mark_hits(texts: Sequence[str], expression: str) -> list[str]:
    """Return a snippet of each text, hits of an FTS5 expression between MARKs.

    The very tokenizer of the index finds them, so what is marked is what matched.
    """
    folded = [fold_with_places(_one_line(text)) for text in texts]
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f'CREATE VIRTUAL TABLE t USING fts5(text, tokenize="{TOKENIZER}")')
        add = "INSERT INTO t(rowid, text) VALUES (?, ?)"
        connection.executemany(add, ((n, text) for n, (text, _) in enumerate(folded)))
        sql = f"SELECT rowid, highlight(t, 0, '{_LEFT}', '{_RIGHT}') FROM t WHERE t MATCH ?"
        marked = dict(connection.execute(sql, [expression])) if expression else {}
    connection.close()
    return [
        _snippet(_one_line(text), _spans(marked.get(n, ""), folded[n][1]))
        for n, text in enumerate(texts)
    ]


def _one_line(text: str) -> str:
    """Return a text without breaks, and without marks of its own."""
    return re.sub(r"[\s\x00-\x1f]+", " ", re.sub(r"\*\*+", "", text))


def _spans(marked: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return where hits are in the text, half open, from where the marks are in its folded form."""
    spans, at, start = [], 0, 0
    for character in marked:
        if character == _LEFT:
            start = at
        elif character == _RIGHT:
            spans.append((places[start], places[at - 1] + 1))
        else:
            at += 1
    return spans


def _snippet(text: str, spans: list[tuple[int, int]]) -> str:
    start, end = _window(len(text), spans)
    start = text.find(" ", start) + 1 if start and text.find(" ", start) >= 0 else start
    pieces, at = [], start
    for left, right in spans:
        if start <= left and right <= end:
            pieces += [text[at:left], MARK, text[left:right], MARK]
            at = right
    tail = text[at:end]
    if end < len(text) and " " in tail:
        tail = tail[: tail.rindex(" ")]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{''.join(pieces)}{tail}{after}".strip()


def _window(length: int, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the window that holds most hits, the first of those."""
    if not spans:
        return 0, min(length, WIDTH)
    held = [sum(left <= a and b <= left + WIDTH - 60 for a, b in spans) for left, _ in spans]
    first = spans[held.index(max(held))][0]
    start = max(0, min(first - 60, length - WIDTH))
    return start, min(length, start + WIDTH)

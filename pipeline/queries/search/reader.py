"""Reads the pieces of a query from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import UsageError
from pipeline.queries.search.folding import fold, has_word
from pipeline.queries.search.lexing import Piece
from pipeline.queries.search.syntax import Both, Either, Leaf, Node

NEAR_WORDS = 10
"""Words between the parts of a NEAR that states no distance, as in FTS5."""
MAX_NEAR = 1000
MAX_DEPTH = 20
NOTHING = 'nothing to look for; write words, like soft power, or a phrase, like "soft power"'
_IN_WORD = re.compile(r"\w[*?]\w|^[*?]\w")
_STARTS = ("(", "NEAR", "column", "phrase", "word", "NOT")


class Reader:
    """Reads pieces from left to right."""

    def __init__(self, read: Sequence[Piece]) -> None:
        """Start at the first piece; the last is the end."""
        self._pieces, self._at, self._depth = read, 0, 0

    @property
    def now(self) -> Piece:
        """The piece to read next."""
        return self._pieces[self._at]

    def _take(self) -> Piece:
        piece = self.now
        self._at += 1
        return piece

    def either(self, column: str) -> Node:
        """Read parts joined by OR, or one part.

        Args:
            column: In which it is asked for; empty: in any.

        Raises:
            UsageError: They cannot be read.
        """
        parts = [self._both(column)]
        while self._skip("OR"):
            parts.append(self._both(column))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self, column: str) -> Node:
        parts: list[Node] = []
        without: list[Node] = []
        is_due = True
        while is_due or self.now.kind in _STARTS:
            into = without if self._skip("NOT") else parts
            into.extend(self._one(column))
            is_due = self._skip("AND")
        return _combined(parts, without)

    def _skip(self, kind: str) -> bool:
        is_there = self.now.kind == kind
        self._at += is_there
        return is_there

    def _one(self, column: str) -> list[Node]:
        piece = self._take()
        while piece.kind == "column":  # of title:text:word the last holds
            column, piece = piece.text, self._take()
        if piece.kind == "(":
            return [self._inside(column)]
        if piece.kind == "NEAR":
            return [self._near(column)]
        if piece.kind in ("phrase", "word"):
            return [Leaf(text, column) for text in _quoted(piece)]
        raise _misplaced(piece)

    def _inside(self, column: str) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UsageError(f"more than {MAX_DEPTH} brackets in each other; write it simpler")
        node = self.either(column)
        if self._take().kind != ")":
            raise UsageError("a bracket is not closed; write (music OR dance) AND youth")
        self._depth -= 1
        return node

    def _near(self, column: str) -> Node:
        self._take()
        inside: list[Piece] = []
        while self.now.kind in ("phrase", "word"):
            inside.append(self._take())
        if self._take().kind != ")":
            raise _bad_near()
        words, distance = _distance(inside)
        quoted = [text for piece in words for text in _quoted(piece)]
        if len(quoted) < 2:
            raise _bad_near()
        return Leaf(f"NEAR({' '.join(quoted)}, {distance})", column)


def _combined(parts: list[Node], without: list[Node]) -> Node:
    if not parts and without:
        raise UsageError("NOT alone finds everything else; write theatre NOT film")
    if not parts:
        raise UsageError(NOTHING)
    return parts[0] if len(parts) == 1 and not without else Both(tuple(parts), tuple(without))


def _quoted(piece: Piece) -> list[str]:
    """Return a word or phrase as FTS5 reads it; nothing where it holds no word."""
    if piece.kind == "word" and _IN_WORD.search(piece.text):
        raise UsageError(f"{piece.text}: * stands at the end of a word only, like cultur*")
    text = fold(piece.text)
    if not has_word(text):
        if piece.is_prefix or piece.kind == "phrase":
            raise UsageError('there is no word in it; write cultur* or "soft power"')
        return []
    return [f'"{text.strip()}"{"*" if piece.is_prefix else ""}']


def _distance(inside: list[Piece]) -> tuple[list[Piece], int]:
    """Take the number off the end of what stands in NEAR(...)."""
    joined = "\n".join(piece.text for piece in inside if piece.kind == "word")
    if "," not in joined:
        return inside, NEAR_WORDS
    last = inside[-1]
    before, comma, number = last.text.rpartition(",")
    if not comma and len(inside) > 1 and inside[-2].text.endswith(","):
        inside, before, number = inside[:-1], inside[-2].text[:-1], last.text
    if last.kind != "word" or not number.isdecimal() or int(number) > MAX_NEAR:
        raise _bad_near()
    kept = [Piece("word", before, inside[-1].is_prefix)] if before else []
    return [*inside[:-1], *kept], int(number)


def _bad_near() -> UsageError:
    return UsageError(
        'NEAR takes two or more words or phrases and a number; write NEAR(culture "soft power", 5)'
    )


def _misplaced(piece: Piece) -> UsageError:
    if piece.kind == "end":
        return UsageError('something is missing at the end; write music AND dance, or "soft power"')
    if piece.kind == ")":
        return UsageError("a bracket holds nothing; write (music OR dance) AND youth")
    return UsageError(
        f"{piece.text}: needs words on both sides, like music {piece.text} dance; to look for the "
        f"word itself write it small"
    )

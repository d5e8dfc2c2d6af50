"""A query as pieces: words, phrases, brackets and operators."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import UsageError

Kind = Literal["(", ")", "AND", "OR", "NOT", "NEAR", "column", "phrase", "word", "end"]

COLUMNS = ("title", "text")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"\0": " "})
_PIECE = re.compile(
    r"""(?P<space>\s+)
    | "(?P<phrase>[^"]*)"(?P<star>\*?)
    | (?P<open>")
    | (?P<bracket>[()])
    | NEAR(?=\()(?P<near>)
    | (?P<column>(?i:title|text)(?=:\s*\S)|[A-Za-z_]+(?=:["(\w])):
    | (?P<word>[^\s"()]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a query."""

    kind: Kind
    text: str
    is_prefix: bool = False


def pieces(query: str) -> list[Piece]:
    """Take a query apart; the last piece is the end.

    Raises:
        UsageError: A quotation mark is not closed, or a column is unknown.
    """
    sound = query.encode("utf-8", "replace").decode()  # a shell may hand over broken UTF-8
    text = unicodedata.normalize("NFC", sound).translate(_QUOTES)
    found = (_piece(match) for match in _PIECE.finditer(text))
    return [*(piece for piece in found if piece is not None), Piece("end", "")]


def _piece(match: re.Match[str]) -> Piece | None:
    if match["open"]:
        raise UsageError('a quotation mark is not closed; write a phrase like "soft power"')
    if match["phrase"] is not None:
        return Piece("phrase", match["phrase"], bool(match["star"]))
    if match["bracket"] == "(":
        return Piece("(", "(")
    if match["bracket"]:
        return Piece(")", ")")
    if match["near"] is not None:
        return Piece("NEAR", "NEAR")
    if match["column"]:
        return _column(match["column"])
    return _word(match["word"]) if match["word"] else None


def _column(name: str) -> Piece:
    if name.casefold() not in COLUMNS:
        raise UsageError(
            f"{name}: is no part that can be searched; there are title: and text:, like "
            f"title:heritage; to look for '{name}' itself leave the colon out"
        )
    return Piece("column", name.casefold())


def _word(word: str) -> Piece:
    for operator in ("AND", "OR", "NOT"):
        if word == operator:
            return Piece(operator, word)
    if word == "NEAR" or word.startswith("NEAR/"):
        raise UsageError('NEAR stands before a bracket; write NEAR(culture "soft power", 5)')
    if set(word) == {"|"}:
        return Piece("OR", word)
    if word[0] in "-!" and word[1:2].isalnum():
        raise UsageError(f"{word}: to leave out a word write NOT, like theatre NOT {word[1:]}")
    return Piece("word", word.rstrip("*"), word.endswith("*"))

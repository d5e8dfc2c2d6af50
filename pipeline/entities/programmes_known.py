"""Guessed names that say no more than a known name within them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.entities.programmes_heads import INSTRUMENTS
from pipeline.entities.spans import Row, Span

_OWNER_BEFORE = re.compile(
    r"(?:(?:[A-Z]\. ?)+|[A-Z]{2,8}|Unesco|United Nations|European Union)(?:['\u2019]s)? ?|"
    r"(?:1[6-9]|20)\d\d |International |"
)
"""An acronym, one of two well-known owners, a year, "International", or nothing."""
_KIND_AFTER = re.compile(
    r"(?: (?:programme|program|initiative|project|scheme|campaign|fund|festival|prize|award|"
    r"scholarship|fellowship|conference)s?| (?:Programme|Program|Initiative|Scheme))?"
    r"(?:,? \(?(?:1[6-9]|20)\d\d\)?)?"
)
"""A noun that says what it is, a year, or nothing."""


LONG_TITLE = 6
"""Words of a legal text's known title from which on more words are the rest of its title."""


def against_known(text: str, guesses: Iterable[Span], known: Row[Span]) -> list[Span]:
    """Return guessed programmes that are not a known one with its owner, kind or year.

    A guess that goes on where the known title of a legal text stops is that text; one that begins
    with a known name and a comma is that name and what comes next.

    Args:
        text: Of the document.
        guesses: Programmes by the grammar of their names.
        known: Programmes and bodies of the gazetteers, without overlaps.
    """
    kept = []
    for guess in guesses:
        inner = [one for one in known.touching(guess.start, guess.end) if one.type == guess.type]
        if any(says_no_more(text, guess, one) or _goes_on(text, guess, one) for one in inner):
            continue
        title = next((one for one in inner if _begins(text, guess, one)), None)
        kept.append(guess if title is None else _as_known(guess, title))
    return kept


def _goes_on(text: str, guess: Span, known: Span) -> bool:
    """Tell whether after a known name an enumeration goes on: "|UN Charter|, the Powers ..."."""
    is_first = guess.start == known.start and known.end < guess.end
    is_short = text.count(" ", known.start, known.end) + 1 < LONG_TITLE
    return is_first and is_short and text.startswith(", the ", known.end)


def _begins(text: str, guess: Span, known: Span) -> bool:
    written = text[known.start : known.end]
    is_legal = any(head in written for head in INSTRUMENTS)
    return guess.start == known.start and is_legal and written.count(" ") + 1 >= LONG_TITLE


def _as_known(guess: Span, known: Span) -> Span:
    return replace(guess, name=known.name, entity_id=known.entity_id, via=known.via)


def says_no_more(text: str, guess: Span, known: Span) -> bool:
    """Tell whether a guessed programme is a known one with its owner, kind or year.

    "|UNESCO |World Heritage List||", "||Alliance of Civilizations| initiative|"; but the "Fulbright
    Prize" is not Fulbright's programme of exchanges.

    Args:
        text: Of the document.
        guess: A programme's span by the grammar of its name.
        known: Of the gazetteers.
    """
    if guess.start > known.start or known.end > guess.end:
        return False
    before, after = text[guess.start : known.start], text[known.end : guess.end]
    return bool(_OWNER_BEFORE.fullmatch(before) and _KIND_AFTER.fullmatch(after))

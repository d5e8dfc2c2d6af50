"""Guessed names that say no more than a known name within them."""

from __future__ import annotations

import re

from pipeline.entities.spans import Span

_OWNER_BEFORE = re.compile(
    r"(?:(?:[A-Z]\. ?)+|[A-Z]{2,8}|Unesco|United Nations|European Union)(?:['\u2019]s)? ?|"
    r"(?:1[6-9]|20)\d\d |"
)
"""An acronym, one of two well-known owners, a year, or nothing."""
_KIND_AFTER = re.compile(
    r"(?: (?:programme|program|initiative|project|scheme|campaign|fund|festival|prize|award|"
    r"scholarship|fellowship|conference)s?| (?:Programme|Program|Initiative|Scheme))?"
    r"(?:,? \(?(?:1[6-9]|20)\d\d\)?)?"
)
"""A noun that says what it is, a year, or nothing."""


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

"""How much a document is about what it names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.gazetteers.folding import fold_name

WEAK = ("demonym", "capital")
"""Ways of naming that are weaker evidence than a name."""
LEAD = 700
"""Code points of the text that are its beginning, about a paragraph of a hundred words."""
TENTHS = 10
DECIMALS = 4

PRIOR = 2.0
PART, IN_LEAD, SPREAD, BASE = 8.0, 2.0, 1.0, -5.0
TITLE = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """One mention, as far as salience depends on it."""

    entity_id: str
    start: int
    """Code point in the document's text."""
    text: str
    """As written."""
    stands: bool
    """It stands alone, outside of longer names, and is not WEAK."""


@dataclass(frozen=True, slots=True)
class Salience:
    """How a document names an entity."""

    entity_id: str
    n_mentions: int
    n_named: int
    """Of these, those that stand."""
    in_title: bool
    in_lead: bool
    spread: float
    """0 to 1: part of the ten tenths of the text that mention it."""
    salience: float
    """0 to 1."""


def stands(via: str, inside: str | None) -> bool:
    """Tell whether a mention stands alone and is not WEAK."""
    return via not in WEAK and not inside


def salience(title: str, length: int, mentions: Iterable[Named]) -> list[Salience]:
    """Weigh everything that a document names.

    Args:
        title: Of the document; may be empty.
        length: Code points of its text.
        mentions: All of the document, in any order.

    Returns:
        One value an entity, in order of id.
    """
    found: dict[str, list[Named]] = defaultdict(list)
    for one in mentions:
        found[one.entity_id].append(one)
    n_standing = sum(one.stands for each in found.values() for one in each)
    words = _words(title)
    return [_weighed(id_, found[id_], length, n_standing, words) for id_ in sorted(found)]


def _weighed(
    id_: str, mentions: Sequence[Named], length: int, n_standing: int, title: str
) -> Salience:
    named = [one for one in mentions if one.stands]
    in_title = bool(title) and any(_words(text) in title for text in {one.text for one in named})
    in_lead = any(one.start < LEAD for one in named)
    tenths = {min(TENTHS - 1, TENTHS * one.start // max(1, length)) for one in mentions}
    spread = len(tenths) / TENTHS
    part = len(named) / (n_standing + PRIOR)
    told = 1 / (1 + math.exp(-(BASE + PART * part + IN_LEAD * in_lead + SPREAD * spread)))
    whole = TITLE + (1 - TITLE) * told if in_title else told
    return Salience(
        id_, len(mentions), len(named), in_title, in_lead, spread, round(whole, DECIMALS)
    )


def _words(text: str) -> str:
    """Return the folded words, each between blanks."""
    folded = fold_name(text)
    return f" {folded} " if folded else ""

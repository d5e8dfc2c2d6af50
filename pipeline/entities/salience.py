"""How much a document is about what it names."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.gazetteers.folding import fold_name
from pipeline.records import WEAK

LEAD = 700
"""Code points of the text that are its beginning, about a paragraph of a hundred words."""
SHORT = 3
"""Letters up to which a name in capitals is looked for in titles in capitals only: US, WHO."""
TENTHS = 10
DECIMALS = 4
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_WORD = re.compile(r"\w+")


# A logistic regression that told, from text alone, which of the entities of 7,367 articles,
# speeches and records their publishers put in the title (2,070 of 96,050), in five folds that cut
# no document. Average precision is 0.29 and the ROC area 0.92, where counting mentions has 0.13 and
# 0.83; the first is right in 0.69 of the documents (0.67). In 2,008 speeches whose country is known
# it is 0.54 and 0.75 for 0.37 and 0.66. Nothing else that was tried (logarithm of the count, first
# place, distance from first to last, part of the most frequent) adds 0.01 to either.
BASE, PART, IN_LEAD, SPREAD = -5.7, 4.7, 1.9, 1.7
PRIOR = 2.0
"""Mentions of nothing that are added to a document's, so that the only name of a long text is not
all that it is about."""
WEAK_COUNT = 0.5
"""Of a mention that does not stand; from 0 to 1 the figures above hardly change."""
TITLE = 0.5
"""How much of what is missing to 1 a title that names it makes up for: a title cannot be told from
itself, and so this is judged, not measured."""


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
    """0 to 1: estimated probability that a title of the document would name it, pulled half the way
    to 1 where its own title does."""


def stands(via: str, inside: str | None) -> bool:
    """Tell whether a mention stands alone and is not WEAK."""
    return via not in WEAK and not inside


def salience(
    title: str, length: int, mentions: Iterable[Named], names: Mapping[str, str] = _NO_NAMES
) -> list[Salience]:
    """Weigh everything that a document names.

    Args:
        title: Of the document; may be empty.
        length: Code points of its text.
        mentions: All of the document, in any order.
        names: Canonical ones by entity id: a title may use what the text does not.

    Returns:
        One value an entity, in order of id.
    """
    found: dict[str, list[Named]] = defaultdict(list)
    for one in mentions:
        found[one.entity_id].append(one)
    whole = sum(map(_weight, found.values())) + PRIOR
    titles = _between_blanks(title), _as_written(title)
    told = []
    for id_ in sorted(found):
        forms = {one.text for one in found[id_] if one.stands} | {names.get(id_, "")}
        in_title = bool(title) and any(_is_in(titles, form) for form in forms)
        told.append(_weighed(id_, found[id_], length, whole, in_title))
    return told


def _weight(mentions: Sequence[Named]) -> float:
    return sum(1.0 if one.stands else WEAK_COUNT for one in mentions)


def _weighed(
    id_: str, mentions: Sequence[Named], length: int, whole: float, in_title: bool
) -> Salience:
    named = [one for one in mentions if one.stands]
    in_lead = any(one.start < LEAD for one in named)
    tenths = {min(TENTHS - 1, TENTHS * one.start // max(1, length)) for one in mentions}
    spread = len(tenths) / TENTHS
    part = _weight(mentions) / whole
    told = 1 / (1 + math.exp(-(BASE + PART * part + IN_LEAD * in_lead + SPREAD * spread)))
    told = told + TITLE * (1 - told) if in_title else told
    return Salience(
        id_, len(mentions), len(named), in_title, in_lead, spread, round(told, DECIMALS)
    )


def _is_in(titles: tuple[str, str], text: str) -> bool:
    folded, written = titles
    if text.isupper() and len(text.replace(".", "")) <= SHORT:
        return _as_written(text) in written
    form = _between_blanks(text)
    return bool(form) and form in folded


def _as_written(text: str) -> str:
    """Return the words of a text in their own case, a blank before and after each; U.S. is US."""
    return f" {' '.join(_WORD.findall(text.replace('.', '')))} "


def _between_blanks(text: str) -> str:
    """Return the folded words of a text, a blank before and after each; empty: it has none."""
    folded = fold_name(text)
    return f" {folded} " if folded else ""

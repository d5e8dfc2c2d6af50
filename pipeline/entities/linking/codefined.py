"""Longer and shorter forms of one name, told by the acronym that documents give to both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.entities.heads import HEADS
from pipeline.entities.linking.bodies import is_organ_of, singular
from pipeline.entities.linking.forms import UNSTATED
from pipeline.entities.linking.owners import Owners
from pipeline.entities.linking.sameness import numbers
from pipeline.records import EntityLink

ALIKE = 85.0
"""Least ratio (0 to 100) of the telling words of two names with one acronym: of 69 pairs in 12,827
documents those below were as often two bodies as one."""
TIMES = 3
"""How much rarer the other name must be, if the two only resemble each other."""
FEWEST_WORDS = 2
"""Telling words of the shorter name."""

_LEGAL = "company corporation limited incorporated inc ltd plc"
LEGAL = frozenset(_LEGAL.split())
"""What a company's name may be without."""
_HEADS = frozenset(HEADS.lower().split("|")) - LEGAL


@dataclass(frozen=True, slots=True)
class Names:
    """Names of entities, as far as they are told apart by them."""

    slugs: Mapping[str, str]
    """By entity id, of those whose id is not made of their name."""
    n_documents: Mapping[str, int]
    fixed: Collection[str]
    """Ids that others follow and that follow none."""
    owners: Owners

    def slug(self, id_: str) -> str:
        """Return an entity's name as a slug."""
        return self.slugs.get(id_) or id_.partition(":")[2].partition(".")[0]


def codefined(said: Mapping[str, Counter[str]], names: Names) -> list[EntityLink]:
    """Return links from other forms of names to the best one with the same acronym.

    Args:
        said: What documents say of acronyms, by key: entity ids with documents; in order of key.
        names: Of the entities that they speak of.
    """
    found: dict[str, EntityLink] = {}
    for key, counts in said.items():
        for one in _of_acronym(key, counts, names):
            if one.local_id not in found and _end(one.entity_id, found) != one.local_id:
                found[one.local_id] = one
    return [found[id_] for id_ in sorted(found)]


def _end(id_: str, found: Mapping[str, EntityLink]) -> str:
    while id_ in found:
        id_ = found[id_].entity_id
    return id_


def _of_acronym(key: str, counts: Counter[str], names: Names) -> Iterator[EntityLink]:
    """Yield links to the first of the better names that another is a form of."""
    leaders: list[str] = []
    for id_ in sorted(counts, key=lambda id_: _rank(id_, key, counts, names)):
        first = next((one for one in leaders if _is_form(id_, one, counts, names)), "")
        if first and id_ not in names.fixed:
            yield EntityLink(id_, first, "short form", f'both are "{key.upper()}" in documents')
        else:
            leaders.append(id_)


def _rank(id_: str, key: str, counts: Counter[str], names: Names) -> tuple[object, ...]:
    """Order the names of an acronym: known ones, then those that spell it, then common ones."""
    initials = iter(word[0] for word in names.slug(id_).split("-") if word)
    is_spelt = all(letter in initials for letter in key)
    owner = id_.partition(".")[2]
    return (
        id_ not in names.fixed,
        not is_spelt,
        owner in ("", UNSTATED),
        -counts[id_],
        -names.n_documents.get(id_, 0),
        id_,
    )


def _is_form(other: str, first: str, counts: Counter[str], names: Names) -> bool:
    slug, known = names.slug(other), names.slug(first)
    if not names.owners.agree(other, first) or numbers(slug) != numbers(known):
        return False
    left, right = Counter(singular(slug)), Counter(singular(known))
    if min(left.total(), right.total()) >= FEWEST_WORDS:
        if left <= right:
            return not is_organ_of(known, slug)
        if left > right:
            return not _HEADS & set(left - right) and _is_telling(first, right, names)
    is_rare = counts[other] * TIMES <= counts[first]
    return is_rare and fuzz.ratio(_sorted(left), _sorted(right)) >= ALIKE


def _is_telling(first: str, words: Counter[str], names: Names) -> bool:
    """Tell whether a name is one body's, so that a longer one is the same with more words.

    Of "Office of Public Affairs", "Center of Excellence" there are many.
    """
    return first in names.fixed or (words.total() > FEWEST_WORDS and UNSTATED not in first)


def _sorted(words: Counter[str]) -> str:
    return " ".join(sorted(words.elements()))

"""What a person should look at: pairs that may be one entity, links that may be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rapidfuzz.distance import Levenshtein

from pipeline.entities.linking.authority import Authority, known_forms
from pipeline.entities.linking.blocks import pairs
from pipeline.entities.linking.bodies import ORGANS
from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.entities.linking.linker import Linked
from pipeline.entities.linking.sameness import same_numbers, telling
from pipeline.entities.linking.voting import Vote
from pipeline.records import EntityLink

Words = Counter[str]

CLOSE = 2
"""Letters in which what differs of two names may differ for them to look like one, misread."""
ALIKE = 86.0
"""Of 100: less alike names are rarely one entity's, by reading the pairs of 12,827 documents."""
FEWEST = 2
"""Documents of the rarer of two names, and of a form whose link is doubted."""
SURE = 5
"""Documents that must agree on an acronym for nobody to look at it."""


CLEAR = 0.95
"""Share of documents that must agree on it."""
DOUBTS: Mapping[str, float] = MappingProxyType({"short form": 0.3, "spelling": 0.1})
"""By reason: of 200 links read one short form in twelve was wrong, one spelling in fifty."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A link that may be wrong."""

    local_id: str
    why: str
    n_documents: int
    doubt: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two entities that may be one."""

    first: str
    """The more widespread one."""
    second: str
    n_documents: int
    """Of the rarer one."""
    why: str
    sureness: float
    """0 to 1."""


def doubles(
    forms: Mapping[str, Form], standing: Mapping[str, str], authority: Authority
) -> list[Double]:
    """Return pairs of entities that may be one, the most widespread first.

    Known entities are recognised by any of their names; no pair is of two of them.

    Args:
        forms: Of all current documents, by local id.
        standing: What local ids stand for, of those that do not stand for themselves.
        authority: Names that the gazetteers know.
    """
    written = {form.local_id: form for form in known_forms(authority, forms)}
    kept = [
        form
        for form in {**forms, **written}.values()
        if form.n_firm and form.n_documents >= FEWEST and form.owner != UNSTATED
        and (form.local_id in written or form.local_id not in standing)
    ]  # fmt: skip
    ranked = sorted(kept, key=lambda form: (-form.n_documents, form.local_id))
    found: dict[tuple[str, str], Double] = {}
    for one in sorted([*_alike(ranked), *_of_two_types(ranked)], key=lambda one: -one.sureness):
        first, second = authority.entity_of(one.first), authority.entity_of(one.second)
        are_known = first in authority.names and second in authority.names
        if first != second and not are_known:
            found.setdefault((first, second), replace(one, first=first, second=second))
    return sorted(
        found.values(), key=lambda one: (-one.n_documents * one.sureness, one.first, one.second)
    )


def _alike(ranked: Sequence[Form]) -> Iterable[Double]:
    for first, second in pairs(ranked, ALIKE):
        one, other = ranked[first], ranked[second]
        if same_numbers(one, other):
            yield Double(one.local_id, other.local_id, other.n_documents, *_likeness(one, other))


def _likeness(one: Form, other: Form) -> tuple[str, float]:
    """Return in which way two names are alike, and how often such names are one entity's."""
    left, right = Counter(telling(one.slug)), Counter(telling(other.slug))
    if left == right:
        return "the same words in another order", 0.9
    if left <= right or right <= left:
        is_part = ORGANS & {*(left - right), *(right - left)}
        return "one name holds the other", 0.2 if is_part else 0.8
    distance = Levenshtein.distance(*(" ".join((a - b).elements()) for a, b in _both(left, right)))
    return ("words differ in letters", 0.5) if distance <= CLOSE else ("a word differs", 0.2)


def _both(left: Words, right: Words) -> tuple[tuple[Words, Words], tuple[Words, Words]]:
    return (left, right), (right, left)


def _of_two_types(ranked: Sequence[Form]) -> Iterable[Double]:
    by_slug: dict[str, Form] = {}
    for form in ranked:
        known = by_slug.setdefault(f"{form.slug}.{form.owner}", form)
        if known is not form:
            why = f"one name, taken for {known.type} and {form.type}"
            yield Double(known.local_id, form.local_id, form.n_documents, why, 0.7)


def weak_links(linked: Linked, forms: Mapping[str, Form], known: Container[str]) -> list[Weak]:
    """Return links that rest on little, those whose being wrong would count most first.

    Names with their owners are linked by rule, and left out.

    Args:
        linked: What ids stand for.
        forms: By local id.
        known: Local ids that known names give: their links are no guesses.
    """
    guesses = [
        (forms[one.local_id], one)
        for one in linked.links
        if one.local_id not in known and one.local_id in forms and not forms[one.local_id].owner
    ]
    found = [
        Weak(one.local_id, one.evidence, form.n_documents, doubt)
        for form, one in guesses
        if form.n_documents >= FEWEST
        for doubt in [_doubt(one, linked.votes.get(form.slug))]
        if doubt
    ]
    return sorted(found, key=lambda one: (-one.n_documents * one.doubt, one.local_id))


def _doubt(link: EntityLink, vote: Vote | None) -> float:
    """Return how likely it is that a person says otherwise, as an order; 0: not at all."""
    if link.reason == "acronym" and vote:
        return 0.5 if vote.n_for < SURE else 0.3 if vote.n_for < CLEAR * vote.n_all else 0.0
    return DOUBTS.get(link.reason, 0.0)

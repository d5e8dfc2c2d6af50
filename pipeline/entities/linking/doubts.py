"""What a person should look at: pairs that may be one entity, links that may be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.entities.linking.authority import Authority, known_forms
from pipeline.entities.linking.blocks import pairs
from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.entities.linking.linker import Linked
from pipeline.entities.linking.sameness import same_numbers, telling
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
        return "one name holds the other", 0.8
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


def weak_links(
    linked: Linked, forms: Mapping[str, Form], known: Container[str]
) -> list[tuple[str, str]]:
    """Return (local id, why) of links that rest on little, the most widespread first.

    Args:
        linked: What ids stand for.
        forms: By local id.
        known: Local ids that known names give: their links are no guesses.
    """
    guesses = [one for one in linked.links if one.local_id not in known]
    found = [(one.local_id, why) for one in guesses for why in _weak(one, linked, forms)]
    return sorted(found, key=lambda one: (-forms[one[0]].n_documents, one))


def _weak(link: EntityLink, linked: Linked, forms: Mapping[str, Form]) -> Iterable[str]:
    form = forms.get(link.local_id)
    if form is None or form.n_documents < FEWEST:
        return
    vote = linked.votes.get(form.slug) if link.reason == "acronym" else None
    if vote and (vote.n_for < SURE or vote.n_for < vote.n_all):
        yield link.evidence
    if link.reason in ("spelling", "short form"):
        yield link.evidence

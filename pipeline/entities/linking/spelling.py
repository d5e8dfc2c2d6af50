"""Rarer spellings of a name, and damage by scanning, led back to the commonest spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entities.linking.blocks import pairs
from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.entities.linking.lexicon import Lexicon
from pipeline.entities.linking.sameness import ALIKE, is_same


@dataclass(frozen=True, slots=True)
class Variant:
    """A local id whose name is another's, written otherwise."""

    local_id: str
    leader: str
    evidence: str


def variants(
    forms: Iterable[Form], fixed: Collection[str], known: Collection[str], lexicon: Lexicon
) -> list[Variant]:
    """Return the variants among forms, in order of id.

    Args:
        forms: Of one another's spellings; generic names whose owner is not stated are left out.
        fixed: Ids that lead and never follow.
        known: Those of them that are names of the gazetteers.
        lexicon: How common words are.
    """
    named = [form for form in forms if form.owner != UNSTATED]
    ranked = sorted(named, key=lambda form: _rank(form, fixed, lexicon))
    n_fixed = sum(form.local_id in fixed for form in named)
    near = _neighbours(ranked, n_fixed, known, lexicon)
    leaders: set[int] = set()
    found = []
    for at, form in enumerate(ranked):
        ahead = [other for other in near.get(at, ()) if other in leaders]
        if not ahead or form.local_id in fixed:
            leaders.add(at)
            continue
        leader = ranked[min(ahead)]
        evidence = f'spelling of "{leader.name}"'
        found.append(Variant(form.local_id, leader.local_id, evidence))
    return sorted(found, key=lambda one: one.local_id)


def _rank(form: Form, fixed: Collection[str], lexicon: Lexicon) -> tuple[object, ...]:
    """Order forms so that the first of a group rarely changes as documents come in."""
    n_odd = sum(map(lexicon.is_odd, form.slug.split("-")))
    return (
        form.local_id not in fixed,
        -(form.n_documents.bit_length()),
        n_odd,
        form.slug,
        form.local_id,
    )


def _neighbours(
    ranked: Sequence[Form], n_fixed: int, known: Collection[str], lexicon: Lexicon
) -> Mapping[int, list[int]]:
    """Return for each form that may follow, behind n_fixed that may not, those it may follow."""
    near: dict[int, list[int]] = defaultdict(list)
    for first, second in pairs(ranked, ALIKE, n_fixed):
        is_known = ranked[first].local_id in known
        if is_same(ranked[second], ranked[first], lexicon, is_known=is_known):
            near[second].append(first)
    return near

"""Rarer spellings of a name, and damage by scanning, led back to the commonest spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.entities.linking.lexicon import Lexicon
from pipeline.entities.linking.sameness import ALIKE, SMALL_WORDS, is_same

MOST_DROPPED_TWICE = 7
"""Telling words up to which two of them may be damaged; 21 pairs a name."""
JOINED = 60
"""Letters of a name without blanks by which names written together are found."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A local id whose name is another's, written otherwise."""

    local_id: str
    leader: str
    evidence: str


def variants(forms: Iterable[Form], fixed: Collection[str], lexicon: Lexicon) -> list[Variant]:
    """Return the variants among forms, in order of id.

    Args:
        forms: Of one another's spellings; generic names whose owner is not stated are left out.
        fixed: Ids that lead and never follow.
        lexicon: How common words are.
    """
    named = [form for form in forms if form.owner != UNSTATED]
    ranked = sorted(named, key=lambda form: _rank(form, fixed, lexicon))
    near = _neighbours(ranked, lexicon)
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
    n_odd = sum(lexicon.is_odd(word) for word in form.slug.split("-"))
    return (
        form.local_id not in fixed,
        -(form.n_documents.bit_length()),
        n_odd,
        form.slug,
        form.local_id,
    )


def _neighbours(ranked: Sequence[Form], lexicon: Lexicon) -> Mapping[int, list[int]]:
    """Return for each form those ahead of it that it may be a spelling of."""
    names = [" ".join(sorted(form.slug.split("-"))) for form in ranked]
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, form in enumerate(ranked):
        for key in _keys(form.slug):
            blocks[(form.type, form.owner, key)].append(at)
    pairs = {pair for members in blocks.values() for pair in _alike(members, names)}
    near: dict[int, list[int]] = defaultdict(list)
    for first, second in sorted(pairs):
        if is_same(ranked[second], ranked[first], lexicon):
            near[second].append(first)
    return near


def _alike(members: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block whose names are alike, letter by letter."""
    if len(members) < 2:
        return
    written = [names[at] for at in members]
    scores = cdist(written, written, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
    for first, second in np.argwhere(np.triu(scores, 1)):
        yield members[first], members[second]


def _keys(slug: str) -> Iterator[str]:
    """Yield what a name shares with any other in which one or two words are damaged."""
    words = sorted(word for word in slug.split("-") if word not in SMALL_WORDS)
    yield " ".join(words)
    yield "".join(slug.split("-"))[:JOINED]
    most = 2 if 3 < len(words) <= MOST_DROPPED_TWICE else 1
    for n in range(1, most + 1):
        for kept in combinations(words, len(words) - n):
            if kept:
                yield " ".join(kept)

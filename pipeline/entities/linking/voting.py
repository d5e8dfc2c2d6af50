"""What shorter forms stand for, by what the documents that spell them out say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.entities.linking.forms import Form, Shortened
from pipeline.entities.names import slug
from pipeline.gazetteers import fold

AGREED = 0.9
"""Share of the documents that must say the same."""
FEWEST = 2
"""Documents that must say it."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What documents say of one shorter form."""

    entity_id: str
    """What most of them say."""
    n_for: int
    n_all: int
    others: tuple[str, ...]
    """What else they say, most frequent first."""

    @property
    def is_agreed(self) -> bool:
        """Whether it may be taken for all documents."""
        return self.n_for >= FEWEST and self.n_for >= AGREED * self.n_all


def acronym_key(written: str) -> str:
    """Return an acronym as all ways of writing it: "U.S.I.S." is "usis"."""
    return "".join(fold(written).split())


def said_of(
    shortened: Iterable[Shortened], resolve: Callable[[str], str]
) -> dict[str, Counter[str]]:
    """Return entity ids with documents by the key of each acronym, in order of key.

    Args:
        shortened: What documents say.
        resolve: From a local id to what it stands for as far as known.
    """
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for one in shortened:
        if one.is_acronym:
            said[acronym_key(one.written)][resolve(one.local_id)] += one.n_documents
    return dict(sorted(said.items()))


def polls(said: Mapping[str, Counter[str]]) -> dict[str, Vote]:
    """Return the vote on each acronym, by its key."""
    return {key: _vote(counts) for key, counts in said.items()}


def _vote(counts: Counter[str]) -> Vote:
    ranked = sorted(counts, key=lambda id_: (-counts[id_], id_))
    return Vote(ranked[0], counts[ranked[0]], counts.total(), tuple(ranked[1:]))


def acronym_votes(forms: Iterable[Form], votes: Mapping[str, Vote]) -> dict[str, Vote]:
    """Return the agreed vote by local id of each form that is nothing but an acronym."""
    found = {}
    for form in forms:
        vote = votes.get(form.slug)
        if vote and vote.is_agreed and is_acronym(form) and vote.entity_id != form.local_id:
            found[form.local_id] = vote
    return found


def is_acronym(form: Form) -> bool:
    """Tell whether a form is one word in capitals."""
    return "-" not in form.slug and form.name.isupper() and slug(form.name) == form.slug

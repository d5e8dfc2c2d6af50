"""What shorter forms stand for, by what the documents that spell them out say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.entities.linking.bodies import is_acronym_of_part, is_body
from pipeline.entities.linking.forms import Form, Shortened
from pipeline.entities.names import slug
from pipeline.gazetteers import fold

AGREED = 0.9
"""Share of the documents that must say the same."""
FEWEST = 2
"""Documents that must say it."""
AT_HOME = 0.5
"""Least share of the documents with an acronym that are of a source in which it is spelt out: of
links read in 12,827 documents of seven sources those below were wrong, nearly all others right."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What documents say of one shorter form."""

    entity_id: str
    """What most of them say."""
    n_for: int
    n_all: int
    others: tuple[str, ...]
    """What else they say, most frequent first."""
    sources: frozenset[str] = frozenset()
    """Of documents that say it; empty: not known."""

    @property
    def is_agreed(self) -> bool:
        """Whether it may be taken for other documents, too."""
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


def polls(shortened: Iterable[Shortened], resolve: Callable[[str], str]) -> dict[str, Vote]:
    """Return the vote on each acronym, by its key; arguments as of `said_of`."""
    known = list(shortened)
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in known:
        sources[acronym_key(one.written), resolve(one.local_id)].update(one.sources)
    return {key: _vote(key, said, sources) for key, said in said_of(known, resolve).items()}


def _vote(key: str, said: Counter[str], sources: Mapping[tuple[str, str], Iterable[str]]) -> Vote:
    ranked = sorted(said, key=lambda id_: (-said[id_], id_))
    first = ranked[0]
    at_home = frozenset(sources[key, first])
    return Vote(first, said[first], said.total(), tuple(ranked[1:]), at_home)


def acronym_votes(
    forms: Iterable[Form], votes: Mapping[str, Vote], names: Mapping[str, str]
) -> dict[str, Vote]:
    """Return the agreed vote by local id of each form that is nothing but an acronym.

    Args:
        forms: Any.
        votes: By key.
        names: By id of the entities that are known by more than what documents say.
    """
    asked = [(form, votes[form.slug]) for form in forms if form.slug in votes and is_acronym(form)]
    return {
        form.local_id: vote
        for form, vote in asked
        if vote.is_agreed and vote.entity_id != form.local_id and _may_mean(form, vote, names)
    }


def _may_mean(form: Form, vote: Vote, names: Mapping[str, str]) -> bool:
    """Tell whether an acronym may be taken for a body in documents that do not spell it out."""
    known = names.get(vote.entity_id)
    if known is None and not is_body(vote.entity_id):
        return False
    if known is not None and is_acronym_of_part(form.slug, slug(known)):
        return False
    n_at_home = sum(n for source, n in form.by_source if source in vote.sources)
    n_all = sum(n for _, n in form.by_source)
    return not vote.sources or n_at_home >= AT_HOME * n_all


def is_acronym(form: Form) -> bool:
    """Tell whether a form is one word in capitals."""
    return "-" not in form.slug and form.name.isupper() and slug(form.name) == form.slug

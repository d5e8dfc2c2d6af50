"""Put together what analysts, gazetteers, documents and spelling say of local ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entities.linking.analysts import Ruled, rule
from pipeline.entities.linking.authority import Authority, known_forms
from pipeline.entities.linking.codefined import Names, codefined
from pipeline.entities.linking.forms import Form, Shortened
from pipeline.entities.linking.lexicon import Lexicon
from pipeline.entities.linking.owners import Owners, read_owners, sole_owners
from pipeline.entities.linking.shorter import shorter
from pipeline.entities.linking.spelling import variants
from pipeline.entities.linking.voting import Vote, acronym_votes, polls, said_of
from pipeline.entities.names import slug
from pipeline.entity_log import Standing
from pipeline.records import EntityLink

Edges = Mapping[str, EntityLink]
"""By local id: what it is linked to so far."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What local ids stand for."""

    links: tuple[EntityLink, ...]
    """In order of local id; those that stand for themselves and need nobody to vouch for them are
    left out."""
    names: Mapping[str, str]
    """Canonical name by entity id, of entities that others stand for, or that were renamed."""
    votes: Mapping[str, Vote]
    """What documents say of acronyms, by key, agreed on or not."""


def link_forms(
    forms: Iterable[Form],
    shortened: Sequence[Shortened],
    authority: Authority,
    standing: Standing,
) -> Linked:
    """Link local ids to entities.

    Analysts come first, then the gazetteers, then spelling, then what documents say of acronyms.

    Args:
        forms: One a local id, of all current documents.
        shortened: What these documents resolve themselves.
        authority: Names that the gazetteers know.
        standing: The decisions of analysts that count.
    """
    known = {form.local_id: form for form in sorted(forms, key=lambda form: form.local_id)}
    firm = {form.local_id for form in known.values() if form.n_firm}
    ruled = rule(standing, known, firm | set(authority.names))
    said = _Said(known, shortened, authority, read_owners(known.values(), authority), ruled)
    edges = dict(ruled.edges)
    for step in (_known, _spelt, _owned, _codefined, _shorter):
        edges |= {one.local_id: one for one in step(said, edges) if one.local_id not in edges}
    votes = polls(shortened, lambda id_: resolved(id_, edges) or id_)
    edges |= {one.local_id: one for one in _voted(said, edges, votes)}
    links = tuple(
        EntityLink(one.local_id, resolved(one.local_id, edges), one.reason, one.evidence)
        for _, one in sorted(edges.items())
    )
    return Linked(links, _names(links, known, authority, ruled), votes)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known before anything is guessed."""

    forms: Mapping[str, Form]
    """By local id, in order."""
    shortened: Sequence[Shortened]
    authority: Authority
    owners: Owners
    ruled: Ruled

    @property
    def fixed(self) -> frozenset[str]:
        """Ids that no guess links to anything."""
        return self.ruled.pinned.union(self.authority.names)

    def open(self, edges: Edges) -> list[Form]:
        """Return the forms that a guess may link."""
        fixed = self.fixed
        return [one for id_, one in self.forms.items() if id_ not in fixed and id_ not in edges]


def _known(said: _Said, edges: Edges) -> Iterable[EntityLink]:
    """Yield links of names that the gazetteers know."""
    for form in said.open(edges):
        found = said.authority.find(form)
        if found and found[0] != form.local_id:
            evidence = f'written like "{found[1]}", a known name'
            yield EntityLink(form.local_id, found[0], "spelling", evidence)


def _spelt(said: _Said, edges: Edges) -> Iterable[EntityLink]:
    """Yield links from rarer spellings to the commonest one, or to a known name."""
    written = {form.local_id: form for form in known_forms(said.authority, said.forms)}
    fixed = said.fixed.union(written)
    free = [
        form
        for id_, form in said.forms.items()
        if id_ not in written and ((form.n_firm and id_ not in edges) or id_ in fixed)
    ]
    lexicon = Lexicon([*said.forms.values(), *written.values()])
    for one in variants([*free, *written.values()], fixed, written, lexicon):
        leader = said.authority.entity_of(one.leader)
        yield EntityLink(one.local_id, leader, "spelling", one.evidence)


def _owned(said: _Said, edges: Edges) -> Iterable[EntityLink]:
    """Return links from generic names without an owner to the only body of that name."""
    return sole_owners(said.forms, said.open(edges), said.owners, said.authority)


def _codefined(said: _Said, edges: Edges) -> Iterable[EntityLink]:
    """Return links between long forms of one acronym."""
    known = said_of(said.shortened, lambda id_: resolved(id_, edges) or id_)
    slugs = {id_: slug(name) for id_, name in said.authority.names.items()}
    n_documents = {id_: form.n_documents for id_, form in said.forms.items()}
    return codefined(known, Names(slugs, n_documents, said.fixed, said.owners))


def _shorter(said: _Said, edges: Edges) -> Iterable[EntityLink]:
    """Return links from short forms of known names."""
    forms = said.open(edges)
    return shorter(forms, said.shortened, said.authority, lambda id_: resolved(id_, edges) or id_)


def _voted(said: _Said, edges: Edges, votes: Mapping[str, Vote]) -> Iterable[EntityLink]:
    """Yield links from acronyms to what documents that spell them out say."""
    found = acronym_votes(said.open(edges), votes, said.authority.names)
    for local_id, vote in found.items():
        evidence = f"defined so in {vote.n_for:,} of {vote.n_all:,} documents"
        yield EntityLink(local_id, vote.entity_id, "acronym", evidence)


def resolved(local_id: str, edges: Mapping[str, EntityLink]) -> str:
    """Follow links to their end; empty: no entity."""
    seen = set()
    while local_id in edges and local_id not in seen:
        seen.add(local_id)
        local_id = edges[local_id].entity_id
    return local_id


def _names(
    links: Sequence[EntityLink],
    known: Mapping[str, Form],
    authority: Authority,
    ruled: Ruled,
) -> dict[str, str]:
    """Return a name for each entity that other ids stand for, and for each renamed one."""
    meant = {one.entity_id for one in links if one.entity_id}
    found = {id_: known[id_].name for id_ in meant if id_ in known}
    found |= {id_: authority.names[id_] for id_ in meant if id_ in authority.names}
    standing = {one.local_id: one.entity_id for one in links}
    for id_, name in ruled.names.items():
        if standing.get(id_, id_) == id_:
            found[id_] = name
    return dict(sorted(found.items()))

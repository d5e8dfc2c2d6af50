"""Put together what analysts, gazetteers, documents and spelling say of local ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entities.linking.analysts import Ruled, rule
from pipeline.entities.linking.authority import Authority, known_forms
from pipeline.entities.linking.codefined import Names, codefined
from pipeline.entities.linking.forms import Form, Shortened
from pipeline.entities.linking.lexicon import Lexicon
from pipeline.entities.linking.spelling import variants
from pipeline.entities.linking.voting import Vote, acronym_votes, polls, said_of
from pipeline.entities.names import slug
from pipeline.entity_log import Standing
from pipeline.records import EntityLink


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

    Analysts come first, then the gazetteers, then what documents say of acronyms, then spelling.

    Args:
        forms: One a local id, of all current documents.
        shortened: What these documents resolve themselves.
        authority: Names that the gazetteers know.
        standing: The decisions of analysts that count.
    """
    known = {form.local_id: form for form in sorted(forms, key=lambda form: form.local_id)}
    firm = {form.local_id for form in known.values() if form.n_firm}
    ruled = rule(standing, known, firm | set(authority.names))
    edges = dict(ruled.edges)
    fixed = ruled.pinned | set(authority.names)
    free = [form for form in known.values() if form.local_id not in fixed]
    edges |= {link.local_id: link for link in _by_authority(free, authority)}
    edges |= _spelt(known, authority, ruled, edges)
    edges |= _codefined(shortened, known, authority, edges, fixed)
    votes = polls(said_of(shortened, lambda id_: resolved(id_, edges) or id_))
    for local_id, vote in acronym_votes(free, votes).items():
        if local_id not in edges:
            evidence = f"defined so in {vote.n_for:,} of {vote.n_all:,} documents"
            edges[local_id] = EntityLink(local_id, vote.entity_id, "acronym", evidence)
    links = tuple(
        EntityLink(one.local_id, resolved(one.local_id, edges), one.reason, one.evidence)
        for _, one in sorted(edges.items())
    )
    return Linked(links, _names(links, known, authority, ruled), votes)


def resolved(local_id: str, edges: Mapping[str, EntityLink]) -> str:
    """Follow links to their end; empty: no entity."""
    seen = set()
    while local_id in edges and local_id not in seen:
        seen.add(local_id)
        local_id = edges[local_id].entity_id
    return local_id


def _by_authority(forms: Iterable[Form], authority: Authority) -> Iterable[EntityLink]:
    for form in forms:
        found = authority.find(form)
        if found and found[0] != form.local_id:
            evidence = f'written like "{found[1]}", a known name'
            yield EntityLink(form.local_id, found[0], "spelling", evidence)


def _spelt(
    known: Mapping[str, Form],
    authority: Authority,
    ruled: Ruled,
    edges: Mapping[str, EntityLink],
) -> dict[str, EntityLink]:
    """Return links from rarer spellings to the commonest one, or to a known name."""
    written = {form.local_id: form for form in known_forms(authority, known)}
    fixed = ruled.pinned | set(authority.names) | set(written)
    free = [
        form
        for id_, form in known.items()
        if id_ not in written and ((form.n_firm and id_ not in edges) or id_ in fixed)
    ]
    lexicon = Lexicon([*known.values(), *written.values()])
    found = variants([*free, *written.values()], fixed, lexicon)
    return {
        one.local_id: EntityLink(
            one.local_id, authority.entity_of(one.leader), "spelling", one.evidence
        )
        for one in found
    }


def _codefined(
    shortened: Iterable[Shortened],
    known: Mapping[str, Form],
    authority: Authority,
    edges: Mapping[str, EntityLink],
    fixed: Collection[str],
) -> dict[str, EntityLink]:
    """Return links between long forms of one acronym."""
    said = said_of(shortened, lambda id_: resolved(id_, edges) or id_)
    slugs = {id_: slug(name) for id_, name in authority.names.items()}
    n_documents = {id_: form.n_documents for id_, form in known.items()}
    found = codefined(said, Names(slugs, n_documents, fixed))
    return {one.local_id: one for one in found if one.local_id not in edges}


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

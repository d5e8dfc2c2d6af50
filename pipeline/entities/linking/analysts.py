"""What analysts decided, as links between ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.entities.linking.authority import TYPES
from pipeline.entities.names import slug
from pipeline.entity_log import Standing
from pipeline.records import EntityDecision, EntityDecisionKind, EntityLink, LinkReason

Act = tuple[int, str, EntityLink]
"""Number of a decision, a local id, and what the decision makes of it."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Links that no guess may change."""

    edges: Mapping[str, EntityLink]
    """By local id; without cycles but for ids that stand for themselves."""
    pinned: frozenset[str]
    """Ids that analysts spoke of: never linked to anything by a guess."""
    names: Mapping[str, str]
    """What ids are to be shown as."""


def rule(standing: Standing, known: Collection[str], sure: Collection[str]) -> Ruled:
    """Turn decisions into links; of two on the same id the later one counts.

    Args:
        standing: The decisions that count.
        known: Local ids that documents give.
        sure: Ids that count with nobody to vouch for them.
    """
    latest = {local_id: act for act in sorted(_acts(standing, known)) for local_id in [act[1]]}
    edges = _without_cycles(latest.values())
    for one in standing.beings.values():
        edges.setdefault(one.subject, _link(one.subject, one.subject, one))
    for one in (*standing.aliases, *standing.places.values()):
        if one.target and one.target not in sure:  # who names it says that it is an entity
            edges.setdefault(one.target, _link(one.target, one.target, one))
    accepted = {id_: one.name for id_, one in standing.beings.items() if one.name}
    names = accepted | {id_: one.name for id_, one in standing.names.items()}
    return Ruled(edges, frozenset({*edges, *standing.subjects}), names)


def _acts(standing: Standing, known: Collection[str]) -> Iterator[Act]:
    for one in standing.aliases:
        for local_id in _ids_of(one, known):
            yield one.number, local_id, _link(local_id, one.target, one)
    for one in standing.places.values():
        yield one.number, one.subject, _link(one.subject, one.target or one.subject, one)
    for one in standing.beings.values():
        if one.kind == "reject":
            yield one.number, one.subject, _link(one.subject, "", one)


def _ids_of(alias: EntityDecision, known: Collection[str]) -> Iterable[str]:
    """Return the local ids that documents may give to an alias."""
    own = alias.target.partition(":")[0]
    ids = (f"{type_}:{slug(alias.name)}" for type_ in dict.fromkeys((own, *TYPES)))
    return [id_ for id_ in ids if id_ != alias.target and (id_ in known or id_.startswith(own))]


def _without_cycles(acts: Iterable[Act]) -> dict[str, EntityLink]:
    """Keep links, the latest first, as long as they lead nowhere back."""
    edges: dict[str, EntityLink] = {}
    for _, local_id, link in sorted(acts, reverse=True):
        if link.entity_id == local_id or _end(link.entity_id, edges) != local_id:
            edges[local_id] = link
    return edges


def _end(local_id: str, edges: Mapping[str, EntityLink]) -> str:
    while local_id in edges and edges[local_id].entity_id != local_id:
        local_id = edges[local_id].entity_id
    return local_id


WORDS: Mapping[EntityDecisionKind, tuple[LinkReason, str]] = MappingProxyType(
    {
        "merge": ("merge", "merged"),
        "split": ("split", "an entity of its own"),
        "accept": ("accept", "accepted"),
        "reject": ("reject", "no entity"),
        "alias": ("alias", "another name of it"),
    }
)


def _link(local_id: str, entity_id: str, one: EntityDecision) -> EntityLink:
    reason, words = WORDS[one.kind]
    return EntityLink(local_id, entity_id, reason, f"{words}, decision {one.number}")

"""What stands of the analysts' log of decisions on entities: last word, undo, undo of an undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pipeline.records import EntityDecision, EntityDecisionKind

State = Literal["counts", "replaced", "undone"]

REPLACED: Mapping[EntityDecisionKind, tuple[EntityDecisionKind, ...]] = MappingProxyType(
    {
        "merge": ("merge", "split", "reject"),
        "split": ("merge", "split", "reject"),
        "accept": ("accept", "reject"),
        "reject": ("merge", "split", "accept", "reject"),
        "alias": ("alias",),
        "rename": ("rename",),
        "undo": (),
    }
)
"""Which earlier decisions on the same subject a decision takes the place of."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions that count."""

    places: Mapping[str, EntityDecision]
    """By subject: where it belongs (merge or split)."""
    beings: Mapping[str, EntityDecision]
    """By subject: whether it is an entity (accept or reject)."""
    names: Mapping[str, EntityDecision]
    """By subject: what it is shown as (rename)."""
    aliases: tuple[EntityDecision, ...]
    """One a name, in order of number."""

    @property
    def subjects(self) -> frozenset[str]:
        """The ids that analysts spoke of."""
        found = (*self.places.values(), *self.beings.values(), *self.names.values(), *self.aliases)
        return frozenset({id_ for one in found for id_ in (one.subject, one.target)} - {""})


def states(log: Iterable[EntityDecision]) -> dict[str, State]:
    """Return what became of each decision, by its id.

    Args:
        log: All decisions there are, in order of number.
    """
    numbered = list(log)
    found: dict[str, State] = dict.fromkeys(_undone(numbered), "undone")
    heard: set[tuple[str, str]] = set()
    for one in reversed(numbered):
        if one.id in found:
            continue
        subject = _subject(one)
        found[one.id] = "replaced" if (one.kind, subject) in heard else "counts"
        if found[one.id] == "counts":
            heard.update((kind, subject) for kind in REPLACED[one.kind])
    return {one.id: found[one.id] for one in numbered}


def standing(log: Iterable[EntityDecision]) -> Standing:
    """Return the decisions that count, by what they are about."""
    numbered = list(log)
    known = states(numbered)
    kept = [one for one in numbered if known[one.id] == "counts"]
    return Standing(
        {one.subject: one for one in kept if one.kind in ("merge", "split")},
        {one.subject: one for one in kept if one.kind in ("accept", "reject")},
        {one.subject: one for one in kept if one.kind == "rename"},
        tuple(one for one in kept if one.kind == "alias"),
    )


def own_names(log: Iterable[EntityDecision]) -> list[tuple[str, str]]:
    """Return the written forms that analysts gave entities, with the entity's id, in order."""
    stands = standing(log)
    accepted = [one for one in stands.beings.values() if one.kind == "accept" and one.name]
    found = {(one.name, one.target) for one in stands.aliases}
    return sorted(found | {(one.name, one.subject) for one in accepted})


def same_name(name: str) -> str:
    """Return what two aliases have in common that are one name."""
    return " ".join(name.casefold().split())


def _subject(one: EntityDecision) -> str:
    if one.kind == "undo":
        return one.id
    return same_name(one.name) if one.kind == "alias" else one.subject


def _undone(log: Sequence[EntityDecision]) -> set[str]:
    """Return the ids of what was taken back, by an undo that was not taken back itself."""
    undone: set[str] = set()
    for one in reversed(log):
        if one.kind == "undo" and one.id not in undone:
            undone.add(one.undoes)
    return undone

"""What is looked at before a decision is entered, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy.engine import Connection

from pipeline.entity_log import states
from pipeline.errors import OutdatedError, UsageError
from pipeline.gazetteers import Gazetteers
from pipeline.records import EntityDecision, EntityDecisionKind
from pipeline.steps.entity_deciding.wanted import Wanted, checked_name, named_decision, told
from pipeline.steps.entity_finding import ID, find_entity, find_local, is_known
from pipeline.store import entity_reading

UNSOUGHT = ("person", "place")
"""Types that only the NER model finds."""
FIXED = ("country", "region")
"""Types whose ids are given by ISO and by the gazetteers: they stand for nothing else."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a decision is checked against, in the transaction that enters it."""

    connection: Connection
    gazetteers: Gazetteers
    log: Sequence[EntityDecision]

    def entity(self, wanted: str) -> str:
        """Return the entity that an id or a name stands for."""
        return find_entity(self.connection, self.gazetteers, wanted)

    def local(self, wanted: str) -> str:
        """Return a local id as it is, a name's entity."""
        return find_local(self.connection, self.gazetteers, wanted)

    def stands_for(self, local_id: str) -> str:
        """Return what an id stands for; empty: no entity."""
        links = entity_reading.links_of(self.connection, {local_id})
        return links[local_id].entity_id if local_id in links else local_id


Checked = tuple[Wanted, tuple[str, ...]]


def _merge(desk: Desk, wanted: Wanted) -> Checked:
    subject, target = desk.entity(wanted.subject), desk.entity(wanted.target)
    if subject == target:
        raise UsageError(
            f"{wanted.subject} and {wanted.target} are one entity already, {target}; "
            f"'culturescope entities explain {target}' shows why"
        )
    _refuse_fixed(subject, "merged into another")
    plain = replace(wanted, subject=subject, target=target, name="")
    types = [id_.partition(":")[0] for id_ in (subject, target)]
    turned = (f"its mentions count as those of a {types[1]}",) if types[0] != types[1] else ()
    notes = (*_stood(wanted.subject, subject), *_stood(wanted.target, target), *turned)
    return plain, notes


def _stood(wanted: str, entity_id: str) -> tuple[str, ...]:
    if not ID.fullmatch(wanted) or wanted == entity_id:
        return ()
    return (f"{wanted} stands for {entity_id}, which is meant",)


def _alias(desk: Desk, wanted: Wanted) -> Checked:
    name, target = checked_name(wanted.name), desk.entity(wanted.target)
    _refuse_unsought(target)
    _refuse_word(desk, name, target)
    notes = ["'culturescope run' looks for it in all texts"]
    try:
        other = desk.entity(name)
    except UsageError:
        other = ""
    if other == target:
        notes.append(f"it was taken for {target} already where a document gave it")
    elif other.partition(":")[0] in FIXED:
        raise UsageError(f"'{name}' is a name of {other} and cannot be that of another entity")
    elif other and desk.gazetteers.name_of(other):
        raise UsageError(
            f"'{name}' is a name of {other} in the gazetteers; "
            f"'culturescope entities merge {other} {target}' makes them one"
        )
    elif other:
        notes.append(f"it stood for {other} until now")
    return replace(wanted, subject="", target=target, name=name), tuple(notes)


def _split(desk: Desk, wanted: Wanted) -> Checked:
    subject = wanted.subject
    if not ID.fullmatch(subject):
        raise UsageError(
            f"{subject}: name the id to be split off; 'culturescope entities explain' lists those "
            "that stand for an entity"
        )
    subject, stood = desk.local(subject), desk.stands_for(subject)
    _refuse_fixed(subject, "split off")
    if stood == subject:
        raise UsageError(f"{subject} is an entity of its own already")
    note = f"it stood for {stood} until now" if stood else "it was no entity until now"
    return replace(wanted, subject=subject, target="", name=""), (note,)


def _accept(desk: Desk, wanted: Wanted) -> Checked:
    subject = wanted.subject
    is_new = ID.fullmatch(subject) and not is_known(desk.connection, desk.gazetteers, subject)
    if is_new and not wanted.name:
        raise UsageError(f"{subject}: no document names it yet; say with --name what to look for")
    if not is_new:
        subject = desk.local(subject)
    _refuse_fixed(subject, "accepted: it is known")
    if desk.gazetteers.name_of(subject):
        raise UsageError(f"{subject} is in the gazetteers and needs nobody to accept it")
    _refuse_unsought(subject)
    name = checked_name(wanted.name or entity_reading.commonest_name(desk.connection, {subject}))
    _refuse_word(desk, name, subject)
    note = f"'culturescope run' looks for \"{name}\" in all texts"
    return replace(wanted, subject=subject, target="", name=name), (note,)


def _reject(desk: Desk, wanted: Wanted) -> Checked:
    subject = desk.entity(wanted.subject)
    _refuse_fixed(subject, "rejected")
    plain = replace(wanted, subject=subject, target="", name="")
    return plain, _stood(wanted.subject, subject)


def _rename(desk: Desk, wanted: Wanted) -> Checked:
    subject = desk.entity(wanted.subject)
    plain = replace(wanted, subject=subject, target="", name=checked_name(wanted.name))
    return plain, _stood(wanted.subject, subject)


def _undo(desk: Desk, wanted: Wanted) -> Checked:
    one = named_decision(desk.log, wanted.undoes)
    if states(desk.log)[one.id] == "undone":
        raise OutdatedError(f"decision {one.number} was taken back already; undo that undo instead")
    plain = Wanted("undo", undoes=one.id, note=wanted.note, id=wanted.id)
    return plain, (f"taken back: decision {one.number}, {told(one)}",)


def _refuse_word(desk: Desk, name: str, entity_id: str) -> None:
    """Refuse what is a plain word: "Culture" begins sentences, "of" is everywhere.

    A single word all in capitals is looked for in capitals only, and so does no harm.
    """
    if name.islower():
        raise UsageError(
            f"'{name}': has no capital; every such word in a text would be {entity_id}"
        )
    is_word = name.isalpha() and not name.isupper()
    if is_word and entity_reading.is_written(desk.connection, name.lower()):
        raise UsageError(
            f"'{name}': documents have '{name.lower()}' as a plain word; every sentence that "
            f"begins with it would name {entity_id}; give a longer name"
        )


def _refuse_unsought(entity_id: str) -> None:
    if entity_id.partition(":")[0] in UNSOUGHT:
        raise UsageError(f"{entity_id}: names of persons and places are not looked for in texts")


def _refuse_fixed(entity_id: str, what: str) -> None:
    if entity_id.partition(":")[0] in FIXED:
        raise UsageError(f"{entity_id}: countries and regions are declared and cannot be {what}")


Check = Callable[[Desk, Wanted], Checked]
CHECKS: Mapping[EntityDecisionKind, Check] = MappingProxyType(
    {
        "merge": _merge, "alias": _alias, "split": _split, "accept": _accept,
        "reject": _reject, "rename": _rename, "undo": _undo,
    }
)  # fmt: skip
"""What is looked at before a decision of each kind is entered."""

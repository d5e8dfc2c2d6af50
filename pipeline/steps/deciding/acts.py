"""Record decisions, and take them back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy.engine import Connection

from pipeline.decisions import Standing, Wanted, standing
from pipeline.decisions.wanted import check_name, checked, checked_editor, is_same
from pipeline.errors import MissingError, OutdatedError, UsageError
from pipeline.records import Decision, DecisionKind
from pipeline.settings import Workspace
from pipeline.steps.context import utc_now
from pipeline.steps.deciding.known import Known, revisions
from pipeline.steps.deciding.tags import Key, Shown, shown_tags, write_editor_tags
from pipeline.store import Store, decisions

T = TypeVar("T")
_PART_OF_ID = re.compile(r"[0-9a-f]{8,31}")
NOTHING_SHOWN = Shown(None, "")


def decide(
    workspace: Workspace, store: Store, wanted: Sequence[Wanted], *, editor: str, via: str
) -> list[Decision]:
    """Record decisions, all or none; they are on the disk when this returns.

    To accept what was neither suggested, nor given by the publisher, nor shown with a probability
    is recorded as `add`. A concept that was merged counts as its successor. A decision that is
    there already under its id is given back as it was recorded.

    Args:
        workspace: With the vocabularies.
        store: Of the workspace.
        wanted: In order: of two on one concept the later counts.
        editor: Who decides.
        via: Where it comes from: cli, api, annif, import.

    Raises:
        MissingError: A document, scheme or concept is not there.
        UsageError: Something else in it cannot be, or an id was used for another decision.
    """
    who = checked_editor(editor)
    plain = _each(wanted, checked)
    known = Known.of(workspace)
    with store.write(durable=True) as connection:
        return record(connection, known, plain, editor=who, via=via)


def record(
    connection: Connection, known: Known, wanted: Sequence[Wanted], *, editor: str, via: str
) -> list[Decision]:
    """Do what `decide` does, with checked wishes, in a transaction that is there."""
    ids = [one.document_id for one in wanted]
    desk = _Desk(
        known=known,
        revisions=revisions(connection, ids),
        shown=shown_tags(connection, ids, known.resolve),
        stored=decisions.by_ids(connection, [one.id for one in wanted if one.id]),
        editor=editor,
        via=via,
    )
    made = _each(wanted, desk.take)
    decisions.append(connection, made)
    write_editor_tags(connection, desk.revisions, known.resolve)
    return made


def undo(
    workspace: Workspace, store: Store, decision_id_or_batch: str, *, editor: str, via: str
) -> list[Decision]:
    """Take back one decision, or all of a batch, so that what stood before stands again.

    An undo can be undone like any decision. Of a batch, what was taken back already stays so.

    Args:
        workspace: With the vocabularies.
        store: Of the workspace.
        decision_id_or_batch: Of what is taken back; 8 digits will do where they are one's only.
        editor: Who takes it back.
        via: As in `decide`.

    Returns:
        The undos; of a batch they are a batch of their own.

    Raises:
        MissingError: Nothing was ever decided under this id.
        OutdatedError: All of it was taken back already.
    """
    who = checked_editor(editor)
    check_name("id", decision_id_or_batch)
    resolve = Known.of(workspace).resolve
    with store.write(durable=True) as connection:
        found = _named(connection, decision_id_or_batch)
        ids = {one.document_id for one in found}
        held = standing(decisions.load(connection, document_ids=sorted(ids)))
        batch = uuid.uuid4().hex if len(found) > 1 else ""
        made = [_undo(one, who, via, batch) for one in _not_undone(found, held)]
        decisions.append(connection, made)
        write_editor_tags(connection, ids, resolve)
    return made


@dataclass(slots=True)
class _Desk:
    """What decisions of one transaction are checked against."""

    known: Known
    revisions: Mapping[str, int]
    shown: Mapping[Key, Shown]
    stored: dict[str, Decision]
    editor: str
    via: str

    def take(self, wanted: Wanted) -> Decision:
        """Return the decision: a new one, or that which is there under its id."""
        if wanted.id in self.stored:
            return self._again(wanted, self.stored[wanted.id])
        decision = self._new(wanted)
        self.stored[decision.id] = decision
        return decision

    def _again(self, wanted: Wanted, stored: Decision) -> Decision:
        now = replace(stored, concept_id=self._now(stored.scheme, stored.concept_id))
        asked = replace(wanted, concept_id=self._now(wanted.scheme, wanted.concept_id))
        if not is_same(asked, now, self.editor):
            raise UsageError(
                f"id {wanted.id}: stands for another decision already ({stored.kind} "
                f"{stored.scheme} {stored.concept_id} on {stored.document_id}); choose a new id"
            )
        return stored

    def _now(self, scheme: str, concept_id: str) -> str:
        return self.known.resolve(scheme, concept_id) or concept_id

    def _new(self, wanted: Wanted) -> Decision:
        revision = self._revision(wanted)
        self.known.check_scheme(wanted.scheme)
        is_on_concept = wanted.kind != "complete"
        concept = self.known.concept(wanted.scheme, wanted.concept_id) if is_on_concept else ""
        key = (wanted.document_id, wanted.scheme, concept)
        shown = self.shown.get(key, NOTHING_SHOWN)
        return Decision(
            id=wanted.id or uuid.uuid4().hex,
            document_id=wanted.document_id,
            revision=revision,
            scheme=wanted.scheme,
            concept_id=concept,
            kind=self._kind(wanted, key),
            editor=self.editor,
            decided_at=utc_now(),
            probability=shown.probability if wanted.probability is None else wanted.probability,
            model=wanted.model or shown.model,
            batch=wanted.batch,
            via=self.via,
            note=wanted.note,
        )

    def _revision(self, wanted: Wanted) -> int:
        current = self.revisions.get(wanted.document_id)
        if current is None:
            raise MissingError(
                f"document {wanted.document_id!r}: is not in the store, or gave no text; "
                "'culturescope export documents' lists what there is"
            )
        if wanted.revision > current:
            raise MissingError(
                f"document {wanted.document_id}: has no revision {wanted.revision}; the current "
                f"one is {current}"
            )
        return wanted.revision or current

    def _kind(self, wanted: Wanted, key: Key) -> DecisionKind:
        is_shown = key in self.shown or wanted.probability is not None
        return "add" if wanted.kind == "accept" and not is_shown else wanted.kind


def _named(connection: Connection, name: str) -> list[Decision]:
    plain = name.replace("-", "").lower()
    found = decisions.of_batch(connection, name) if name else []
    found = found or list(decisions.by_ids(connection, [plain]).values())
    if not found and _PART_OF_ID.fullmatch(plain):
        found = decisions.beginning(connection, plain)
        if len({one.batch if one.batch.startswith(plain) else one.id for one in found}) > 1:
            raise UsageError(f"{name}: stands for more than one decision or batch; say more of it")
    if not found:
        raise MissingError(
            f"{name!r}: no decision and no batch has this id; 'culturescope decisions list' "
            "shows both"
        )
    return found


def _not_undone(found: Sequence[Decision], held: Standing) -> list[Decision]:
    left = [one for one in found if one.id not in held.undone]
    if not left:
        undos = sorted({held.undone[one.id] for one in found})
        raise OutdatedError(
            f"{found[0].batch or found[0].id}: was taken back already, by {', '.join(undos[:3])}; "
            "undo that to let it count again"
        )
    return left


def _undo(taken: Decision, editor: str, via: str, batch: str) -> Decision:
    return Decision(
        id=uuid.uuid4().hex,
        document_id=taken.document_id,
        revision=taken.revision,
        scheme=taken.scheme,
        concept_id="",
        kind="undo",
        editor=editor,
        decided_at=utc_now(),
        undoes=taken.id,
        batch=batch,
        via=via,
    )


def _each(wanted: Sequence[Wanted], do: Callable[[Wanted], T]) -> list[T]:
    """Do something with each; an error says which of several it was."""
    done = []
    for at, one in enumerate(wanted, 1):
        try:
            done.append(do(one))
        except UsageError as error:
            if len(wanted) == 1:
                raise
            raise type(error)(f"decision {at} of {len(wanted)}: {error}") from error
    return done

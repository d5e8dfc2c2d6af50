"""Enter decisions into the log, and carry them into the links."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from pipeline.decisions.wanted import check_note, checked_editor, checked_id
from pipeline.entity_log import states
from pipeline.records import EntityDecision
from pipeline.settings import Workspace
from pipeline.steps import declared, linking
from pipeline.steps.context import utc_now
from pipeline.steps.entity_deciding.checks import CHECKS, Desk
from pipeline.steps.entity_deciding.wanted import Decided, Wanted, told
from pipeline.store import Store, entity_decisions


def decide(workspace: Workspace, store: Store, wanted: Wanted, *, editor: str) -> Decided:
    """Record a decision; it is on the disk, and carried into the links, when this returns.

    Names of `alias` and `accept` are looked for in all texts by the next run.

    Raises:
        MissingError: No entity goes by an id or name.
        UsageError: It makes no sense: a name of several entities, two that are one already, ...
        OutdatedError: What is to be undone was undone already.
    """
    who = checked_editor(editor)
    check_note(wanted.note)
    gazetteers = declared.gazetteers(workspace)
    with store.write(durable=True) as connection:
        log = entity_decisions.load_decisions(connection)
        known = _sent_before(log, checked_id(wanted.id))
        if known:
            return Decided(known, ("recorded before under this id",))
        plain, notes = CHECKS[wanted.kind](Desk(connection, gazetteers, log), wanted)
        (made,) = entity_decisions.append(connection, [_made(plain, who)])
        notes = (*notes, *_replaced(log, made))
    linking.relink(workspace, store)
    return Decided(made, notes)


def _made(plain: Wanted, editor: str) -> EntityDecision:
    return EntityDecision(
        id=checked_id(plain.id) or uuid.uuid4().hex,
        number=0,
        kind=plain.kind,
        subject=plain.subject,
        target=plain.target,
        name=plain.name,
        editor=editor,
        decided_at=utc_now(),
        note=plain.note,
        undoes=plain.undoes,
    )


def _sent_before(log: Sequence[EntityDecision], id_: str) -> EntityDecision | None:
    return next((one for one in log if id_ and one.id == id_), None)


def _replaced(log: Sequence[EntityDecision], made: EntityDecision) -> list[str]:
    """Say which earlier decisions count no longer, and which count again."""
    before, after = states(log), states([*log, made])
    lines = []
    for one in log:
        if before[one.id] == after[one.id] or one.id == made.undoes:
            continue
        what = "counts again" if after[one.id] == "counts" else "counts no longer"
        lines.append(f"decision {one.number} ({told(one)}, by {one.editor}) {what}")
    return lines

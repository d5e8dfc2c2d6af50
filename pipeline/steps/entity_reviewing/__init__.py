"""What an analyst should look at among entities, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.settings import Workspace
from pipeline.steps import declared, linking
from pipeline.steps.entity_evidence import examples_of
from pipeline.steps.entity_reviewing.finders import FINDERS, Desk
from pipeline.steps.entity_reviewing.items import KINDS, Item, Kind
from pipeline.store import Store

__all__ = ["KINDS", "Item", "Kind", "review"]

N_EXAMPLES = 2


def review(
    workspace: Workspace, store: Store, kinds: Sequence[Kind] = KINDS, limit: int = 20
) -> list[Item]:
    """Return what is worth looking at, what concerns most documents first.

    What an analyst has decided is not asked again: to keep two entities apart, or a link as it
    is, say so by `rename`, `split` or `accept`.

    Args:
        workspace: With the gazetteers.
        store: Of the workspace.
        kinds: proposed: what looks like a programme. double: two entities that may be one.
            acronym: what documents do not spell out, or spell out differently. link: what was
            linked on weak grounds. unknown: organisations in many documents that the gazetteers
            lack.
        limit: Most items.
    """
    gazetteers = declared.gazetteers(workspace)
    with store.read() as connection:
        desk = _desk(connection, gazetteers)
        found = [item for kind in KINDS if kind in kinds for item in FINDERS[kind](desk)]
        ranked = sorted(found, key=lambda item: (-item.score, item.ids))
        return [_with_examples(desk, item) for item in ranked[:limit]]


def _desk(connection: Connection, gazetteers: Gazetteers) -> Desk:
    inputs = linking.inputs(connection, gazetteers)
    linked = inputs.linked()
    standing = {one.local_id: one.entity_id for one in linked.links}
    return Desk(
        connection,
        gazetteers,
        {form.local_id: form for form in inputs.forms},
        linked,
        standing,
        inputs.standing.subjects,
    )


def _with_examples(desk: Desk, item: Item) -> Item:
    if item.examples:
        return replace(item, examples=item.examples[:N_EXAMPLES])
    ids = item.ids[-1:] if item.kind == "double" else item.ids[:1]
    return replace(item, examples=examples_of(desk.connection, ids, N_EXAMPLES))

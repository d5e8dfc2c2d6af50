"""What an analyst should look at among entities, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.entity_evidence import examples_of
from pipeline.steps.entity_reviewing.desk import Desk, open_desk
from pipeline.steps.entity_reviewing.finders import FINDERS, MOST_OF_A_KIND, likely
from pipeline.steps.entity_reviewing.items import KINDS, Item, Kind, Reviewed, in_turn
from pipeline.store import Store

__all__ = ["KINDS", "MOST_OF_A_KIND", "Item", "Kind", "Reviewed", "review", "reviewed"]

N_EXAMPLES = 2


def review(
    workspace: Workspace, store: Store, kinds: Sequence[Kind] = KINDS, limit: int = 20
) -> list[Item]:
    """Return what `reviewed` finds, without its counts."""
    return list(reviewed(workspace, store, kinds, limit).items)


def reviewed(
    workspace: Workspace, store: Store, kinds: Sequence[Kind] = KINDS, limit: int = 20
) -> Reviewed:
    """Return what is worth looking at: of each kind in turn what concerns most documents.

    What an analyst has decided is not asked again; each item names the commands for one decision
    and the other.

    Args:
        workspace: With the gazetteers.
        store: Of the workspace.
        kinds: proposed: what looks like a programme. double: two entities that may be one.
            acronym: what documents do not spell out, or spell out differently. link: what was
            linked on weak grounds. unknown: organisations in many documents that the gazetteers
            lack.
        limit: Most items.
    """
    with store.read() as connection:
        desk = open_desk(connection, declared.gazetteers(workspace))
        found = in_turn([list(FINDERS[kind](desk)) for kind in KINDS if kind in kinds])
        counts = Counter(item.kind for item in found)
        shown = tuple(_complete(desk, item) for item in found[:limit])
        return Reviewed(shown, {kind: counts[kind] for kind in KINDS if kind in kinds})


def _complete(desk: Desk, item: Item) -> Item:
    """Return an item with sentences, and with what an unknown name may stand for."""
    if item.kind == "unknown":
        merges = tuple(f"merge {item.ids[0]} {id_}" for id_ in likely(desk, item.names[0]))
        item = replace(item, commands=(*item.commands, *merges))
    examples = item.examples or examples_of(desk.connection, item.ids[:1], N_EXAMPLES)
    return replace(item, examples=examples[:N_EXAMPLES])

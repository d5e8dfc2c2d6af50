"""What an analyst should look at among entities, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.settings import Workspace
from pipeline.steps import declared, linking
from pipeline.steps.entity_evidence import Example, examples_of
from pipeline.store import Store, entity_reading

if TYPE_CHECKING:
    from pipeline.entities.linking import Form, Linked

Kind = Literal["proposed", "double", "acronym", "link", "unknown"]
KINDS: tuple[Kind, ...] = ("proposed", "double", "acronym", "link", "unknown")

GAIN: Mapping[Kind, float] = MappingProxyType(
    {"double": 1.0, "acronym": 0.8, "proposed": 0.7, "link": 0.5, "unknown": 0.2}
)
"""How much of its documents looking at an item of a kind mends, as a rough order between kinds: a
double splits a series, an unknown name only lacks what a gazetteer would add."""
MOST_OF_A_KIND = 200
N_EXAMPLES = 2
WIDESPREAD = 3
"""Documents from which an organisation that the gazetteers lack is worth a look."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    kind: Kind
    ids: tuple[str, ...]
    """One entity, or two that may be one."""
    names: tuple[str, ...]
    """As many."""
    n_documents: int
    """That a decision would concern."""
    why: str
    commands: tuple[str, ...]
    """What to call for one decision or the other, without the program's name."""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What items are made from."""

    connection: Connection
    gazetteers: Gazetteers
    forms: Mapping[str, Form]
    """By local id."""
    linked: Linked
    standing: Mapping[str, str]
    """What linked local ids stand for."""
    decided: frozenset[str]
    """Ids that analysts spoke of."""

    def name(self, entity_id: str) -> str:
        """Return the canonical name of an entity, as far as known."""
        form = self.forms.get(entity_id)
        known = self.linked.names.get(entity_id) or self.gazetteers.name_of(entity_id)
        return known or (form.name if form else entity_id)


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
        ranked = sorted(found, key=lambda item: (-GAIN[item.kind] * item.n_documents, item.ids))
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
    ids = item.ids[-1:] if item.kind == "double" else item.ids[:1]
    return replace(item, examples=examples_of(desk.connection, ids, N_EXAMPLES))


def _proposed(desk: Desk) -> Iterable[Item]:
    for id_, name, n, n_documents in _tentative(desk, "proposed"):
        commands = (f"accept {id_}", f"reject {id_}")
        why = f"looks like a programme; named {n:,} times"
        yield Item("proposed", (id_,), (name,), n_documents, why, commands)


def _acronyms(desk: Desk) -> Iterable[Item]:
    for id_, name, _, n_documents in _tentative(desk, "undefined"):
        vote = desk.linked.votes.get(id_.partition(":")[2])
        meant = (vote.entity_id, *vote.others)[:3] if vote else ()
        said = "; ".join(f"{desk.name(one)} ({one})" for one in meant)
        why = f"stands for different things: {said}" if len(meant) > 1 else (
            f"spelt out by too few documents: {said}" if meant else "spelt out by no document"
        )  # fmt: skip
        commands = (*(f"merge {id_} {one}" for one in meant), f"accept {id_}", f"reject {id_}")
        yield Item("acronym", (id_,), (name,), n_documents, why, commands)


def _tentative(desk: Desk, via: str) -> Iterable[tuple[str, str, int, int]]:
    found = entity_reading.tentative(desk.connection, via, MOST_OF_A_KIND)
    asked = (row for row in found if row[0] not in desk.decided)
    return (row for row in asked if not desk.gazetteers.name_of(row[0]))


def _doubles(desk: Desk) -> Iterable[Item]:
    from pipeline.entities.linking import doubles

    free = [form for id_, form in desk.forms.items() if id_ not in desk.decided]
    known = set(desk.gazetteers.entity_ids())
    found = doubles(free, desk.standing)
    open_ = [one for one in found if not {one.first, one.second} <= known]
    for one in open_[:MOST_OF_A_KIND]:
        names = (desk.name(one.first), desk.name(one.second))
        commands = (f"merge {one.second} {one.first}", f"split {one.second}")
        yield Item("double", (one.first, one.second), names, one.n_documents, one.why, commands)


def _links(desk: Desk) -> Iterable[Item]:
    from pipeline.entities.linking import weak_links

    for id_, why in weak_links(desk.linked, desk.forms)[:MOST_OF_A_KIND]:
        entity_id = desk.standing[id_]
        names = (desk.forms[id_].name, desk.name(entity_id))
        commands = (f"split {id_}", f"merge {id_} {entity_id}")
        yield Item("link", (id_, entity_id), names, desk.forms[id_].n_documents, why, commands)


def _unknown(desk: Desk) -> Iterable[Item]:
    found = [
        form
        for id_, form in desk.forms.items()
        if form.type == "organisation" and form.n_firm and id_ not in desk.standing
        and form.n_documents >= WIDESPREAD and id_ not in desk.decided and not form.owner
        and not desk.gazetteers.name_of(id_)
    ]  # fmt: skip
    ranked = sorted(found, key=lambda form: (-form.n_documents, form.local_id))
    for form in ranked[:MOST_OF_A_KIND]:
        id_ = form.local_id
        commands = (f"accept {id_}", f"merge {id_} INTO", f"reject {id_}")
        why = "in many documents, not in the gazetteers"
        yield Item("unknown", (id_,), (form.name,), form.n_documents, why, commands)


FINDERS: Mapping[Kind, Callable[[Desk], Iterable[Item]]] = MappingProxyType(
    {
        "proposed": _proposed, "double": _doubles, "acronym": _acronyms, "link": _links,
        "unknown": _unknown,
    }
)  # fmt: skip

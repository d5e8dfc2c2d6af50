"""How things to look at are found, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.steps.entity_evidence import presented
from pipeline.steps.entity_reviewing.items import Item, Kind
from pipeline.store import entity_reading

if TYPE_CHECKING:
    from pipeline.entities.linking import Form, Linked

TELLING: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "definition": (1.0, "is defined as a programme"),
        "example": (0.9, "is given as an example of a programme"),
        "name": (0.8, "is called a programme"),
        "quotation": (0.6, "stands in quotation marks beside a programme's words"),
        "title": (0.4, "stands in a title like a programme"),
        "": (0.2, "looks like a programme"),
    }
)
"""How sure the ways of presenting a name make that it is a programme, as an order between them."""
MOST_OF_A_KIND = 200
WIDESPREAD = 3
"""Documents from which an organisation that the gazetteers lack is worth a look."""


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


def _proposed(desk: Desk) -> Iterable[Item]:
    for id_, name, _, n_documents in _tentative(desk, "proposed"):
        kind, examples = presented(desk.connection, id_)
        why = TELLING.get(kind, TELLING[""])
        commands = (f"accept {id_}", f"reject {id_}")
        item = Item("proposed", (id_,), (name,), n_documents, why[1], commands)
        yield replace(item, examples=examples, sureness=why[0])


def _acronyms(desk: Desk) -> Iterable[Item]:
    for id_, name, _, n_documents in _tentative(desk, "undefined"):
        vote = desk.linked.votes.get(desk.forms[id_].slug) if id_ in desk.forms else None
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
        item = Item("double", (one.first, one.second), names, one.n_documents, one.why, commands)
        yield replace(item, sureness=one.sureness)


def _links(desk: Desk) -> Iterable[Item]:
    from pipeline.entities.linking import read_authority, weak_links

    known = read_authority(desk.gazetteers).meant
    for id_, why in weak_links(desk.linked, desk.forms, known)[:MOST_OF_A_KIND]:
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

"""What items to look at are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.steps import linking

if TYPE_CHECKING:
    from pipeline.entities.linking import Authority, Form, Linked


@dataclass(frozen=True)
class Desk:
    """Documents, gazetteers and decisions of this moment, and the links that follow."""

    connection: Connection
    gazetteers: Gazetteers
    forms: Mapping[str, Form]
    """By local id."""
    linked: Linked
    standing: Mapping[str, str]
    """What linked local ids stand for."""
    decided: frozenset[str]
    """Ids that analysts spoke of."""
    authority: Authority

    def name(self, entity_id: str) -> str:
        """Return the canonical name of an entity, as far as known."""
        form = self.forms.get(entity_id)
        known = self.linked.names.get(entity_id) or self.gazetteers.name_of(entity_id)
        return known or (form.name if form else entity_id)

    def is_known(self, entity_id: str) -> bool:
        """Tell whether the gazetteers have an entity."""
        return bool(self.gazetteers.name_of(entity_id))

    @cached_property
    def by_acronym(self) -> Mapping[str, tuple[str, ...]]:
        """Known bodies by each of their acronyms."""
        found: dict[str, tuple[str, ...]] = {}
        for id_ in self.gazetteers.entity_ids():
            body = self.gazetteers.body(id_)
            for acronym in (*body.acronyms, *body.shy) if body else ():
                found[acronym] = (*found.get(acronym, ()), id_)
        return found


def open_desk(connection: Connection, gazetteers: Gazetteers) -> Desk:
    """Return the desk of this moment."""
    inputs = linking.inputs(connection, gazetteers)
    linked = inputs.linked()
    return Desk(
        connection,
        gazetteers,
        {form.local_id: form for form in inputs.forms},
        linked,
        {one.local_id: one.entity_id for one in linked.links},
        inputs.standing.subjects,
        inputs.authority,
    )

"""What one document names, as the whole corpus understands it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.entity_schema import entity_names
from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID, TYPE
from pipeline.store.schema import documents, mentions

_FOUND = (
    sa.select(
        mentions.c.start, mentions.c.text, mentions.c.name, mentions.c.via, mentions.c.inside,
        mentions.c.edition, ENTITY_ID.label("entity_id"), TYPE.label("type"),
        entity_names.c.name.label("known_as"),
    )
    .select_from(CURRENT.outerjoin(entity_names, entity_names.c.entity_id == ENTITY_ID))
    .where(COUNTS)
    .order_by(mentions.c.ordinal)
)  # fmt: skip


def entities_of(
    connection: Connection, document_id: str, types: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the entities that a current document names, the most salient first.

    Args:
        connection: Of the store.
        document_id: Of any document.
        types: Of entities: settings.published_entities, so that their salience, which depends on
            what else is looked at, is the snapshot's.

    Returns:
        Rows of entity_id, type, name, written (the forms in the text), editions, and the columns
        of the snapshot's `document_entities` after entity_id.
    """
    query = _FOUND.where(mentions.c.document_id == document_id, TYPE.in_(list(types)))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.entity_id].append(row)
    told = {id_: _told(rows) for id_, rows in found.items()}
    for weight in _weighed(connection, document_id, found, told):
        told[weight["entity_id"]] |= weight
    return sorted(told.values(), key=lambda row: (-row["salience"], row["entity_id"]))


def _weighed(
    connection: Connection,
    document_id: str,
    found: Mapping[str, list[Any]],
    told: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    from pipeline.entities.salience import Named, salience, stands

    head = sa.select(documents.c.title, sa.func.length(documents.c.text)).where(
        documents.c.document_id == document_id, documents.c.is_current
    )
    title, length = connection.execute(head).one_or_none() or ("", 0)
    named = (
        Named(id_, row.start, row.text, stands(row.via, row.inside))
        for id_, rows in found.items()
        for row in rows
    )
    names = {id_: str(row["name"]) for id_, row in told.items()}
    return [asdict(one) for one in salience(title or "", length, named, names)]


def _told(rows: Sequence[Any]) -> dict[str, Any]:
    names = Counter(row.name for row in rows)
    usual = min(names, key=lambda name: (-names[name], name))
    return {
        "entity_id": rows[0].entity_id,
        "type": rows[0].type,
        "name": rows[0].known_as or usual,
        "written": sorted({row.text for row in rows}),
        "editions": sorted({row.edition for row in rows} - {""}),
    }

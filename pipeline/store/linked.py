"""Mentions as the whole corpus and its analysts understand them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import TENTATIVE, EntityLink
from pipeline.settings import digest
from pipeline.store.entity_schema import entity_links, entity_names
from pipeline.store.schema import documents, mentions
from pipeline.store.upsert import upsert

ENTITY_ID = sa.func.coalesce(entity_links.c.entity_id, mentions.c.entity_id)
"""What a mention stands for in the whole corpus."""
TYPE = sa.func.coalesce(entity_links.c.type, mentions.c.type)
"""Type of what a mention stands for."""

CURRENT = mentions.join(
    documents, (documents.c.document_id == mentions.c.document_id) & documents.c.is_current
).outerjoin(entity_links, entity_links.c.local_id == mentions.c.entity_id)
"""Mentions in current documents, with their links."""

COUNTS = sa.or_(
    entity_links.c.entity_id != "",
    sa.and_(entity_links.c.entity_id.is_(None), mentions.c.via.not_in(TENTATIVE)),
)
"""Whether a mention of CURRENT counts: nobody said it is none; a tentative one is vouched for."""


def put_links(
    connection: Connection, links: Iterable[EntityLink], names: Mapping[str, str]
) -> None:
    """Store links and canonical names in the place of all there are.

    Args:
        connection: Of the store, writing.
        links: Of any order; no local id twice.
        names: By entity id; of entities whose name is not simply the most frequent one.
    """
    connection.execute(entity_links.delete())
    connection.execute(entity_names.delete())
    rows = [
        {
            "local_id": one.local_id,
            "entity_id": one.entity_id,
            "type": (one.entity_id or one.local_id).partition(":")[0],
            "reason": one.reason,
            "evidence": one.evidence,
        }
        for one in sorted(links, key=lambda one: one.local_id)
    ]
    upsert(connection, entity_links, rows)
    upsert(connection, entity_names, [{"entity_id": k, "name": names[k]} for k in sorted(names)])


def load_links(connection: Connection) -> list[EntityLink]:
    """Return all links, in order of local id."""
    t = entity_links.c
    query = sa.select(t.local_id, t.entity_id, t.reason, t.evidence).order_by(t.local_id)
    return [EntityLink(*row) for row in connection.execute(query)]


def load_names(connection: Connection) -> dict[str, str]:
    """Return the canonical names that are not simply the most frequent one, by entity id."""
    query = sa.select(entity_names.c.entity_id, entity_names.c.name)
    return {id_: name for id_, name in connection.execute(query)}


def count_links(connection: Connection) -> dict[str, int]:
    """Return the number of links by reason."""
    query = sa.select(entity_links.c.reason, sa.func.count()).group_by(entity_links.c.reason)
    return {reason: n for reason, n in connection.execute(query)}


def links_digest(connection: Connection) -> str:
    """Return one digest of all links and names."""
    links = [(one.local_id, one.entity_id) for one in load_links(connection)]
    return digest(links, load_names(connection))

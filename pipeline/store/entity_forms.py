"""Ids as documents give them, and what documents say that shorter forms stand for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import TENTATIVE
from pipeline.store.schema import documents, mentions

LINKED = ("organisation", "programme")
"""Types whose names are looked at over the whole corpus; persons and places stay as they come."""

_IN_CURRENT = mentions.join(
    documents, (documents.c.document_id == mentions.c.document_id) & documents.c.is_current
)
_M = mentions.c


def load_named(connection: Connection) -> list[tuple[str, str, bool, int]]:
    """Return (local id, name, whether it counts by itself, mentions) of current documents.

    Of organisations and programmes, in order; one row a name and way of recognising it.
    """
    query = (
        sa.select(_M.entity_id, _M.name, _M.via, sa.func.count())
        .select_from(_IN_CURRENT)
        .where(_M.type.in_(LINKED))
        .group_by(_M.entity_id, _M.name, _M.via)
        .order_by(_M.entity_id, _M.name, _M.via)
    )
    return [(row[0], row[1], row[2] not in TENTATIVE, row[3]) for row in connection.execute(query)]


def count_documents(connection: Connection) -> dict[str, int]:
    """Return the number of current documents by local id of an organisation or programme."""
    query = (
        sa.select(_M.entity_id, sa.func.count(sa.distinct(_M.document_id)))
        .select_from(_IN_CURRENT)
        .where(_M.type.in_(LINKED))
        .group_by(_M.entity_id)
    )
    return {id_: n for id_, n in connection.execute(query)}


def load_shortened(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return (form in the text, via, local id, documents) where a form may shorten a name."""
    query = (
        sa.select(_M.text, _M.via, _M.entity_id, sa.func.count(sa.distinct(_M.document_id)))
        .select_from(_IN_CURRENT)
        .where(_M.type.in_(LINKED), _M.via.in_(("acronym", "rule", "model")), _M.text != _M.name)
        .group_by(_M.text, _M.via, _M.entity_id)
        .order_by(_M.text, _M.via, _M.entity_id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]

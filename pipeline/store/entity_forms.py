"""Ids as documents give them, and what documents say that shorter forms stand for."""

from __future__ import annotations

from collections import defaultdict

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


def count_documents(connection: Connection) -> dict[str, dict[str, int]]:
    """Return current documents by local id of an organisation or programme, and by source."""
    query = (
        sa.select(_M.entity_id, documents.c.source_id, sa.func.count(sa.distinct(_M.document_id)))
        .select_from(_IN_CURRENT)
        .where(_M.type.in_(LINKED))
        .group_by(_M.entity_id, documents.c.source_id)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for id_, source, n in connection.execute(query):
        found[id_][source] = n
    return dict(found)


def load_shortened(connection: Connection) -> list[tuple[str, str, str, dict[str, int]]]:
    """Return where a form may shorten a name.

    Returns:
        Form in the text, via, local id, documents by source; in order.
    """
    parts = (_M.text, _M.via, _M.entity_id)
    query = (
        sa.select(*parts, documents.c.source_id, sa.func.count(sa.distinct(_M.document_id)))
        .select_from(_IN_CURRENT)
        .where(_M.type.in_(LINKED), _M.via.in_(("acronym", "rule", "model")), _M.text != _M.name)
        .group_by(*parts, documents.c.source_id)
        .order_by(*parts, documents.c.source_id)
    )
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for text, via, id_, source, n in connection.execute(query):
        found[text, via, id_][source] = n
    return [(*key, counts) for key, counts in found.items()]

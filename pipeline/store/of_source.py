"""What is known of a source's documents without their texts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import documents


def languages_of_source(connection: Connection, source_id: str) -> dict[str, str]:
    """Return the language of each current document of a source, by document id, in order."""
    query = (
        sa.select(documents.c.document_id, documents.c.language)
        .where(documents.c.is_current, documents.c.source_id == source_id)
        .order_by(documents.c.document_id)
    )
    return {id_: language for id_, language in connection.execute(query)}

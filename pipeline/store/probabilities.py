"""What models think of every concept: probabilities of documents, also those too low to suggest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store import schema
from pipeline.store.upsert import replace_of_documents


class Thought(NamedTuple):
    """What one model thinks of one document."""

    document_id: str
    scheme: str
    probabilities: Mapping[str, float]
    """0 to 1, by concept id; concepts that are left out are less likely than any worth keeping."""
    model: str
    """Version of what thinks so."""


def put_thoughts(connection: Connection, ids: Sequence[str], new: Sequence[Thought]) -> None:
    """Store what is thought of documents in the place of whatever was thought of them before."""
    rows = [{**one._asdict(), "probabilities": dict(one.probabilities)} for one in new]
    replace_of_documents(connection, schema.probabilities, ids, rows)


def load_thoughts(connection: Connection) -> Iterator[Thought]:
    """Yield what is thought of every document, in order of document and scheme."""
    t = schema.probabilities
    query = sa.select(t).order_by(*t.primary_key.columns)
    for row in connection.execute(query):
        yield Thought(**row._mapping)

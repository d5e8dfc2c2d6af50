"""Write many rows so that writing them twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

T = TypeVar("T")

CHUNK = 400
"""Values in one IN (...); SQLite takes at most 32,766 variables."""


def upsert(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or overwrite those whose primary key is there."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    key = [column.name for column in table.primary_key]
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in key}
    if changed:
        connection.execute(
            statement.on_conflict_do_update(index_elements=key, set_=changed), list(rows)
        )
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=key), list(rows))


def replace_of_documents(
    connection: Connection, table: sa.Table, ids: Iterable[str], rows: Sequence[dict[str, Any]]
) -> None:
    """Put rows in the place of everything the table holds for the given documents."""
    for chunk in chunks(sorted(ids), CHUNK):
        connection.execute(table.delete().where(table.c.document_id.in_(chunk)))
    upsert(connection, table, rows)


def one_of(
    connection: Connection, column: sa.ColumnElement[str], values: Iterable[str]
) -> sa.ColumnElement[bool]:
    """Return the condition that a column of text has one of many values.

    They go to the database as one value, which costs a tenth of a variable for each: what asks for
    the 50,000 addresses of a sitemap is not to spend its time on the writing of questions.
    """
    if connection.dialect.name == "postgresql":
        listed = sa.cast(list(values), postgresql.ARRAY(sa.Text))
        return column == sa.any_(listed)
    named = sa.func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(sa.select(named.c.value))


def chunks(values: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """Cut a sequence into runs of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]

"""Texts that clients taught: no documents of the corpus, kept for learning only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Example
from pipeline.store.schema import examples
from pipeline.store.upsert import CHUNK, chunks


def put(connection: Connection, new: Sequence[Example]) -> None:
    """Add examples; one that is there already stays as it was first taught."""
    known = {example.id for example in load(connection, [example.id for example in new])}
    fresh = {example.id: example for example in reversed(new) if example.id not in known}
    for chunk in chunks([_row(example) for example in fresh.values()], CHUNK):
        connection.execute(examples.insert(), list(chunk))


def load(connection: Connection, ids: Sequence[str]) -> list[Example]:
    """Return the examples of the given ids that there are, in order of id."""
    found: list[Example] = []
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(examples).where(examples.c.document_id.in_(chunk))
        found += map(_example, connection.execute(query.order_by(examples.c.document_id)))
    return found


def all_ids(connection: Connection) -> list[str]:
    """Return the ids of all examples, sorted."""
    return list(
        connection.scalars(sa.select(examples.c.document_id).order_by(examples.c.document_id))
    )


def _row(example: Example) -> dict[str, Any]:
    values = asdict(example)
    values["document_id"] = values.pop("id")
    return values | {"taught_at": example.taught_at.isoformat()}


def _example(row: Row[Any]) -> Example:
    values = dict(row._mapping)
    values["id"] = values.pop("document_id")
    return Example(**values | {"taught_at": dt.datetime.fromisoformat(row.taught_at)})

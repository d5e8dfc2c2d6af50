"""Rows of the tables of what is named in documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.steps.published_texts import Row, of_current, stream
from pipeline.store import schema
from pipeline.store.entities import load_entities
from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID, TYPE, load_links

if TYPE_CHECKING:
    from pipeline.gazetteers import Gazetteers

BY_ANALYSTS = ("alias", "merge", "split", "accept", "reject")
"""Reasons of links whose evidence may name who decided; of it only the number is published."""
_NUMBER = re.compile(r"decision \d+")


def mention_rows(connection: Connection, types: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of `mentions`."""
    m = schema.mentions.c
    found = (m.document_id, m.ordinal, m.start, m.end, m.text, m.via, m.inside, m.edition)
    for row in stream(connection, _counting(types, *found, TYPE.label("type"))):
        yield dict(row._mapping)


def _counting(types: Sequence[str], *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    m = schema.mentions.c
    return (
        sa.select(*columns, ENTITY_ID.label("entity_id"))
        .select_from(CURRENT)
        .where(COUNTS, TYPE.in_(types))
        .order_by(m.document_id, m.ordinal)
    )


def entity_rows(connection: Connection, types: Sequence[str], places: Gazetteers) -> Iterator[Row]:
    """Yield the rows of `entities`."""
    rows = {row["entity_id"]: row for row in load_entities(connection, types)}
    if "country" in types:
        for id_ in _tagged(connection):
            row = {"entity_id": id_, "type": "country", "name": places.name_of(id_)}
            if row["name"]:
                rows.setdefault(id_, row | {"n_mentions": 0, "n_documents": 0})
    for id_ in sorted(rows):
        yield rows[id_] | known(places, id_)


def _tagged(connection: Connection) -> list[str]:
    """Return the ids of the countries that any tag or decision on a current document names."""
    every = set()
    for table in (schema.tags, schema.decisions):
        query = sa.select(table.c.concept_id).select_from(of_current(table)).distinct()
        codes = connection.execute(query.where(table.c.scheme == "countries"))
        every |= {f"country:{code}" for (code,) in codes}
    return sorted(every)


def known(places: Gazetteers, id_: str) -> Row:
    """Return what the gazetteers know of an entity, empty where they do not know it."""
    body = places.body(id_)
    seat = places.alpha3(id_) or (body.country if body else "")
    land = places.country(f"country:{seat}") if seat else None
    return {
        "is_known": bool(places.name_of(id_)),
        "kind": body.kind if body else None,
        "country": seat,
        "un_region": land.un_region if land else None,
        "world_bank_region": land.world_bank_region if land else None,
        "start": body.start if body else None,
        "end": body.end if body else None,
        "successor": _sibling(id_, body.successor if body else ""),
        "owner": f"organisation:{body.owner}" if body and body.owner else None,
    }


def _sibling(id_: str, key: str) -> str | None:
    return f"{id_.partition(':')[0]}:{key}" if key else None


def document_entity_rows(connection: Connection, types: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of `document_entities`."""
    from pipeline.entities.salience import Named, salience, stands

    d, m = schema.documents.c, schema.mentions.c
    names = {row["entity_id"]: row["name"] for row in load_entities(connection, types)}
    heads = sa.select(d.document_id, d.title, sa.func.length(d.text)).where(d.is_current)
    documents = stream(connection, heads.order_by(d.document_id))
    found = stream(connection, _counting(types, m.document_id, m.start, m.text, m.via, m.inside))
    for id_, rows in groupby(found, key=lambda row: row.document_id):
        _, title, length = next(row for row in documents if row[0] == id_)
        named = (
            Named(row.entity_id, row.start, row.text, stands(row.via, row.inside)) for row in rows
        )
        for one in salience(title or "", length, named, names):
            yield {"document_id": id_} | asdict(one)
    for _ in documents:  # those behind the last mention: a server's cursor is read to its end
        pass


def link_rows(connection: Connection, types: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of `entity_links`: of links to entities that are published."""
    ids = {row["entity_id"] for row in load_entities(connection, types)}
    for one in load_links(connection):
        if one.entity_id in ids:
            yield asdict(one) | {"evidence": _evidence(one.reason, one.evidence)}


def _evidence(reason: str, told: str) -> str | None:
    if reason not in BY_ANALYSTS:
        return told
    number = _NUMBER.search(told)
    return number.group() if number else None

"""Families of near-identical documents: their evidence, kept up as documents come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import bands, families, pairs, signatures
from pipeline.store.upsert import CHUNK, chunks, upsert


def put_signatures(
    connection: Connection, signed: Mapping[str, tuple[bytes, Sequence[str]]]
) -> None:
    """Store the signature and the band keys of documents; their old pairs are void."""
    ids = sorted(signed)
    for chunk in chunks(ids, CHUNK):
        connection.execute(bands.delete().where(bands.c.document_id.in_(chunk)))
        connection.execute(
            pairs.delete().where(pairs.c.first_id.in_(chunk) | pairs.c.second_id.in_(chunk))
        )
    upsert(
        connection,
        signatures,
        [{"document_id": i, "signature": signed[i][0], "is_paired": False} for i in ids],
    )
    keys = [{"band": key, "document_id": i} for i in ids for key in sorted(set(signed[i][1]))]
    upsert(connection, bands, keys)


def remove_signatures(connection: Connection, ids: Sequence[str]) -> None:
    """Forget documents that are no longer there."""
    for chunk in chunks(ids, CHUNK):
        connection.execute(bands.delete().where(bands.c.document_id.in_(chunk)))
        connection.execute(signatures.delete().where(signatures.c.document_id.in_(chunk)))
        connection.execute(
            pairs.delete().where(pairs.c.first_id.in_(chunk) | pairs.c.second_id.in_(chunk))
        )


def unpaired_ids(connection: Connection) -> list[str]:
    """Return the ids of documents that have not been compared yet, sorted."""
    query = sa.select(signatures.c.document_id).where(~signatures.c.is_paired)
    return list(connection.scalars(query.order_by(signatures.c.document_id)))


def candidates(connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs (smaller id first) that share a band with one of the given documents."""
    found: set[tuple[str, str]] = set()
    other = bands.alias()
    for chunk in chunks(ids, CHUNK):
        query = sa.select(bands.c.document_id, other.c.document_id).where(
            bands.c.document_id.in_(chunk),
            bands.c.band == other.c.band,
            bands.c.document_id != other.c.document_id,
        )
        found.update((min(a, b), max(a, b)) for a, b in connection.execute(query))
    return found


def load_signatures(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """Return the signatures of the given documents."""
    found: dict[str, bytes] = {}
    for chunk in chunks(ids, CHUNK):
        query = sa.select(signatures.c.document_id, signatures.c.signature).where(
            signatures.c.document_id.in_(chunk)
        )
        found.update({id_: signature for id_, signature in connection.execute(query)})
    return found


def put_pairs(
    connection: Connection, compared: Sequence[str], new: Mapping[tuple[str, str], float]
) -> None:
    """Store the similar pairs found, and that these documents have now been compared."""
    upsert(
        connection,
        pairs,
        [{"first_id": a, "second_id": b, "similarity": new[a, b]} for a, b in sorted(new)],
    )
    for chunk in chunks(compared, CHUNK):
        connection.execute(
            signatures.update().where(signatures.c.document_id.in_(chunk)).values(is_paired=True)
        )


def load_pairs(connection: Connection) -> list[tuple[str, str]]:
    """Return all similar pairs, sorted."""
    query = sa.select(pairs.c.first_id, pairs.c.second_id).order_by(
        pairs.c.first_id, pairs.c.second_id
    )
    return [(a, b) for a, b in connection.execute(query)]


def put_families(connection: Connection, family_of: Mapping[str, str]) -> int:
    """Store each document's family; return how many changed."""
    query = sa.select(families.c.document_id, families.c.family_id)
    old = {id_: family for id_, family in connection.execute(query)}
    changed = [
        {"document_id": id_, "family_id": family}
        for id_, family in sorted(family_of.items())
        if old.get(id_) != family
    ]
    gone = sorted(set(old) - set(family_of))
    for chunk in chunks(gone, CHUNK):
        connection.execute(families.delete().where(families.c.document_id.in_(chunk)))
    upsert(connection, families, changed)
    return len(changed) + len(gone)


def family_digest_rows(connection: Connection) -> list[list[str]]:
    """Return (document, family) of every document that shares its family, sorted."""
    query = (
        sa.select(families.c.document_id, families.c.family_id)
        .where(families.c.document_id != families.c.family_id)
        .order_by(families.c.document_id)
    )
    return [list(row) for row in connection.execute(query)]


def count(connection: Connection) -> int:
    """Return the number of families; a document without look-alikes is one of its own."""
    query = sa.select(sa.func.count(sa.distinct(families.c.family_id)))
    return connection.scalar(query) or 0

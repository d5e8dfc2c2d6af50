"""Families of documents that are one publication, and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.kinship import Overlap, Relation, Signed, Version
from pipeline.store import likeness, sharing
from pipeline.store.family_evidence import family_evidence as family_evidence
from pipeline.store.family_evidence import relation_rows as relation_rows
from pipeline.store.kin_schema import addresses, pairs, signatures, versions
from pipeline.store.schema import families
from pipeline.store.upsert import CHUNK, chunks, replace_of_documents, upsert

_MEASURED = ("similarity", "containment", "cover", "swapped", "common", "n_shared", "start", "end")


def put_signatures(connection: Connection, signed: Sequence[Signed]) -> None:
    """Store what finds the look-alikes of documents; what was known of them before is void."""
    ids = sorted(one.document_id for one in signed)
    old = _keys_of(connection, ids)
    _forget_versions(connection, ids)
    rows = [
        {
            "document_id": one.document_id,
            "text_key": one.text_key,
            "language": one.language,
            "is_linked": False,
        }
        for one in signed
    ]
    upsert(connection, signatures, rows)
    places = [
        {"address": place.number, "role": place.role, "document_id": one.document_id}
        for one in signed
        for place in one.addresses
    ]
    replace_of_documents(connection, addresses, ids, places)
    likeness.put_texts(connection, signed)
    likeness.drop_orphans(connection, old)


def remove_signatures(connection: Connection, ids: Sequence[str]) -> None:
    """Forget documents that are no longer there; the rest of their families is told anew."""
    if not ids:
        return
    old = _keys_of(connection, ids)
    _forget_versions(connection, ids)
    for chunk in chunks(ids, CHUNK):
        theirs = sa.select(families.c.family_id).where(families.c.document_id.in_(chunk))
        left = sa.select(families.c.document_id).where(families.c.family_id.in_(theirs))
        _unlink(connection, signatures.c.document_id.in_(left))
        for table in (families, addresses, signatures):
            connection.execute(table.delete().where(table.c.document_id.in_(chunk)))
    likeness.drop_orphans(connection, old)


def _keys_of(connection: Connection, ids: Sequence[str]) -> list[int]:
    found: list[int] = []
    for chunk in chunks(ids, CHUNK):
        query = sa.select(signatures.c.text_key).where(signatures.c.document_id.in_(chunk))
        found += connection.scalars(query)
    return found


def _forget_versions(connection: Connection, ids: Sequence[str]) -> None:
    for chunk in chunks(ids, CHUNK):
        is_theirs = versions.c.first_id.in_(chunk) | versions.c.second_id.in_(chunk)
        connection.execute(versions.delete().where(is_theirs))


def _unlink(connection: Connection, condition: sa.ColumnElement[bool]) -> None:
    connection.execute(signatures.update().where(condition).values(is_linked=False))


def unlink_texts(connection: Connection, keys: Sequence[int]) -> None:
    """Let the documents of texts be told their family anew."""
    for chunk in chunks(keys, sharing.ASKED_AT_ONCE):
        _unlink(connection, signatures.c.text_key.in_(chunk))


def is_settled(connection: Connection) -> bool:
    """Tell whether every document knows its family."""
    query = sa.select(signatures.c.document_id).where(~signatures.c.is_linked).limit(1)
    return connection.scalar(query) is None


def unlinked_ids(connection: Connection) -> list[str]:
    """Return the documents whose language versions must be looked for, sorted."""
    query = sa.select(signatures.c.document_id).where(~signatures.c.is_linked)
    return list(connection.scalars(query.order_by(signatures.c.document_id)))


def mark_linked(connection: Connection) -> None:
    """Note that every document has been told its family."""
    change = signatures.update().where(~signatures.c.is_linked)
    connection.execute(change.values(is_linked=True))


def version_candidates(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], bool]:
    """Return pairs (smaller id first) whose addresses make them language versions.

    Returns:
        By pair whether one of the two declares the other. One of the two is among the given
        documents; their languages differ.
    """
    found: dict[tuple[str, str], bool] = {}
    a, b = addresses.alias(), addresses.alias()
    one, other = signatures.alias(), signatures.alias()
    joined = (
        a.join(b, a.c.address == b.c.address)
        .join(one, one.c.document_id == a.c.document_id)
        .join(other, other.c.document_id == b.c.document_id)
    )
    is_neutral = (a.c.role == "neutral") & (b.c.role == "neutral")
    is_declared = (a.c.role != b.c.role) & (a.c.role != "neutral") & (b.c.role != "neutral")
    for chunk in chunks(ids, CHUNK):
        query = sa.select(a.c.document_id, b.c.document_id, a.c.role).select_from(joined)
        query = query.where(
            a.c.document_id.in_(chunk),
            a.c.document_id != b.c.document_id,
            one.c.language != other.c.language,
            is_neutral | is_declared,
        )
        for first, second, role in connection.execute(query):
            pair = (min(first, second), max(first, second))
            found[pair] = found.get(pair, False) or role != "neutral"
    return found


def put_versions(connection: Connection, new: Sequence[Version]) -> None:
    """Store language versions."""
    upsert(connection, versions, [asdict(one) for one in new])


def version_pairs(connection: Connection) -> list[tuple[str, str]]:
    """Return the pairs of language versions, sorted."""
    query = sa.select(versions.c.first_id, versions.c.second_id)
    return [(a, b) for a, b in connection.execute(query.order_by(*versions.primary_key))]


def put_overlaps(connection: Connection, new: Sequence[Overlap]) -> None:
    """Store related texts; their kind is told when all are known."""
    upsert(connection, pairs, [asdict(one) | {"kind": ""} for one in new])


def load_overlaps(connection: Connection) -> Iterator[Overlap]:
    """Yield all related texts, sorted."""
    columns = [pairs.c.smaller, pairs.c.larger, *(pairs.c[name] for name in _MEASURED)]
    for row in connection.execute(sa.select(*columns).order_by(pairs.c.smaller, pairs.c.larger)):
        yield Overlap(**row._mapping)


def put_kinds(connection: Connection, told: Sequence[Relation]) -> None:
    """Store the kinds of relations as far as they have changed."""
    query = sa.select(pairs.c.smaller, pairs.c.larger, pairs.c.kind)
    old = {(a, b): kind for a, b, kind in connection.execute(query)}
    changed = [
        asdict(one.overlap) | {"kind": one.kind}
        for one in told
        if old.get((one.overlap.smaller, one.overlap.larger)) != one.kind
    ]
    upsert(connection, pairs, changed)


def text_keys(connection: Connection) -> dict[str, int]:
    """Return the text of every document, in order of document id."""
    query = sa.select(signatures.c.document_id, signatures.c.text_key)
    return {id_: key for id_, key in connection.execute(query.order_by(signatures.c.document_id))}


def put_families(connection: Connection, key_of: Mapping[str, int], core: Mapping[int, int]) -> int:
    """Store each document's family: the smallest id of all documents it belongs together with.

    Args:
        connection: A writing one.
        key_of: The text of every document, in order of document id.
        core: One text of its family for every text that is not alone.

    Returns:
        The number of families.
    """
    first: dict[int, str] = {}
    family_of = {id_: first.setdefault(core.get(key, key), id_) for id_, key in key_of.items()}
    query = sa.select(families.c.document_id, families.c.family_id)
    old = {id_: family for id_, family in connection.execute(query)}
    changed = [
        {"document_id": id_, "family_id": family}
        for id_, family in family_of.items()
        if old.get(id_) != family
    ]
    for chunk in chunks(sorted(set(old) - set(family_of)), CHUNK):
        connection.execute(families.delete().where(families.c.document_id.in_(chunk)))
    upsert(connection, families, changed)
    return len(first)


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


def load_families(connection: Connection) -> dict[str, str]:
    """Return the family of every document, in order of document id."""
    query = sa.select(families.c.document_id, families.c.family_id)
    return {
        id_: family for id_, family in connection.execute(query.order_by(families.c.document_id))
    }

"""What speaks for a document's family: its members, and texts that share a piece with it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.kin_schema import pairs, signatures, versions
from pipeline.store.schema import documents, families
from pipeline.store.ties import tie_rows, tied_to
from pipeline.store.upsert import CHUNK, chunks

THROUGH_OTHERS = "through others"
KINDS = ("same", "copy", "excerpt", "version", "attached", "part", "linked", THROUGH_OTHERS)
EVIDENCE_COLUMNS = (
    "family_id",
    "document_id",
    "source_id",
    "title",
    "published",
    "kind",
    "stands_in_it",
    "similarity",
    "containment",
    "cover",
)
RELATION_COLUMNS = (
    "first_id",
    "second_id",
    "kind",
    "similarity",
    "containment",
    "cover",
    "n_shared_words",
    "agreement",
)
_Measures = dict[str, Any]
_OF_PAIRS = ("kind", "similarity", "containment", "cover")


def family_evidence(connection: Connection, document_id: str) -> list[dict[str, Any]]:
    """Return the other members of a document's family, and documents that share a piece with it.

    Returns:
        Columns EVIDENCE_COLUMNS, in order of kind (as in KINDS) and document id; empty for a
        document without kin, or one that is not there.

        family_id: of that document; another than the asked one's where they only share a piece.
        published: ISO 8601 or None. kind: what the two are to each other; "through others" where
        they belong together only through further members. stands_in_it: whether it is the asked
        document that stands in that one, or is the file that it links (False also for "same" and
        "version"). similarity: Jaccard of 3-word shingles, 0 to 1; of versions the agreement of
        names and numbers. containment, cover: share of the smaller text in the larger one, and of
        the larger one in the smaller. Measures that a kind does not have are None.
    """
    family = connection.scalar(
        sa.select(families.c.family_id).where(families.c.document_id == document_id)
    )
    related = _related(connection, document_id)
    tied = tied_to(connection, document_id)
    query = sa.select(families.c.document_id).where(families.c.family_id == family)
    ids = sorted({*connection.scalars(query), *related, *tied} - {document_id})
    found = [
        _kin(row, _with_tie(row, family, related, tied)) for row in _described(connection, ids)
    ]
    return sorted(found, key=lambda one: (KINDS.index(one["kind"]), one["document_id"]))


def _kin(row: sa.Row[Any], measures: _Measures) -> dict[str, Any]:
    told: _Measures = dict.fromkeys(EVIDENCE_COLUMNS)
    told |= {"kind": THROUGH_OTHERS, "stands_in_it": False}
    return told | dict(row._mapping) | measures


def _with_tie(
    row: sa.Row[Any], family: str | None, related: dict[str, _Measures], tied: dict[str, bool]
) -> _Measures:
    """Return what a document has to do with the asked one; likeness of texts says most."""
    measures = related.get(row.document_id, {})
    if row.document_id not in tied or measures.get("kind", "part") != "part":
        return measures
    kind = "attached" if row.family_id == family else "linked"
    return measures | {"kind": kind, "stands_in_it": tied[row.document_id]}


def _described(connection: Connection, ids: list[str]) -> list[sa.Row[Any]]:
    columns = [documents.c[name] for name in ("document_id", "source_id", "title", "published")]
    found: list[sa.Row[Any]] = []
    for chunk in chunks(ids, CHUNK):
        query = (
            sa.select(families.c.family_id, *columns)
            .select_from(
                documents.join(families, families.c.document_id == documents.c.document_id)
            )
            .where(documents.c.is_current, documents.c.document_id.in_(chunk))
        )
        found += connection.execute(query)
    return found


def _related(connection: Connection, document_id: str) -> dict[str, _Measures]:
    own = sa.select(signatures.c.text_key).where(signatures.c.document_id == document_id)
    key = connection.scalar(own)
    if key is None:
        return {}
    found = _versions(connection, document_id)
    for row in connection.execute(
        sa.select(pairs).where((pairs.c.smaller == key) | (pairs.c.larger == key))
    ):
        other = row.larger if row.smaller == key else row.smaller
        told = {name: row._mapping[name] for name in _OF_PAIRS}
        for id_ in _having(connection, other):
            found[id_] = told | {"stands_in_it": row.smaller == key}
    equal: _Measures = {"kind": "same", "similarity": 1.0, "containment": 1.0, "cover": 1.0}
    return found | {id_: equal for id_ in _having(connection, key)}


def _having(connection: Connection, key: int) -> list[str]:
    query = sa.select(signatures.c.document_id).where(signatures.c.text_key == key)
    return list(connection.scalars(query))


def _versions(connection: Connection, document_id: str) -> dict[str, _Measures]:
    is_it = (versions.c.first_id == document_id) | (versions.c.second_id == document_id)
    return {
        row.second_id if row.first_id == document_id else row.first_id: {
            "kind": "version",
            "similarity": row.agreement,
        }
        for row in connection.execute(sa.select(versions).where(is_it))
    }


def relation_rows(connection: Connection) -> list[dict[str, Any]]:
    """Return every relation of two documents: one row a pair and kind, smaller text first.

    Returns:
        Columns RELATION_COLUMNS, in order of (first_id, second_id). A text that several
        documents have is told once, by the smallest id; "same" pairs lead to that document. Of
        "attached" and "linked" the file is first, the page that links it second.
        Measures that a kind does not have are None.
    """
    rows = [*_text_rows(connection), *_same_rows(connection), *_version_rows(connection)]
    rows += [
        _row(file, page, "attached" if is_one else "linked")
        for file, page, is_one in tie_rows(connection)
    ]
    return sorted(rows, key=lambda row: (row["first_id"], row["second_id"], row["kind"]))


def _row(first: str, second: str, kind: str, **told: float) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(RELATION_COLUMNS)
    return empty | {"first_id": first, "second_id": second, "kind": kind} | told


def _text_rows(connection: Connection) -> list[dict[str, Any]]:
    a, b = _first_of_text("a"), _first_of_text("b")
    query = sa.select(pairs, a.c.id.label("first_id"), b.c.id.label("second_id")).select_from(
        pairs.join(a, a.c.text_key == pairs.c.smaller).join(b, b.c.text_key == pairs.c.larger)
    )
    return [
        _row(
            row.first_id,
            row.second_id,
            row.kind,
            similarity=row.similarity,
            containment=row.containment,
            cover=row.cover,
            n_shared_words=row.n_shared,
        )
        for row in connection.execute(query)
    ]


def _first_of_text(name: str) -> sa.Subquery:
    columns = (signatures.c.text_key, sa.func.min(signatures.c.document_id).label("id"))
    return sa.select(*columns).group_by(signatures.c.text_key).subquery(name)


def _same_rows(connection: Connection) -> list[dict[str, Any]]:
    first = _first_of_text("first")
    query = (
        sa.select(signatures.c.document_id, first.c.id)
        .select_from(signatures.join(first, first.c.text_key == signatures.c.text_key))
        .where(signatures.c.document_id != first.c.id)
    )
    whole = {"similarity": 1.0, "containment": 1.0, "cover": 1.0}
    return [_row(b, a, "same", **whole) for a, b in connection.execute(query)]


def _version_rows(connection: Connection) -> list[dict[str, Any]]:
    return [
        _row(row.first_id, row.second_id, "version", agreement=row.agreement)
        for row in connection.execute(sa.select(versions))
    ]

"""One entity at a time: its ids, its written forms, its documents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import TENTATIVE, EntityLink
from pipeline.store.entity_schema import entity_links, entity_names
from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID
from pipeline.store.schema import documents, mentions

_M, _L, _D = mentions.c, entity_links.c, documents.c


@dataclass(frozen=True, slots=True)
class LocalId:
    """An id that stands for an entity, with what documents have of it."""

    link: EntityLink | None
    """None: the id is the entity's own, and nobody needs to vouch for it."""
    local_id: str
    n_mentions: int
    n_documents: int


@dataclass(frozen=True, slots=True)
class Written:
    """A form in texts."""

    text: str
    via: str
    n_mentions: int
    n_documents: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A document that names an entity."""

    document_id: str
    title: str
    url: str
    published: str
    """ISO 8601, as precise as it is known; empty: unknown."""
    n_mentions: int
    start: int
    """Of the first mention, in code points."""
    end: int


def links_of(connection: Connection, local_ids: Collection[str]) -> dict[str, EntityLink]:
    """Return the links of the given local ids that have one."""
    query = sa.select(_L.local_id, _L.entity_id, _L.reason, _L.evidence)
    found = connection.execute(query.where(_L.local_id.in_(sorted(local_ids))))
    return {row[0]: EntityLink(*row) for row in found}


def mentioned(connection: Connection, local_ids: Collection[str]) -> set[str]:
    """Return those of the given local ids that a current document gives."""
    query = sa.select(_M.entity_id).distinct().select_from(CURRENT)
    return set(connection.scalars(query.where(_M.entity_id.in_(sorted(local_ids)))))


def ids_named(connection: Connection, name: str) -> list[str]:
    """Return the local ids that current documents give a name, and entities shown under it."""
    of_mentions = (
        sa.select(_M.entity_id).select_from(CURRENT).where((_M.name == name) | (_M.text == name))
    )
    of_names = sa.select(entity_names.c.entity_id).where(entity_names.c.name == name)
    return sorted(set(connection.scalars(sa.union(of_mentions, of_names))))


def local_ids(connection: Connection, entity_id: str) -> list[LocalId]:
    """Return what stands for an entity, the most frequent first."""
    query = sa.select(_L.local_id, _L.entity_id, _L.reason, _L.evidence)
    links = {
        row[0]: EntityLink(*row)
        for row in connection.execute(query.where(_L.entity_id == entity_id))
    }
    ids = {entity_id, *links}
    counts = _counts(connection, ids)
    found = [LocalId(links.get(id_), id_, *counts.get(id_, (0, 0))) for id_ in ids]
    return sorted(found, key=lambda one: (-one.n_documents, -one.n_mentions, one.local_id))


def _counts(connection: Connection, ids: Collection[str]) -> dict[str, tuple[int, int]]:
    query = (
        sa.select(_M.entity_id, sa.func.count(), sa.func.count(sa.distinct(_M.document_id)))
        .select_from(CURRENT)
        .where(_M.entity_id.in_(sorted(ids)))
        .group_by(_M.entity_id)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def written_forms(connection: Connection, local_ids: Collection[str]) -> list[Written]:
    """Return how documents write the given ids, the most frequent form first."""
    query = (
        sa.select(_M.text, _M.via, sa.func.count(), sa.func.count(sa.distinct(_M.document_id)))
        .select_from(CURRENT)
        .where(_M.entity_id.in_(sorted(local_ids)))
        .group_by(_M.text, _M.via)
    )
    found = [Written(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (-one.n_mentions, one.text, one.via))


def commonest_name(connection: Connection, local_ids: Collection[str]) -> str:
    """Return the most frequent name that documents give the given ids; empty: none names them."""
    n = sa.func.count()
    query = (
        sa.select(_M.name, n)
        .select_from(CURRENT)
        .where(_M.entity_id.in_(sorted(local_ids)))
        .group_by(_M.name)
        .order_by(n.desc(), _M.name)
        .limit(1)
    )
    return connection.scalar(query) or ""


def naming_documents(
    connection: Connection, local_ids: Collection[str], limit: int, *, is_counted: bool = True
) -> list[Naming]:
    """Return the current documents that name the given ids most often, at most `limit`.

    Args:
        connection: Of the store.
        local_ids: Of one entity.
        limit: Most documents.
        is_counted: Leave out mentions that do not count.
    """
    n = sa.func.count()
    where = [_M.entity_id.in_(sorted(local_ids)), *([COUNTS] if is_counted else [])]
    query = (
        sa.select(_M.document_id, n, sa.func.min(_M.start))
        .select_from(CURRENT)
        .where(*where)
        .group_by(_M.document_id)
        .order_by(n.desc(), _M.document_id)
        .limit(limit)
    )
    first = {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    return _described(connection, first, local_ids)


def _described(
    connection: Connection, first: dict[str, tuple[int, int]], local_ids: Collection[str]
) -> list[Naming]:
    query = (
        sa.select(_D.document_id, _D.title, _D.url, _D.published, _M.start, sa.func.min(_M.end))
        .select_from(CURRENT)
        .where(_M.document_id.in_(list(first)), _M.entity_id.in_(sorted(local_ids)))
        .group_by(_D.document_id, _D.title, _D.url, _D.published, _M.start)
    )
    found = {
        row[0]: Naming(
            row[0], row[1] or "", row[2] or "", str(row[3] or ""), first[row[0]][0], row[4], row[5]
        )
        for row in connection.execute(query)
        if row[4] == first[row[0]][1]
    }
    return [found[id_] for id_ in first if id_ in found]


def totals(connection: Connection, local_ids: Collection[str]) -> tuple[int, int, str, str]:
    """Return (mentions, documents, first date, last date) of the given ids, of what counts.

    Dates are ISO 8601, empty where no document is dated.
    """
    n_documents = sa.func.count(sa.distinct(_M.document_id))
    dates = (sa.func.min(_D.published), sa.func.max(_D.published))
    query = (
        sa.select(sa.func.count(), n_documents, *dates)
        .select_from(CURRENT)
        .where(_M.entity_id.in_(sorted(local_ids)), COUNTS)
    )
    n, n_all, first, last = connection.execute(query).one()
    return n, n_all, str(first or ""), str(last or "")


def tentative(connection: Connection, via: str, limit: int) -> list[tuple[str, str, int, int]]:
    """Return (local id, name, mentions, documents) of what nobody vouches for, most first.

    Args:
        connection: Of the store.
        via: One of records.TENTATIVE.
        limit: Most rows.
    """
    if via not in TENTATIVE:
        raise ValueError(f"{via}: not tentative")
    n_documents = sa.func.count(sa.distinct(_M.document_id))
    query = (
        sa.select(_M.entity_id, sa.func.min(_M.name), sa.func.count(), n_documents)
        .select_from(CURRENT)
        .where(_M.via == via, _L.entity_id.is_(None))
        .group_by(_M.entity_id)
        .order_by(n_documents.desc(), sa.func.count().desc(), _M.entity_id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def texts_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return (title, text) of documents by id."""
    query = sa.select(_D.document_id, _D.title, _D.text).where(
        _D.is_current, _D.document_id.in_(list(ids))
    )
    return {row[0]: (row[1] or "", row[2]) for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that counts, as the whole corpus understands it."""

    document_id: str
    entity_id: str
    start: int
    text: str
    via: str
    inside: str | None


def mentions_in(connection: Connection, ids: Sequence[str]) -> list[Seen]:
    """Return the mentions of documents that count, in order of document and place."""
    query = (
        sa.select(_M.document_id, ENTITY_ID, _M.start, _M.text, _M.via, _M.inside)
        .select_from(CURRENT)
        .where(COUNTS, _M.document_id.in_(list(ids)))
        .order_by(_M.document_id, _M.ordinal)
    )
    return [Seen(*row) for row in connection.execute(query)]


def is_written(connection: Connection, word: str) -> bool:
    """Tell whether any current document's text has a word, capitals as given, between blanks."""
    text = documents.c.text
    without = sa.func.replace(text, f" {word} ", "")  # the one test for it that both databases have
    query = sa.select(documents.c.document_id).where(
        documents.c.is_current, sa.func.length(without) < sa.func.length(text)
    )
    return connection.execute(query.limit(1)).first() is not None

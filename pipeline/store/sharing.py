"""Which texts share fingerprints: the questions; `likeness` keeps the answers right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from pipeline.store.kin_schema import common_fingerprints, fingerprints, signatures, texts
from pipeline.store.schema import documents
from pipeline.store.upsert import chunks

Keys = NDArray[np.int64]

NEIGHBOURS = 4
"""Texts on either side, in order of key, that a text is compared with for a common fingerprint."""
ASKED_AT_ONCE = 4000
"""Values in one IN (...); a driver takes at most 32,766."""
FEW = 10
"""Up to so many neighbourhoods of one fingerprint are asked for one by one, more all at once."""


def load_fingerprints(connection: Connection, keys: Sequence[int]) -> dict[int, Keys]:
    """Return the fingerprints of texts: each once, sorted."""
    found: dict[int, Keys] = {}
    for chunk in chunks(keys, ASKED_AT_ONCE):
        query = sa.select(texts.c.text_key, texts.c.fingerprints).where(texts.c.text_key.in_(chunk))
        for key, stored in connection.execute(query):
            found[key] = np.frombuffer(stored, dtype="<i8").astype(np.int64)
    return found


def load_sizes(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    """Return how many fingerprints texts have."""
    found: dict[int, int] = {}
    for chunk in chunks(keys, ASKED_AT_ONCE):
        query = sa.select(texts.c.text_key, texts.c.n_fingerprints)
        found.update(
            (k, n) for k, n in connection.execute(query.where(texts.c.text_key.in_(chunk)))
        )
    return found


def load_texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return a text for each key; which document's does not matter: the words are the same."""
    found: dict[int, str] = {}
    for chunk in chunks(keys, ASKED_AT_ONCE):
        first = (
            sa.select(signatures.c.text_key, sa.func.min(signatures.c.document_id).label("id"))
            .where(signatures.c.text_key.in_(chunk))
            .group_by(signatures.c.text_key)
            .subquery()
        )
        query = sa.select(first.c.text_key, documents.c.text).select_from(
            first.join(documents, (documents.c.document_id == first.c.id) & documents.c.is_current)
        )
        found.update((key, text) for key, text in connection.execute(query))
    return found


def common_values(connection: Connection) -> Keys:
    """Return all common fingerprints, sorted."""
    column = common_fingerprints.c.fingerprint
    return np.asarray(list(connection.scalars(sa.select(column).order_by(column))), dtype=np.int64)


def common_among(connection: Connection, values: Sequence[int]) -> list[int]:
    """Return those of the given fingerprints that are common, sorted."""
    column = common_fingerprints.c.fingerprint
    found: list[int] = []
    for chunk in chunks(values, ASKED_AT_ONCE):
        found += connection.scalars(sa.select(column).where(column.in_(chunk)))
    return sorted(found)


def counted(connection: Connection, values: Sequence[int], over: int) -> dict[int, int]:
    """Return in how many texts those fingerprints stand that stand in more than `over`."""
    found: dict[int, int] = {}
    column, n_texts = fingerprints.c.fingerprint, sa.func.count()
    for chunk in chunks(values, ASKED_AT_ONCE):
        query = sa.select(column, n_texts).where(column.in_(chunk)).group_by(column)
        found.update((f, n) for f, n in connection.execute(query.having(n_texts > over)))
    return found


def holders(connection: Connection, values: Sequence[int]) -> dict[int, list[int]]:
    """Return the texts that have each of the given fingerprints, sorted."""
    found: dict[int, list[int]] = {}
    for chunk in chunks(values, ASKED_AT_ONCE):
        query = sa.select(fingerprints).where(fingerprints.c.fingerprint.in_(chunk))
        for value, key in connection.execute(
            query.order_by(fingerprints.c.fingerprint, fingerprints.c.text_key)
        ):
            found.setdefault(value, []).append(key)
    return found


def neighbours(
    connection: Connection, prints: Mapping[int, Keys], common: Sequence[int]
) -> dict[int, list[int]]:
    """Return the texts next to each text under each common fingerprint it has.

    Returns:
        By key the keys of neighbours, one for every fingerprint shared with it.
    """
    askers: dict[int, list[int]] = {}
    wanted = np.asarray(common, dtype=np.int64)
    for key in sorted(prints):
        for value in np.intersect1d(prints[key], wanted).tolist():
            askers.setdefault(value, []).append(key)
    found: dict[int, list[int]] = {key: [] for key in prints}
    for value, keys in askers.items():
        for key, near in _neighbourhoods(connection, value, keys):
            found[key] += near
    return found


def _neighbourhoods(
    connection: Connection, value: int, keys: Sequence[int]
) -> Iterable[tuple[int, list[int]]]:
    if len(keys) <= FEW:
        for key in keys:
            yield key, _next_to(connection, value, key)
        return
    listed: NDArray[np.int64] = np.asarray(holders(connection, [value])[value], dtype=np.int64)
    for key, place in zip(keys, np.searchsorted(listed, keys).tolist(), strict=True):
        near = listed[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
        yield key, near[near != key].tolist()


def _next_to(connection: Connection, value: int, key: int) -> list[int]:
    column = fingerprints.c.text_key
    query = sa.select(column).where(fingerprints.c.fingerprint == value).limit(NEIGHBOURS)
    after = query.where(column > key).order_by(column)
    before = query.where(column < key).order_by(column.desc())
    return [*connection.scalars(before), *connection.scalars(after)]


def all_values(prints: Mapping[int, Keys]) -> list[int]:
    """Return all fingerprints of texts, each once, sorted."""
    if not prints:
        return []
    return [int(value) for value in np.unique(np.concatenate(list(prints.values())))]

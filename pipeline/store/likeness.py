"""Texts and their fingerprints: kept up as documents come and go, asked for look-alikes.

What is compared with what depends on the texts that are there and on nothing else: not on the
order in which they came. Texts that share a rare fingerprint are candidates. A common one (of
more than COMMON_TEXTS texts) makes each text a candidate of its NEIGHBOURS next ones on either
side in order of key: a family of a thousand near-copies is still found, at a cost in step with
its size. So whenever a text comes or goes, its neighbours under common fingerprints, and all
holders of a fingerprint that becomes common or rare, are compared anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.kinship import Signed
from pipeline.store import sharing
from pipeline.store.kin_schema import common_fingerprints, fingerprints, pairs, signatures, texts
from pipeline.store.sharing import Keys
from pipeline.store.upsert import chunks, upsert

COMMON_TEXTS = 12
"""A fingerprint of more texts is furniture (boilerplate, forms) or a large family."""


def put_texts(connection: Connection, signed: Iterable[Signed]) -> None:
    """Store texts that are not there yet, as not compared."""
    new = {one.text_key: one for one in signed}
    known: set[int] = set()
    for chunk in chunks(sorted(new), sharing.ASKED_AT_ONCE):
        known.update(connection.scalars(_texts_among(chunk)))
    fresh = [new[key] for key in sorted(set(new) - known)]
    upsert(connection, texts, [_text_row(one) for one in fresh])
    rows = [
        {"fingerprint": value, "text_key": one.text_key}
        for one in fresh
        for value in one.fingerprints
    ]
    upsert(connection, fingerprints, rows)


def _texts_among(keys: Sequence[int]) -> sa.Select[tuple[int]]:
    return sa.select(texts.c.text_key).where(texts.c.text_key.in_(keys))


def _text_row(one: Signed) -> dict[str, object]:
    return {
        "text_key": one.text_key,
        "n_words": one.n_words,
        "n_fingerprints": len(one.fingerprints),
        "is_compared": False,
        "fingerprints": np.asarray(one.fingerprints, dtype="<i8").tobytes(),
    }


def drop_orphans(connection: Connection, keys: Iterable[int]) -> None:
    """Forget those of the given texts that no document has any more."""
    asked = sorted(set(keys))
    held: set[int] = set()
    for chunk in chunks(asked, sharing.ASKED_AT_ONCE):
        query = sa.select(signatures.c.text_key).where(signatures.c.text_key.in_(chunk))
        held.update(connection.scalars(query))
    orphans = [key for key in asked if key not in held]
    prints = sharing.load_fingerprints(connection, orphans)
    common = sharing.common_among(connection, sharing.all_values(prints))
    mark_neighbours(connection, prints, common)
    for key in orphans:
        for chunk in chunks(prints[key].tolist(), sharing.ASKED_AT_ONCE):
            of_text = fingerprints.c.text_key == key
            connection.execute(
                fingerprints.delete().where(of_text, fingerprints.c.fingerprint.in_(chunk))
            )
    for chunk in chunks(orphans, sharing.ASKED_AT_ONCE):
        clear_pairs(connection, chunk)
        connection.execute(texts.delete().where(texts.c.text_key.in_(chunk)))
    _lower_flags(connection, common)


def _lower_flags(connection: Connection, common: Sequence[int]) -> None:
    """Let fingerprints that few texts have left be rare again."""
    still = set(sharing.counted(connection, common, COMMON_TEXTS))
    rare = [value for value in common if value not in still]
    for chunk in chunks(rare, sharing.ASKED_AT_ONCE):
        connection.execute(
            common_fingerprints.delete().where(common_fingerprints.c.fingerprint.in_(chunk))
        )
    _mark_holders(connection, rare)


def raise_flags(connection: Connection, prints: Mapping[int, Keys]) -> None:
    """Flag fingerprints that have become common, and mark whose candidates change by that.

    Args:
        connection: A writing one.
        prints: Fingerprints of new texts, by key.
    """
    values = sharing.all_values(prints)
    frequent = sorted(sharing.counted(connection, values, COMMON_TEXTS))
    old = set(sharing.common_among(connection, frequent))
    new = [value for value in frequent if value not in old]
    upsert(connection, common_fingerprints, [{"fingerprint": value} for value in new])
    _mark_holders(connection, new)
    mark_neighbours(connection, prints, sorted(old))


def mark_neighbours(
    connection: Connection, prints: Mapping[int, Keys], common: Sequence[int]
) -> None:
    """Mark the neighbours of texts under common fingerprints as not compared."""
    near = sharing.neighbours(connection, prints, common)
    _mark(connection, sorted({key for found in near.values() for key in found}))


def _mark_holders(connection: Connection, values: Sequence[int]) -> None:
    _mark(
        connection,
        sorted({key for found in sharing.holders(connection, values).values() for key in found}),
    )


def _mark(connection: Connection, keys: Sequence[int]) -> None:
    for chunk in chunks(keys, sharing.ASKED_AT_ONCE):
        change = texts.update().where(texts.c.text_key.in_(chunk), texts.c.is_compared)
        connection.execute(change.values(is_compared=False))


def mark_compared(connection: Connection, keys: Sequence[int]) -> None:
    """Note that the pairs of texts are known."""
    for chunk in chunks(keys, sharing.ASKED_AT_ONCE):
        change = texts.update().where(texts.c.text_key.in_(chunk))
        connection.execute(change.values(is_compared=True))


def clear_pairs(connection: Connection, keys: Sequence[int]) -> None:
    """Forget all pairs of the given texts."""
    for chunk in chunks(keys, sharing.ASKED_AT_ONCE):
        connection.execute(pairs.delete().where(pairs.c.smaller.in_(chunk)))
        connection.execute(pairs.delete().where(pairs.c.larger.in_(chunk)))


def uncompared(connection: Connection) -> list[tuple[int, int]]:
    """Return (key, number of fingerprints) of the texts that must be compared, sorted."""
    query = sa.select(texts.c.text_key, texts.c.n_fingerprints).where(~texts.c.is_compared)
    return [(key, n) for key, n in connection.execute(query.order_by(texts.c.text_key))]

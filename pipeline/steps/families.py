"""Put look-alikes into families: the part of step `clean` that looks at more than one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy.engine import Connection

from pipeline.duplicates import (
    Comparable,
    Keys,
    attached,
    comparable,
    groups,
    is_related,
    numbered,
    overlap,
    relations,
    version,
    words,
)
from pipeline.kinship import Overlap
from pipeline.store import Store, documents, families, likeness, sharing, ties
from pipeline.store.upsert import chunks

FINGERPRINTS_AT_ONCE = 200_000
"""How many are looked up together: about 4,000 news items, or 15 books."""
WORDS_AT_ONCE = 4_000_000
"""How many words of texts under comparison are held in memory."""
PAIRS_AT_ONCE = 500
MIN_SHARED = 2
MIN_SHARED_SHARE = 0.2
"""Of the fingerprints of the text that has fewer: a text that stands in another one for two
thirds shares at least half of them, a third where every tenth word was changed."""


def update_families(store: Store) -> tuple[int, int] | None:
    """Compare what is new, find language versions and files, tell every document its family.

    Returns:
        How many documents and families there are; None where nothing was to be done. The
        families depend on the current documents alone, not on when which of them came.
    """
    with store.read() as connection:
        todo = likeness.uncompared(connection)
        is_told = families.is_settled(connection) and _is_told(connection)
        is_settled = not todo and is_told
    if is_settled:
        return None
    if todo:
        _compare_all(store, todo)
    with store.write() as connection:
        _link_versions(connection)
        return _tell(connection)


def _compare_all(store: Store, todo: Sequence[tuple[int, int]]) -> None:
    for keys in _runs(todo):
        with store.write() as connection:
            likeness.raise_flags(connection, sharing.load_fingerprints(connection, keys))
    with store.write() as connection:
        marked = likeness.uncompared(connection)
        likeness.clear_pairs(connection, [key for key, _ in marked])
        families.unlink_texts(connection, [key for key, _ in marked])  # wherever this is killed
    waiting = {key for key, _ in marked}
    for keys in _runs(marked):
        with store.write() as connection:
            found = _candidates(connection, keys, waiting)
            families.put_overlaps(connection, _overlaps(connection, found))
            likeness.mark_compared(connection, keys)


def _runs(sized: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Cut texts into runs of so many fingerprints; one that has more stands alone."""
    run: list[int] = []
    total = 0
    for key, n in sized:
        if run and total + n > FINGERPRINTS_AT_ONCE:
            yield run
            run, total = [], 0
        run.append(key)
        total += n
    if run:
        yield run


def _candidates(
    connection: Connection, keys: Sequence[int], waiting: set[int]
) -> list[tuple[int, int]]:
    """Return the pairs worth comparing of the given texts, sorted; each pair but once."""
    prints = sharing.load_fingerprints(connection, keys)
    shared = Counter(_shared(connection, prints, waiting))
    sizes = sharing.load_sizes(connection, sorted({key for pair in shared for key in pair}))
    return sorted(
        pair
        for pair, n in shared.items()
        if n >= max(MIN_SHARED, MIN_SHARED_SHARE * min(sizes[pair[0]], sizes[pair[1]]))
    )


def _shared(
    connection: Connection, prints: Mapping[int, Keys], waiting: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield a pair of texts for each fingerprint they share.

    A pair of two waiting texts is told by the one of the smaller key alone, whose turn is first.
    """
    values = sorted({value for own in prints.values() for value in own.tolist()})
    common = sharing.common_among(connection, values)
    for key, near in sharing.neighbours(connection, prints, common).items():
        for other in near:
            if other not in waiting or key < other:
                yield min(key, other), max(key, other)
    met = sharing.counted(connection, values, 1)
    rare = [value for value in sorted(met) if met[value] <= likeness.COMMON_TEXTS]
    for held in sharing.holders(connection, rare).values():
        for key in held:
            if key in prints:
                yield from (
                    (min(key, other), max(key, other))
                    for other in held
                    if other != key and (other not in waiting or key < other)
                )


def _overlaps(connection: Connection, found: Sequence[tuple[int, int]]) -> list[Overlap]:
    """Lay the texts of pairs beside each other; return the overlaps that relate two texts."""
    common = sharing.common_values(connection)
    kept: list[Overlap] = []
    for chunk in chunks(found, PAIRS_AT_ONCE):
        ready: dict[int, Comparable] = {}
        for first, of_first in groupby(chunk, key=lambda pair: pair[0]):
            others = [second for _, second in of_first]
            _make_ready(connection, ready, [first, *others], common)
            measured = (overlap(ready[first], ready[second]) for second in others)
            kept += [one for one in measured if is_related(one)]
    return kept


def _make_ready(
    connection: Connection, ready: dict[int, Comparable], keys: Sequence[int], common: Keys
) -> None:
    if sum(len(text.row) for text in ready.values()) > WORDS_AT_ONCE:
        ready.clear()
    missing = [key for key in keys if key not in ready]
    for key, text in sharing.load_texts(connection, missing).items():
        ready[key] = comparable(key, numbered(words(text)), common)


def _link_versions(connection: Connection) -> None:
    for chunk in chunks(families.unlinked_ids(connection), PAIRS_AT_ONCE):
        found = families.version_candidates(connection, chunk)
        ids = sorted({id_ for pair in found for id_ in pair})
        known = {one.id: one for one in documents.load_documents(connection, ids)}
        told = [version(known[a], known[b], found[a, b]) for a, b in sorted(found)]
        families.put_versions(connection, [one for one in told if one is not None])


def _is_told(connection: Connection) -> bool:
    return ties.is_told(connection, ties.load_ties(connection))


def _tell(connection: Connection) -> tuple[int, int]:
    key_of = families.text_keys(connection)
    joined = [(key_of[a], key_of[b]) for a, b in families.version_pairs(connection)]
    tied = ties.load_ties(connection)
    joined += [(tie.file_key, tie.page_key) for tie in attached(tied)]
    told = relations(families.load_overlaps(connection), joined)
    families.put_kinds(connection, told)
    n_families = families.put_families(connection, key_of, groups(told, joined))
    families.mark_linked(connection)
    ties.mark_told(connection, tied)
    return len(key_of), n_families

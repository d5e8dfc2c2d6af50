"""How much of what a workspace's documents name is known by an id of the gazetteers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from pipeline.gazetteers import load_gazetteers
from pipeline.settings import open_workspace
from pipeline.store import Store
from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID, TYPE
from pipeline.store.schema import documents

TYPES = ("organisation", "programme", "country", "region")
HEADS = ("source", "type", "mentions", "known", "entities", "known entities")
Cells = tuple[str, ...]


def coverage(root: Path) -> Iterator[Cells]:
    """Yield a row a source and type, and one a type of all sources: mentions that count.

    Args:
        root: Folder of a workspace whose entities stage is done; its gazetteers are asked.
    """
    workspace = open_workspace(root, {})
    known = frozenset(load_gazetteers(workspace.models_dir / "gazetteers").entity_ids())
    counts = _counts(workspace.database_url)
    sources = sorted({source for source, _, _ in counts})
    for source in [*sources, "all"]:
        for type_ in TYPES:
            named: Counter[str] = Counter()
            for (one, kind, id_), n in counts.items():
                if source in (one, "all") and kind == type_:
                    named[id_] += n
            if named:
                yield _row(source, type_, named, known)


def _counts(database_url: str) -> dict[tuple[str, str, str], int]:
    """Return mentions by source, type and entity."""
    parts = (documents.c.source_id, TYPE, ENTITY_ID)
    query = (
        sa.select(*parts, sa.func.count())
        .select_from(CURRENT)
        .where(COUNTS, TYPE.in_(TYPES))
        .group_by(*parts)
    )
    with Store(database_url) as store, store.read() as connection:
        return {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}


def _row(source: str, type_: str, named: Counter[str], known: frozenset[str]) -> Cells:
    n_known = sum(n for id_, n in named.items() if id_ in known)
    ids = len(known & set(named))
    shares = (f"{n_known / named.total():.1%}", f"{len(named):,}", f"{ids:,}")
    return (source, type_, f"{named.total():,}", *shares)

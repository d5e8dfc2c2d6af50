"""Ids as documents give them, and what documents say that shorter forms stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import TENTATIVE
from pipeline.store.schema import documents, mentions

LINKED = ("organisation", "programme")
"""Types whose names are looked at over the whole corpus; persons and places stay as they come."""
SHORTENING = ("acronym", "rule", "model")
"""Ways of recognising a name by which its form in the text may be a shorter one."""
AT_ONCE = 10_000
"""Rows that are read at once: what is kept of them grows with names, not with documents."""

_M = mentions.c


@dataclass(frozen=True, slots=True)
class Counts:
    """What current documents give, of organisations and programmes."""

    named: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Mentions by local id, name, via."""
    by_source: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Documents by local id, then by source."""
    shortened: dict[tuple[str, str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    """Documents by form in the text, via and local id, then by source: where a form may shorten a
    name."""


def count_forms(connection: Connection) -> Counts:
    """Count in one pass what current documents give."""
    current = sa.select(documents.c.document_id, documents.c.source_id)
    sources = {id_: one for id_, one in connection.execute(current.where(documents.c.is_current))}
    query = (
        sa.select(_M.document_id, _M.entity_id, _M.name, _M.via, _M.text)
        .where(_M.type.in_(LINKED))
        .order_by(_M.document_id)
        .execution_options(yield_per=AT_ONCE)
    )
    counts = Counts()
    with connection.execute(query) as found:
        for document_id, rows in groupby(found, itemgetter(0)):
            if document_id in sources:
                _count(counts, sources[document_id], rows)
    return counts


def _count(counts: Counts, source: str, rows: Iterable[sa.Row[tuple[str, ...]]]) -> None:
    """Add one document."""
    ids, shortened = set(), set()
    for _, id_, name, via, text in rows:
        counts.named[id_, name, via] += 1
        ids.add(id_)
        if via in SHORTENING and text != name:
            shortened.add((text, via, id_))
    for id_ in ids:
        counts.by_source[id_][source] += 1
    for key in shortened:
        counts.shortened[key][source] += 1


def load_names(connection: Connection) -> dict[str, str]:
    """Return a local id by each name that current documents give."""
    return {name: id_ for id_, name, _ in sorted(count_forms(connection).named)}


def is_firm(via: str) -> bool:
    """Tell whether a mention so recognised counts by itself."""
    return via not in TENTATIVE

"""Sentences that show how documents name an entity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from pipeline.store import entity_reading

N_READ = 3
"""Documents in which one proposed name is looked up."""
LONGEST = 240
"""Code points of a sentence that are shown."""
_END = re.compile(r"[.!?\u3002]['\u2019\u201d\")]*\s+(?=[\"\u201c(]?[A-Z\d])|\n")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a document."""

    document_id: str
    title: str
    sentence: str


def examples_of(
    connection: Connection, local_ids: Sequence[str], limit: int
) -> tuple[Example, ...]:
    """Return the first sentences of the documents that name the given ids most often."""
    found = entity_reading.naming_documents(connection, local_ids, limit, is_counted=False)
    texts = entity_reading.texts_of(connection, [one.document_id for one in found])
    return tuple(
        Example(one.document_id, one.title, sentence(texts[one.document_id][1], one.start, one.end))
        for one in found
        if one.document_id in texts
    )


def presented(connection: Connection, local_id: str) -> tuple[str, tuple[Example, ...]]:
    """Return how documents present a proposed programme, the most telling way first.

    Returns:
        One of discovery.KINDS (empty: none is found), and sentences that present it.
    """
    from pipeline.entities.discovery import KINDS, proposals
    from pipeline.entities.names import slug

    naming = entity_reading.naming_documents(connection, [local_id], N_READ, is_counted=False)
    texts = entity_reading.texts_of(connection, [one.document_id for one in naming])
    found = [
        (KINDS.index(each.kind), Example(id_, title, each.sentence))
        for id_, (title, text) in sorted(texts.items())
        for each in proposals(text, title)
        if slug(each.name) == local_id.partition(":")[2]
    ]
    ranked = sorted(found, key=lambda one: (one[0], one[1].document_id))
    return (KINDS[ranked[0][0]] if ranked else ""), tuple(one for _, one in ranked)


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a range of code points; a very long one is cut at words."""
    low = max(0, start - LONGEST // 2)
    before = [found.end() for found in _END.finditer(text, low, start)]
    after = _END.search(text, end)
    stop = after.end() if after else len(text)
    lead = _cut_before(text, low, start) if not before and low else ""
    first = before[-1] if before else start - len(lead) if low else 0
    shown = " ".join(text[first:stop].split())
    cut = shown if len(shown) <= LONGEST else shown[:LONGEST].rpartition(" ")[0] + " …"
    return f"… {cut}" if low and not before else cut


def _cut_before(text: str, low: int, start: int) -> str:
    """Return what stands before a name, from the first whole word on."""
    return text[low:start].partition(" ")[2]

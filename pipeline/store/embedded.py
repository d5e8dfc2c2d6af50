"""Passages of the corpus with their vectors: what a topic fit looks at, and what came since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from pipeline.records import UNDETERMINED, Passage
from pipeline.store import schema, topic_schema
from pipeline.store.documents import text_of_passage
from pipeline.store.upsert import CHUNK


@dataclass(frozen=True, slots=True)
class PassageTexts:
    """Passages in order of id, those that could be embedded with vectors."""

    passages: list[Passage]
    """With vectors; language: their own, or their document's where it could not be told."""
    vectors: NDArray[np.float32]
    """Shape (n passages, 384)."""
    qualities: list[float]
    """Text quality of each passage's document, 0 to 1."""
    sources: list[str]
    """Source of each passage's document."""
    unread: list[Passage]
    """Without vectors, and without texts."""


def load_passage_texts(
    connection: Connection,
    encoder: str,
    is_read: Callable[[str], bool] = bool,
    *,
    waiting: bool = False,
) -> PassageTexts:
    """Return every passage of the current documents.

    Args:
        connection: Of the store.
        encoder: Version; passages that it has not seen have no vector.
        is_read: Whether it understands a language (ISO 639-1 or "und"); passages in others are
            without vector, too, even where the same text got one elsewhere.
        waiting: Only passages that have not yet been given a topic, or none.
    """
    found = PassageTexts([], np.zeros((0, 0), dtype="<f4"), [], [], [])
    vectors: list[bytes] = []
    for row in connection.execute(_passages_with_vectors(encoder, waiting)):
        language = row.language if row.language != UNDETERMINED else row.document_language
        place = (row.ordinal, row.start, row.end, row.n_words)
        passage = Passage(row.passage_id, row.document_id, *place, row.text, language)
        if row.vector is None or not is_read(language):
            found.unread.append(replace(passage, text=""))
            continue
        found.passages.append(passage)
        found.qualities.append(row.quality)
        found.sources.append(row.source_id)
        vectors.append(row.vector)
    if not vectors:
        return found
    rows = np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), -1)
    return replace(found, vectors=rows)


def _passages_with_vectors(encoder: str, waiting: bool) -> sa.Select[Any]:
    p, v, d, t = schema.passages, schema.vectors, schema.documents, topic_schema.passage_topics
    seen = (v.c.text_sha256 == p.c.text_sha256) & (v.c.encoder == encoder)
    text = sa.case((v.c.vector.is_not(None), text_of_passage()), else_="").label("text")
    language = d.c.language.label("document_language")
    query = (
        sa.select(p, text, v.c.vector, d.c.quality, d.c.source_id, language)
        .select_from(
            p.join(d, (d.c.document_id == p.c.document_id) & d.c.is_current).outerjoin(v, seen)
        )
        .order_by(p.c.passage_id)
    )
    if waiting:
        query = query.where(
            v.c.vector.is_not(None),
            ~sa.exists().where(t.c.passage_id == p.c.passage_id),
        )
    return query.execution_options(yield_per=CHUNK)

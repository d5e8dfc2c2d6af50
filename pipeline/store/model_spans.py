"""What the NER model found in texts, kept so that only new texts cost its time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.entity_schema import model_spans
from pipeline.store.upsert import CHUNK, chunks, upsert

Found = Sequence[tuple[int, int, str]]
"""Start, end (half-open range of code points) and label."""


def load_spans(connection: Connection, model: str, keys: Sequence[str]) -> dict[str, Found]:
    """Return what a model found, by SHA-256 of those texts that it has read."""
    t = model_spans.c
    found: dict[str, Found] = {}
    for chunk in chunks(sorted(set(keys)), CHUNK):
        query = sa.select(t.text_sha256, t.spans).where(t.model == model, t.text_sha256.in_(chunk))
        found |= {key: json.loads(spans) for key, spans in connection.execute(query)}
    return found


def put_spans(connection: Connection, model: str, new: Mapping[str, Found]) -> None:
    """Store what a model found, by SHA-256 of the text."""
    rows = [
        {"text_sha256": key, "model": model, "spans": json.dumps(new[key], separators=(",", ":"))}
        for key in sorted(new)
    ]
    upsert(connection, model_spans, rows)

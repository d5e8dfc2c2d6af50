"""Tags that follow from decisions, and the tags that decisions are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.decisions import Resolve, accepted, standing
from pipeline.records import Tag
from pipeline.store import decisions, documents, results
from pipeline.store.schema import tags
from pipeline.store.upsert import CHUNK, chunks

Key = tuple[str, str, str]
"""(document id, scheme, concept id)"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the store holds of a tag that an editor may have seen."""

    probability: float | None
    """None for a publisher's tag."""
    model: str


def shown_tags(connection: Connection, ids: Sequence[str], resolve: Resolve) -> dict[Key, Shown]:
    """Return the publishers' and suggested tags of documents; of both the suggested one."""
    found: dict[Key, Shown] = {}
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = (
            sa.select(tags)
            .where(tags.c.document_id.in_(chunk), tags.c.origin != "editor")
            .order_by(tags.c.origin)  # publisher, then suggested
        )
        for row in connection.execute(query):
            key = (row.document_id, row.scheme, resolve(row.scheme, row.concept_id))
            is_suggested = row.origin == "suggested"
            found[key] = Shown(row.score if is_suggested else None, row.model)
    return found


def write_editor_tags(connection: Connection, ids: Iterable[str], resolve: Resolve) -> None:
    """Let the editors' tags of documents be what stands of their decisions; examples have none."""
    wanted = sorted(documents.known_ids(connection, list(ids)))
    held = standing(decisions.load(connection, document_ids=wanted), resolve)
    given = [
        Tag(id_, scheme, concept_id, origin="editor", score=1.0)
        for id_ in wanted
        for scheme, concept_id in accepted(held, id_)
    ]
    results.put_editor_tags(connection, wanted, given)

"""Stored documents, for an editor's tool: found, opened, proposed for review."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from pipeline.errors import MissingError
from pipeline.records import Document
from pipeline.steps import deciding
from pipeline.steps.deciding.listing import tags_told
from pipeline.steps.labels import labeller
from pipeline.steps.named import entities_of
from pipeline.store import documents as kept
from pipeline.store import shelf
from pipeline.web.answers import ALWAYS, answers
from pipeline.web.auth import require
from pipeline.web.schemas import documents as shapes
from pipeline.web.schemas.fields import DocumentId
from pipeline.web.serving import Serving, serving

router = APIRouter(
    prefix="/api/v1/documents", tags=["documents"], dependencies=[Depends(require("reader"))]
)
Shared = Annotated[Serving, Depends(serving)]


@router.get("", operation_id="listDocuments", responses=ALWAYS)
def leaf_through(asked: Annotated[shapes.Asked, Query()], shared: Shared) -> shapes.Page:
    """List documents, those on which nothing was decided first."""
    wanted = shelf.Wanted(**asked.model_dump(exclude={"after", "limit"}))
    with shared.store.read() as connection:
        rows = shelf.leaf_through(connection, wanted, _place(asked.after), asked.limit)
    last = rows[-1] if len(rows) == asked.limit else None
    return shapes.Page(
        documents=[shapes.Row.model_validate(row) for row in rows],
        next=f"{last['is_decided']:d}-{last['document_id']}" if last else "",
    )


@router.get("/{document_id}", operation_id="getDocument", responses=ALWAYS | answers(404))
def full(document_id: DocumentId, shared: Shared) -> shapes.Full:
    """Give a document with its text, tags and decisions."""
    label = labeller(shared.workspace)
    with shared.store.read() as connection:
        found = next(kept.load_documents(connection, [document_id]), None)
        if found is None:
            raise MissingError(f"document {document_id!r}: is not in the store, or gave no text")
        tags = tags_told(connection, document_id, shared.workspace)
        decided = deciding.decisions_of(connection, document_id, shared.workspace)
        types = shared.workspace.settings.published_entities
        entities = entities_of(connection, document_id, types)
    named = [{**tag, "label": label(tag["scheme"], tag["concept_id"])} for tag in tags]
    order = sorted(named, key=lambda tag: (tag["scheme"], -tag["score"], tag["concept_id"]))
    return shapes.Full.model_validate(
        {
            **_values(found),
            "tags": order,
            "entities": entities,
            "decisions": decided,
            "is_decided": bool(decided),
        }
    )


def _values(document: Document) -> dict[str, Any]:
    values = asdict(document)
    values["document_id"] = values.pop("id")
    return values | {"n_words": len(document.text.split())}


def _place(after: str) -> tuple[bool, str]:
    return after[:1] == "1", after[2:]

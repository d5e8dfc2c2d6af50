"""Suggestions for posted texts and for stored documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query

from pipeline.errors import MissingError
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.auth import require
from pipeline.web.schemas.fields import MAX_SCHEMES, DocumentId, Limit, Name, Threshold
from pipeline.web.schemas.proposals import Batch, PostedText, Proposals, SuggestBatch, SuggestText
from pipeline.web.serving import Serving, serving

if TYPE_CHECKING:
    from pipeline.steps.proposals import Proposed
    from pipeline.steps.suggesting import Suggesting

router = APIRouter(prefix="/api/v1", tags=["suggest"], dependencies=[Depends(require("reader"))])
Shared = Annotated[Serving, Depends(serving)]
SchemesAsked = Annotated[
    tuple[Name, ...], Query(max_length=MAX_SCHEMES, description="Repeatable; none: all.")
]
Ask = Callable[["Suggesting"], "Proposed"]


@router.post("/suggest", operation_id="suggest", responses=ALWAYS | WITH_BODY | answers(404))
async def suggest(wanted: SuggestText, shared: Shared) -> Proposals:
    """Propose tags for a text; nothing is stored."""
    return await _propose(shared, wanted.schemes, _for_text(wanted, wanted))


@router.post(
    "/suggest/batch", operation_id="suggestBatch", responses=ALWAYS | WITH_BODY | answers(404)
)
async def suggest_batch(wanted: SuggestBatch, shared: Shared) -> Batch:
    """Propose tags for several texts, in their order; nothing is stored."""
    asked = [_for_text(text, wanted) for text in wanted.texts]
    # each takes its turn, so that a batch does not keep others waiting for all of its texts
    return Batch(results=[await _propose(shared, wanted.schemes, ask) for ask in asked])


@router.get(
    "/documents/{document_id}/suggestions",
    operation_id="suggestForDocument",
    responses=ALWAYS | answers(404),
)
async def suggest_for_document(
    document_id: DocumentId,
    shared: Shared,
    scheme: SchemesAsked = (),
    limit: Annotated[Limit, Query()] = 8,
    threshold: Annotated[Threshold, Query()] = 0.0,
) -> Proposals:
    """Propose tags for the current revision of a stored document, and say what was decided."""

    def ask(suggesting: Suggesting) -> Proposed:
        return suggesting.propose_document(
            shared.store, document_id, schemes=scheme, limit=limit, threshold=threshold
        )

    return await _propose(shared, scheme, ask)


def _for_text(text: PostedText, wanted: SuggestText | SuggestBatch) -> Ask:
    def ask(suggesting: Suggesting) -> Proposed:
        return suggesting.propose(
            text.text,
            title=text.title,
            language=text.language,
            schemes=wanted.schemes,
            limit=wanted.limit,
            threshold=wanted.threshold,
        )

    return ask


async def _propose(shared: Serving, schemes: Sequence[str], ask: Ask) -> Proposals:
    """Ask when it is our turn and the models are there."""

    def work() -> Proposed:
        suggesting = shared.models.get()
        _check(schemes, suggesting.schemes)
        return ask(suggesting)

    return Proposals.model_validate(await shared.gate.run(work))


def _check(wanted: Sequence[str], there: Sequence[str]) -> None:
    unknown = next((scheme for scheme in wanted if scheme not in there), None)
    if unknown is not None:
        raise MissingError(f"{unknown!r}: no such scheme; there are {', '.join(there)}")

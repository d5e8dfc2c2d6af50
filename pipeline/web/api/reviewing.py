"""What an editor should look at next."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from pipeline.web.answers import ALWAYS, answers
from pipeline.web.api.vocabulary import Scheme, vocabulary_of
from pipeline.web.auth import require
from pipeline.web.schemas.reviewing import Reviews, ToReview
from pipeline.web.serving import Serving, serving

router = APIRouter(
    prefix="/api/v1/schemes", tags=["documents"], dependencies=[Depends(require("reader"))]
)
MOST = 100
Number = Annotated[int, Query(ge=1, le=MOST, description="Most documents to propose.")]


@router.get("/{scheme}/review", operation_id="proposeReview", responses=ALWAYS | answers(404))
async def propose(
    scheme: Scheme, shared: Annotated[Serving, Depends(serving)], limit: Number = 10
) -> Reviews:
    """Propose stored documents from whose review most would be learnt, and say why each.

    Documents on which something was decided in the scheme are left out.
    """

    def work() -> list[ToReview]:
        from pipeline.steps import reviewing  # late: loads what suggests

        vocabulary_of(shared, scheme)
        found = reviewing.propose(shared.workspace, shared.store, scheme, limit)
        return [ToReview.model_validate(one) for one in found]

    return Reviews(scheme=scheme, documents=await shared.gate.run(work))

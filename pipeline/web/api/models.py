"""Which models suggest, how they compare, and an admin's choice."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from pipeline.steps import declared, learning
from pipeline.steps.learning import ModelRow
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.api.vocabulary import vocabulary_of
from pipeline.web.auth import Caller, require
from pipeline.web.schemas import models as shapes
from pipeline.web.serving import Serving, serving

router = APIRouter(prefix="/api/v1/models", tags=["models"])
Shared = Annotated[Serving, Depends(serving)]


@router.get(
    "", operation_id="listModels", responses=ALWAYS, dependencies=[Depends(require("reader"))]
)
async def models(shared: Shared) -> shapes.Models:
    """List the models of all schemes: which is in use, and how it compared before it was."""
    return shapes.Models(models=await shared.gate.run(lambda: _rows(shared)))


@router.post("/choice", operation_id="chooseModel", responses=ALWAYS | WITH_BODY | answers(404))
async def choose(
    wanted: shapes.Choice, caller: Annotated[Caller, Depends(require("admin"))], shared: Shared
) -> shapes.Chosen:
    """Let a model be in use, whatever its figures; later trainings are compared with it."""

    def work() -> str:
        vocabulary_of(shared, wanted.scheme)
        return learning.choose(
            shared.workspace, wanted.scheme, wanted.version, by=caller.name, reason=wanted.reason
        )

    return shapes.Chosen(scheme=wanted.scheme, version=await shared.gate.run(work))


def _rows(shared: Serving) -> list[shapes.Model]:
    schemes = sorted(declared.vocabularies(shared.workspace))
    every = [row for scheme in schemes for row in learning.models_of(shared.workspace, scheme)]
    return [_shown(row) for row in every]


def _shown(row: ModelRow) -> shapes.Model:
    """Leave out what names files of the server."""
    return shapes.Model(
        scheme=row.scheme,
        version=row.version,
        is_in_use=row.is_in_use,
        at=row.at,
        by=row.by,
        reason=row.reason,
        about=row.about,
        comparison=row.comparison,
        is_damaged=bool(row.problem),
    )

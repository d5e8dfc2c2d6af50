"""Entities over the corpus: listed, explained, reviewed, decided on."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.api.decisions import editor
from pipeline.web.auth import Caller, require
from pipeline.web.problems import RefusedError
from pipeline.web.schemas import entities as shapes
from pipeline.web.schemas.fields import MaybeName
from pipeline.web.serving import Serving, serving

router = APIRouter(prefix="/api/v1/entities", tags=["entities"])
Shared = Annotated[Serving, Depends(serving)]
Reader = Annotated[Caller, Depends(require("reader"))]
Editor = Annotated[Caller, Depends(require("editor"))]
MOST = 500
Limit = Annotated[int, Query(ge=1, le=MOST, description="Most rows.")]
ReviewKind = Literal["proposed", "double", "acronym", "link", "unknown"]


@router.get("", operation_id="listEntities", responses=ALWAYS)
async def rows(
    caller: Reader,
    shared: Shared,
    type_: Annotated[shapes.Type, Query(alias="type")] = "organisation",
    text: Annotated[MaybeName, Query(description="That name or id has in it.")] = "",
    limit: Limit = 50,
) -> shapes.Rows:
    """List entities of one type, those in most documents first."""
    _refuse_private(caller, shared, type_)

    def work() -> shapes.Rows:
        from pipeline.steps import entity_looking  # late: loads the gazetteers

        found = entity_looking.rows(shared.workspace, shared.store, [type_], text)
        shown = [shapes.Row.model_validate(row) for row in found[:limit]]
        return shapes.Rows(entities=shown, n_all=len(found))

    return await shared.gate.run(work)


@router.get("/explain", operation_id="explainEntity", responses=ALWAYS | answers(404))
async def explain(
    entity: Annotated[shapes.EntityName, Query()], caller: Reader, shared: Shared
) -> shapes.Explained:
    """Tell everything of an entity: names, why each means it, documents, decisions."""

    def work() -> shapes.Explained:
        from pipeline.steps import entity_looking

        found = entity_looking.explained(shared.workspace, shared.store, entity)
        _refuse_private(caller, shared, found["type"])
        return shapes.Explained.model_validate(found)

    return await shared.gate.run(work)


@router.get("/review", operation_id="reviewEntities", responses=ALWAYS)
async def review(
    caller: Reader,
    shared: Shared,
    kind: Annotated[ReviewKind | None, Query(description="Only this kind.")] = None,
    limit: Limit = 20,
) -> shapes.Items:
    """Propose what is worth a look, what concerns most documents first."""
    del caller

    def work() -> shapes.Items:
        from pipeline.steps import entity_reviewing

        kinds = (kind,) if kind else entity_reviewing.KINDS
        found = entity_reviewing.review(shared.workspace, shared.store, kinds, limit)
        return shapes.Items(items=[shapes.Item.model_validate(one) for one in found])

    return await shared.gate.run(work)


@router.get("/decisions", operation_id="listEntityDecisions", responses=ALWAYS | answers(404))
async def history(
    caller: Reader,
    shared: Shared,
    entity: Annotated[MaybeName, Query(description="Only on this entity: an id or a name.")] = "",
) -> shapes.Log:
    """List what analysts decided, in order, undone decisions among it."""
    del caller

    def work() -> shapes.Log:
        from pipeline.steps import entity_log

        found = entity_log.history(shared.workspace, shared.store, entity)
        return shapes.Log(decisions=[shapes.Logged.model_validate(row) for row in found])

    return await shared.gate.run(work)


@router.post(
    "/decisions",
    operation_id="decideEntity",
    responses=ALWAYS | WITH_BODY | answers(404, 409),
)
async def decide(wanted: shapes.Wanted, caller: Editor, shared: Shared) -> shapes.Made:
    """Record a decision; it is on the disk, and counts, when this is answered.

    Names of alias and accept are looked for in all texts by the next run.
    """
    who = editor(caller, wanted.editor)

    def work() -> shapes.Made:
        from pipeline.steps import entity_deciding
        from pipeline.steps.entity_log import decision_row

        asked = entity_deciding.Wanted(**wanted.model_dump(exclude={"editor"}))
        made = entity_deciding.decide(shared.workspace, shared.store, asked, editor=who)
        return shapes.Made(**decision_row(made.decision), notes=list(made.notes))

    return await shared.writing.run(work)


def _refuse_private(caller: Caller, shared: Serving, type_: str) -> None:
    """Turn readers away who ask for names that snapshots do not publish.

    Raises:
        RefusedError: 403: a reader asks for persons or places.
    """
    if caller.role == "reader" and type_ not in shared.workspace.settings.published_entities:
        raise RefusedError(403, f"names of type {type_} are private; only editors see them")

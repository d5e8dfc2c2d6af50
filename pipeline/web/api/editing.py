"""Changes of vocabularies; each is written into the history of its concept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends

from pipeline.steps.context import utc_now
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.api.vocabulary import ConceptId, Scheme, full, vocabulary_of
from pipeline.web.auth import Caller, require
from pipeline.web.schemas import editing as shapes
from pipeline.web.schemas.vocabulary import Full
from pipeline.web.serving import Serving, serving

if TYPE_CHECKING:
    from pipeline.vocabulary.skos.editing import Editing

router = APIRouter(prefix="/api/v1/schemes/{scheme}/concepts", tags=["vocabulary"])
Shared = Annotated[Serving, Depends(serving)]
Admin = Annotated[Caller, Depends(require("admin"))]
EDITING = ALWAYS | WITH_BODY | answers(404)


@router.post("", operation_id="addConcept", responses=EDITING)
async def add(scheme: Scheme, new: shapes.New, caller: Admin, shared: Shared) -> Full:
    """Add a concept."""

    def act(editing: Editing) -> None:
        from pipeline.vocabulary.skos.editing import NewConcept

        editing.add(
            NewConcept(
                id=new.concept_id,
                labels={one.language: one.label for one in new.labels},
                alt_labels=[(one.language, one.label) for one in new.alt_labels],
                definition=new.definition,
                broader=new.broader,
                related=new.related,
            )
        )

    desk = _Desk(shared, scheme, caller.name, new.reason)
    return await desk.edit(new.concept_id, act)


@router.post("/{concept_id}/rename", operation_id="renameConcept", responses=EDITING)
async def rename(
    scheme: Scheme, concept_id: ConceptId, new: shapes.Renaming, caller: Admin, shared: Shared
) -> Full:
    """Give a concept another preferred label in one language; its id stays."""
    desk = _Desk(shared, scheme, caller.name, new.reason)
    return await desk.edit(
        concept_id, lambda editing: editing.rename(concept_id, new.language, new.label, new.old)
    )


@router.post("/{concept_id}/merge", operation_id="mergeConcept", responses=EDITING)
async def merge(
    scheme: Scheme, concept_id: ConceptId, wanted: shapes.Merging, caller: Admin, shared: Shared
) -> Full:
    """Retire a concept in favour of another, which takes over its labels, tags and decisions."""
    desk = _Desk(shared, scheme, caller.name, wanted.reason)
    return await desk.edit(concept_id, lambda editing: editing.merge(concept_id, wanted.into))


@router.post("/{concept_id}/retire", operation_id="retireConcept", responses=EDITING)
async def retire(
    scheme: Scheme, concept_id: ConceptId, why: shapes.Why, caller: Admin, shared: Shared
) -> Full:
    """Take a concept out of use; what was decided on it stays in the log."""
    desk = _Desk(shared, scheme, caller.name, why.reason)
    return await desk.edit(concept_id, lambda editing: editing.retire(concept_id))


@router.post("/{concept_id}/restore", operation_id="restoreConcept", responses=EDITING)
async def restore(
    scheme: Scheme, concept_id: ConceptId, why: shapes.Why, caller: Admin, shared: Shared
) -> Full:
    """Take a retired concept into use again."""
    desk = _Desk(shared, scheme, caller.name, why.reason)
    return await desk.edit(concept_id, lambda editing: editing.restore(concept_id))


class _Desk:
    """Where one edit is made, by whom and why."""

    def __init__(self, shared: Serving, scheme: str, name: str, reason: str) -> None:
        self.shared, self.scheme, self.name, self.reason = shared, scheme, name, reason

    async def edit(self, concept_id: str, act: Callable[[Editing], None]) -> Full:
        """Make the edit and return the concept as it is then."""
        return await self.shared.gate.run(lambda: self._edit(concept_id, act))

    def _edit(self, concept_id: str, act: Callable[[Editing], None]) -> Full:
        from pipeline.steps.vocabulary_edits import edit  # late: loads rdflib
        from pipeline.vocabulary.skos.history import Stamp

        vocabulary_of(self.shared, self.scheme)
        stamp = Stamp(self.name, utc_now(), self.reason)
        outcome = edit(self.shared.workspace, self.scheme, act, stamp)
        found = outcome.vocabulary.find(concept_id)
        assert found is not None
        return full(outcome.vocabulary, found)

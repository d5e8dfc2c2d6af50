"""Texts taught with their concepts, such as those that an archive has indexed before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from pipeline.steps import deciding
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.api.decisions import VIA, editor
from pipeline.web.auth import Caller, require
from pipeline.web.schemas.decisions import Made, Recorded
from pipeline.web.schemas.teaching import Lesson
from pipeline.web.serving import Serving, serving

router = APIRouter(prefix="/api/v1/examples", tags=["decisions"])


@router.post("", operation_id="teach", responses=ALWAYS | WITH_BODY | answers(404))
async def teach(
    wanted: Lesson,
    caller: Annotated[Caller, Depends(require("editor"))],
    shared: Annotated[Serving, Depends(serving)],
) -> Made:
    """Keep texts as examples, with a decision for each concept; learnt from at the next training.

    A text that is there already is not kept twice: what is new is recorded.
    """
    who = editor(caller, wanted.editor)
    texts = [deciding.Taught(**one.model_dump()) for one in wanted.texts]
    made = await shared.writing.run(
        lambda: deciding.teach(shared.workspace, shared.store, texts, editor=who, via=VIA)
    )
    return Made(decisions=[Recorded.model_validate(one) for one in made])

"""Suggestions for one text, posted as a form, or for a batch of them, posted as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from pipeline.steps.proposals import Proposal
from pipeline.web.annif import types
from pipeline.web.annif.known import Known, find_project
from pipeline.web.annif.projects import Shared
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.auth import require
from pipeline.web.problems import RefusedError
from pipeline.web.serving import Serving

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 100
"""A text, three wishes, and whatever is known of the text."""

router = APIRouter(
    dependencies=[Depends(require("reader"))],
    responses={**ALWAYS, **answers(404), **WITH_BODY},
)


async def posted_form(request: Request) -> types.SuggestForm:
    """Read the form of a request; an empty text is a text, unlike in FastAPI's own forms.

    Raises:
        RefusedError: The body is no such form.
        RequestValidationError: A field is missing or wrong.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise RefusedError(415, f"the body must be a form, of media type {FORM}")
    fields = _fields(await request.body())
    try:
        return types.SuggestForm.model_validate(fields)
    except ValidationError as error:
        wrong = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(wrong) from error


def _fields(body: bytes) -> dict[str, str]:
    """Return the fields of a form; of one that comes twice, the last."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        raise RefusedError(
            400, f"the body is no form in percent-encoded UTF-8 of at most {MAX_FIELDS} fields"
        ) from error
    return dict(pairs)


_FORM_BODY = {
    "requestBody": {
        "required": True,
        "content": {FORM: {"schema": types.SuggestForm.model_json_schema()}},
    }
}


@router.post(
    "/projects/{project_id}/suggest", operation_id="annifSuggest", openapi_extra=_FORM_BODY
)
async def suggest(
    project_id: str, form: Annotated[types.SuggestForm, Depends(posted_form)], shared: Shared
) -> types.Suggestions:
    """Suggest concepts for a text.

    Besides the named fields a form may hold what is known of the text, in fields whose names
    begin with `metadata_`; of these, `metadata_title` is read.
    """
    asked = await _asked(shared, project_id, form)
    return types.Suggestions(results=await asked.results(form.text, form.title))


@router.post("/projects/{project_id}/suggest-batch", operation_id="annifSuggestBatch")
async def suggest_batch(
    project_id: str, batch: types.Batch, wishes: Annotated[types.Wishes, Query()], shared: Shared
) -> list[types.BatchSuggestions]:
    """Suggest concepts for several texts; the answers are in their order."""
    asked = await _asked(shared, project_id, wishes)
    return [
        types.BatchSuggestions(
            document_id=one.document_id,
            results=await asked.results(one.text, one.metadata.get("title", "")),
        )
        for one in batch.documents
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is wanted for every text of a request."""

    shared: Serving
    project: Known
    language: str
    limit: int
    threshold: float

    async def results(self, text: str, title: str) -> list[types.Suggested]:
        """Return the suggestions for one text, when it is its turn."""
        if not self.limit:
            return []
        return await self.shared.gate.run(lambda: self._results(text, title))

    def _results(self, text: str, title: str) -> list[types.Suggested]:
        proposed = self.shared.models.get().propose(
            text,
            title=title,
            schemes=(self.project.scheme,),
            limit=self.limit,
            threshold=self.threshold,
        )
        return [self._suggested(one) for one in proposed.proposals if one.probability > 0]

    def _suggested(self, proposal: Proposal) -> types.Suggested:
        label, notation = self.project.named(proposal.concept_id, self.language)
        return types.Suggested(
            uri=proposal.uri,
            label=label or proposal.label,
            notation=notation,
            score=proposal.probability,
        )


async def _asked(shared: Serving, project_id: str, wishes: types.Wishes) -> _Asked:
    """Find the project and the language that are asked for.

    Raises:
        MissingError: There is no such project.
        RefusedError: 400: its vocabulary has no labels in the language.
    """
    project = await run_in_threadpool(find_project, shared.workspace, project_id)
    language = wishes.language or project.language
    if language not in project.languages:
        known = ", ".join(project.languages)
        raise RefusedError(
            400, f"language '{language}' not supported by vocabulary; it has {known}"
        )
    limit = min(wishes.limit, project.size)
    return _Asked(shared, project, language, limit, wishes.threshold)

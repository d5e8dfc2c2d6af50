"""Texts with all their concepts, to be learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Depends

from pipeline.errors import MissingError
from pipeline.steps.deciding import Taught, teach
from pipeline.text import normalise
from pipeline.vocabulary import Vocabulary
from pipeline.web.annif import types
from pipeline.web.annif.known import find_project
from pipeline.web.annif.projects import Shared
from pipeline.web.answers import ALWAYS, WITH_BODY, answers
from pipeline.web.auth import Caller, require
from pipeline.web.problems import RefusedError
from pipeline.web.schemas.teaching import MAX_TAUGHT
from pipeline.web.serving import Serving

VIA = "annif"
MOST_NAMED = 5
"""Unknown URIs that one answer names."""

router = APIRouter(responses={**ALWAYS, **answers(404), **WITH_BODY})


@router.post("/projects/{project_id}/learn", operation_id="annifLearn", status_code=204)
async def learn(
    project_id: str,
    documents: Annotated[list[types.TaughtDocument], Body(max_length=MAX_TAUGHT)],
    shared: Shared,
    caller: Annotated[Caller, Depends(require("editor"))],
) -> None:
    """Keep texts with all their concepts, to be learnt from when a model is trained next.

    Either all are kept or none. The subjects of a text are all that apply to it: every other
    concept of the vocabulary counts as one that does not.
    """
    await shared.writing.run(lambda: _learn(shared, project_id, documents, caller.name))


def _learn(
    shared: Serving, project_id: str, documents: Sequence[types.TaughtDocument], name: str
) -> None:
    project = find_project(shared.workspace, project_id)
    if project.vocabulary is None:
        said = f"Project '{project_id}' learns nothing: countries are found by their names"
        raise RefusedError(403, said)
    taught = _taught(documents, project.scheme, project.vocabulary)
    teach(shared.workspace, shared.store, taught, editor=name, via=VIA)


def _taught(
    documents: Sequence[types.TaughtDocument], scheme: str, vocabulary: Vocabulary
) -> list[Taught]:
    by_uri = {one.uri: one.id for one in (*vocabulary.retired, *vocabulary.concepts)}
    _check(documents, scheme, by_uri)
    return [
        Taught(
            text=normalise(one.text),
            scheme=scheme,
            concept_ids=tuple(by_uri[subject.uri] for subject in one.subjects),
            title=normalise(one.metadata.get("title", "")),
        )
        for one in documents
    ]


def _check(
    documents: Sequence[types.TaughtDocument], scheme: str, by_uri: Mapping[str, str]
) -> None:
    """See that all subjects are concepts.

    Raises:
        MissingError: Some are not; names them and their documents.
    """
    unknown = [
        f"<{subject.uri}> of document {number}"
        for number, document in enumerate(documents, 1)
        for subject in document.subjects
        if subject.uri not in by_uri
    ]
    if unknown:
        more = f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else ""
        named = ", ".join(unknown[:MOST_NAMED])
        raise MissingError(f"no concepts of '{scheme}': {named}{more}; nothing was learnt")

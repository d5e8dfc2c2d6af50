"""What this API is, and which projects and vocabularies there are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends

from pipeline import __version__
from pipeline.errors import ModelError
from pipeline.settings import Workspace
from pipeline.steps import in_use
from pipeline.web.annif import types
from pipeline.web.annif.known import Known, find_project, known_projects
from pipeline.web.answers import ALWAYS, answers
from pipeline.web.auth import require
from pipeline.web.serving import Serving, serving

BACKEND = types.Backend(backend_id="culturescope")
"""Every project suggests with the same stack; `GET /api/v1/models` tells more of it."""

router = APIRouter(dependencies=[Depends(require("reader"))], responses=ALWAYS)
Shared = Annotated[Serving, Depends(serving)]


@router.get("/", operation_id="annifInfo")
def info() -> types.ApiInfo:
    """Tell which API this is, and of which version the server is."""
    return types.ApiInfo(title="Culturescope, API of Annif's clients", version=__version__)


@router.get("/vocabs", operation_id="annifVocabs")
def vocabs(shared: Shared) -> types.Vocabs:
    """List the vocabularies that suggestions are taken from."""
    by_scheme = {one.scheme: one for one in known_projects(shared.workspace).values()}
    return types.Vocabs(vocabs=[_vocab(one, shared) for one in by_scheme.values()])


@router.get("/projects", operation_id="annifProjects")
def projects(shared: Shared) -> types.Projects:
    """List the projects: each vocabulary once for every language of its labels."""
    known = known_projects(shared.workspace)
    return types.Projects(projects=[_described(one, shared) for one in known.values()])


@router.get("/projects/{project_id}", operation_id="annifProject", responses=answers(404))
def project(project_id: str, shared: Shared) -> types.Project:
    """Show one project."""
    return _described(find_project(shared.workspace, project_id), shared)


def _described(known: Known, shared: Serving) -> types.Project:
    title = known.vocabulary.title if known.vocabulary else ""
    return types.Project(
        project_id=known.id,
        name=f"{title or known.scheme.capitalize()} ({known.language})",
        language=known.language,
        backend=BACKEND,
        vocab=_vocab(known, shared),
        vocab_language=known.language,
        is_trained=shared.models.state == "ready",
        modification_time=_promoted_at(shared.workspace, known),
    )


def _vocab(known: Known, shared: Serving) -> types.Vocab:
    return types.Vocab(
        vocab_id=known.scheme,
        languages=list(known.languages),
        size=known.size,
        loaded=shared.models.state == "ready",
    )


def _promoted_at(workspace: Workspace, known: Known) -> dt.datetime | None:
    """Return when; None too where that cannot be read: what was loaded before serves on."""
    try:
        since = in_use.load(workspace, known.scheme).since if known.vocabulary else ""
        return dt.datetime.fromisoformat(since) if since else None
    except (ModelError, ValueError):
        return None

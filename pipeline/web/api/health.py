"""Whether the server runs and can do its work; who it takes the caller for."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.steps import declared
from pipeline.steps.tokens import Role
from pipeline.store import Store
from pipeline.store.tokens import has_tokens
from pipeline.web.answers import ALWAYS, answers
from pipeline.web.auth import Caller, require
from pipeline.web.problems import RETRY_AFTER_S
from pipeline.web.serving import Serving, serving

router = APIRouter(prefix="/api/v1", tags=["service"])

OUTDATED = "models have changed and cannot be loaded, so that the former suggest; the log says why"
BROKEN = "a declared file cannot be used as it stands; 'culturescope status' names it"
"""No more than that: files of the server are nobody else's business."""


class Health(BaseModel):
    """That the server runs."""

    status: Literal["up"]
    version: str = Field(description="Of Culturescope.", examples=["0.1.0"])


class Readiness(BaseModel):
    """Whether the server can do its work."""

    is_ready: bool
    store: Literal["ready", "failed"]
    models: Literal["loading", "ready", "failed"]
    problem: str = Field(description="What is wrong though the server can work; else empty.")


class Myself(BaseModel):
    """Whom the server takes the caller for."""

    name: str = Field(description="The editor of the caller's decisions.", examples=["ada"])
    role: Role


@router.get("/health", operation_id="health", responses=answers(400, 403, 405, 429))
async def health() -> Health:
    """Tell that the server runs."""
    return Health(status="up", version=__version__)


@router.get(
    "/health/ready",
    operation_id="ready",
    responses={**answers(400, 403, 405, 429), 503: {"model": Readiness, "description": "Not yet."}},
)
def ready(shared: Annotated[Serving, Depends(serving)], response: Response) -> Readiness:
    """Tell whether store and models can be used; 503 where not."""
    store, models = _state(shared.store), shared.models.state
    is_ready = store == "ready" and models == "ready"
    if not is_ready:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return Readiness(is_ready=is_ready, store=store, models=models, problem=_problem(shared))


def _problem(shared: Serving) -> str:
    if shared.models.is_outdated:
        return OUTDATED
    return BROKEN if declared.findings(shared.workspace) else ""


def _state(store: Store) -> Literal["ready", "failed"]:
    try:
        with store.read() as connection:
            has_tokens(connection)
    except StoreError:
        return "failed"
    return "ready"


@router.get("/whoami", operation_id="whoami", responses=ALWAYS)
def whoami(caller: Annotated[Caller, Depends(require("reader"))]) -> Myself:
    """Tell the caller's name and role."""
    return Myself(name=caller.name, role=caller.role)

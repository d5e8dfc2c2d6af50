"""The web API as one ASGI app over one workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI

from pipeline import __version__
from pipeline.settings import Workspace
from pipeline.store import Store
from pipeline.web import description, edge, problems
from pipeline.web.annif import router as annif
from pipeline.web.api import ROUTERS
from pipeline.web.gate import Gate
from pipeline.web.loading import Loading
from pipeline.web.rates import Rates
from pipeline.web.serving import Serving

if TYPE_CHECKING:
    from pipeline.steps.suggesting import Suggesting

STORE_THREADS = 10
"""Requests that read or write the store at a time; SQLAlchemy gives 15 connections."""


def create_app(
    workspace: Workspace, *, load: Callable[[], Suggesting] | None = None, gate: Gate | None = None
) -> FastAPI:
    """Make the app; the store is opened (and upgraded) now, models load when it starts.

    Args:
        workspace: What to serve.
        load: Loads the suggestions; None: as `steps.suggesting` does.
        gate: Bounds what needs a core for long; None: one request a core.

    Raises:
        StoreError: The store cannot be opened.
    """
    shared = Serving(
        workspace=workspace,
        store=Store(workspace.database_url),
        models=Loading(load or _loader(workspace)),
        gate=gate or Gate(),
        rates=Rates(workspace.settings.requests_per_minute),
    )
    app = description.DescribedApp(
        title="Culturescope",
        version=__version__,
        summary="Theme suggestions with reasons, editors' decisions, vocabularies.",
        description=description.ABOUT,
        openapi_tags=description.TAGS,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.serving = shared
    edge.install(app)
    problems.install(app)
    for router in (*ROUTERS, annif):
        app.include_router(router)
    return app


def _loader(workspace: Workspace) -> Callable[[], Suggesting]:
    def load() -> Suggesting:
        from pipeline.steps.suggesting import open_suggesting

        return open_suggesting(workspace)

    return load


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Start loading; in the end give the store back."""
    shared: Serving = app.state.serving
    anyio.to_thread.current_default_thread_limiter().total_tokens = STORE_THREADS
    shared.models.start()
    try:
        yield
    finally:
        shared.store.close()

"""The web API as one ASGI app over one workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI
from sqlalchemy.engine import make_url

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

BUSY_TIMEOUT_S = 15
"""A run writes a batch in well under a second."""


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
        store=Store(_url(workspace)),
        models=Loading(load or _loader(workspace)),
        gate=gate or Gate(),
        rates=Rates(workspace.settings.requests_per_minute),
    )
    app = _described()
    app.state.serving = shared
    edge.install(app)
    problems.install(app)
    for router in (*ROUTERS, annif):
        app.include_router(router)
    return app


def _described() -> FastAPI:
    """Make the bare app; FastAPI's own pages are off, since they load scripts from elsewhere."""
    return description.DescribedApp(
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


def _url(workspace: Workspace) -> str:
    """Return where the store is; a request waits for less long than a run for who writes to it."""
    url = make_url(workspace.database_url)
    if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(BUSY_TIMEOUT_S)})
    return url.render_as_string(hide_password=False)


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

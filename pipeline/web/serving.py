"""What all requests of one app share."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from pipeline.settings import Workspace
from pipeline.store import Store
from pipeline.web.gate import Gate
from pipeline.web.loading import Loading
from pipeline.web.rates import Rates


@dataclass(frozen=True, slots=True)
class Serving:
    """A workspace that is served."""

    workspace: Workspace
    store: Store
    models: Loading
    gate: Gate
    """Through which goes whatever needs a core for long."""
    rates: Rates


def serving(request: Request) -> Serving:
    """Return what the app of a request serves; a FastAPI dependency."""
    found: Serving = request.app.state.serving
    return found

"""What all requests of one app share."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request

from pipeline.settings import Workspace
from pipeline.store import Store
from pipeline.web.gate import Gate
from pipeline.web.loading import Loading
from pipeline.web.rates import Rates

WRITERS = 4
"""At a time; another program that holds the store keeps each waiting."""
WRITERS_WAIT_S = 10.0
"""For their turn; with the 15 s that the store lets them wait, below what clients wait for."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A workspace that is served."""

    workspace: Workspace
    store: Store
    models: Loading
    gate: Gate
    """Through which goes whatever needs a core for long."""
    rates: Rates
    writing: Gate = field(default_factory=lambda: Gate(WRITERS, WRITERS_WAIT_S))
    """Through which goes whatever writes decisions: the store takes one writer at a time, and those
    that wait for it must not take the threads that answer readers."""


def serving(request: Request) -> Serving:
    """Return what the app of a request serves; a FastAPI dependency."""
    found: Serving = request.app.state.serving
    return found

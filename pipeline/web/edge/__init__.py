"""What every request passes before it reaches an operation, from the outside in."""

from __future__ import annotations

from fastapi import FastAPI

from pipeline.web.edge.bodies import Bodies
from pipeline.web.edge.identity import Identity
from pipeline.web.edge.origin import Origin
from pipeline.web.edge.outermost import Outermost

LAYERS = (Outermost, Origin, Identity, Bodies)
"""Outermost: answers for what nobody foresaw, headers, log. Origin: who may ask at all. Identity:
whose token, and how often. Bodies: how much, how slow, how nested."""


def install(app: FastAPI) -> None:
    """Put the layers around an app."""
    for layer in reversed(LAYERS):
        app.add_middleware(layer)


__all__ = ["LAYERS", "install"]

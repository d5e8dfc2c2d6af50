"""The operations of the native API, one router a topic."""

from __future__ import annotations

from pipeline.web.api import (
    decisions,
    documents,
    editing,
    entities,
    health,
    models,
    pages,
    reviewing,
    suggest,
    teaching,
    tokens,
    vocabulary,
)

ROUTERS = (
    suggest.router,
    decisions.router,
    teaching.router,
    documents.router,
    reviewing.router,
    vocabulary.router,
    editing.router,
    entities.router,
    models.router,
    health.router,
    tokens.router,
    pages.router,
)

__all__ = ["ROUTERS"]

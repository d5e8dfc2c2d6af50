"""The operations of the native API, one router a topic."""

from __future__ import annotations

from pipeline.web.api import decisions, documents, health, pages, suggest, vocabulary

ROUTERS = (
    suggest.router,
    decisions.router,
    documents.router,
    vocabulary.router,
    health.router,
    pages.router,
)

__all__ = ["ROUTERS"]

"""The operations of the native API, one router a topic."""

from __future__ import annotations

from pipeline.web.api import health, pages

ROUTERS = (health.router, pages.router)

__all__ = ["ROUTERS"]

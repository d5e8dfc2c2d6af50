"""All operations under /v1."""

from __future__ import annotations

from fastapi import APIRouter

from pipeline.web.annif import detect, learn, projects, suggest

router = APIRouter(prefix="/v1", tags=["annif"])
for part in (projects, suggest, learn, detect):
    router.include_router(part.router)

"""The API's description for people: one page without scripts, from the description for machines."""

from __future__ import annotations

import base64
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

router = APIRouter(include_in_schema=False)
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@router.get("/")
@router.get("/docs")
def index(request: Request) -> HTMLResponse:
    """Show every operation with its parameters, role and an example."""
    style = (TEMPLATES / "api.css").read_text("utf-8")
    page = _environment().get_template("api.html.j2")
    shown = page.render(api=request.app.openapi(), style=style, base=_base(request))
    hashed = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{hashed}'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
    return HTMLResponse(shown, headers={"Content-Security-Policy": policy})


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    made.filters["media"] = _media
    return made


def _media(content: dict[str, Any]) -> str:
    return ", ".join(content)

"""The API's description for people: one page without scripts, from the description for machines."""

from __future__ import annotations

import base64
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.web.examples import base_of, operations

router = APIRouter(include_in_schema=False)
CODE = re.compile(r"`([^`]+)`")
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@router.get("/")
@router.get("/docs")
def index(request: Request) -> HTMLResponse:
    """Show every operation with its parameters, role and an example."""
    style = (TEMPLATES / "api.css").read_text("utf-8")
    api = request.app.openapi()
    groups = operations(api, base_of(request.headers.get("host", "")))
    page = _environment().get_template("api.html.j2")
    shown = page.render(api=api, groups=groups, style=style)
    hashed = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{hashed}'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
    return HTMLResponse(shown, headers={"Content-Security-Policy": policy})


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    made.filters["marked"] = marked
    return made


def marked(text: str) -> Markup:
    """Return a text as HTML, with what stands between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))

"""Tokens, listed; they are made and revoked where the server runs ('culturescope tokens')."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from pipeline.steps import tokens as step
from pipeline.web.answers import ALWAYS
from pipeline.web.auth import require
from pipeline.web.schemas.tokens import Token, Tokens
from pipeline.web.serving import Serving, serving

router = APIRouter(
    prefix="/api/v1/tokens", tags=["service"], dependencies=[Depends(require("admin"))]
)


@router.get("", operation_id="listTokens", responses=ALWAYS)
def tokens(shared: Annotated[Serving, Depends(serving)]) -> Tokens:
    """List whose tokens there are, and which were revoked."""
    return Tokens(tokens=[Token.model_validate(one) for one in step.listed(shared.store)])

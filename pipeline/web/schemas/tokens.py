"""Tokens, as an admin sees them."""

from __future__ import annotations

from pydantic import Field

from pipeline.steps.tokens import Role
from pipeline.web.schemas.fields import Answer


class Token(Answer):
    """One token; the token itself is nowhere."""

    id: str = Field(description="8 hex digits, as in the token after `cs_`.")
    name: str
    role: Role
    made_at: str = Field(description="UTC.")
    revoked_at: str | None = Field(description="UTC; null while it works.")


class Tokens(Answer):
    """All tokens, revoked ones too."""

    tokens: list[Token]

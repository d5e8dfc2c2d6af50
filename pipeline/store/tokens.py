"""Tokens of the web API: what is kept of them. Never the token, only its digest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import tokens


@dataclass(frozen=True, slots=True)
class KeptToken:
    """One token, as stored."""

    id: str
    """8 hex digits, part of the token: finds its row, and tells which token it is."""
    name: str
    """Whose it is; the editor of all decisions made with it."""
    role: str
    made_at: str
    """UTC, ISO 8601."""
    hash: str = field(repr=False)
    """SHA-256 of the whole token, hexadecimal."""
    revoked_at: str | None = None
    """UTC, ISO 8601; None while it works."""


def put_token(connection: Connection, token: KeptToken) -> None:
    """Store a new token."""
    values = {"token_id": token.id, "name": token.name, "role": token.role, "hash": token.hash}
    connection.execute(
        tokens.insert().values(values | {"made_at": token.made_at, "revoked_at": token.revoked_at})
    )


def load_tokens(connection: Connection) -> list[KeptToken]:
    """Return all tokens, revoked ones too, in order of name and time."""
    query = sa.select(tokens).order_by(tokens.c.name, tokens.c.made_at, tokens.c.token_id)
    return [_token(row) for row in connection.execute(query)]


def load_token(connection: Connection, token_id: str) -> KeptToken | None:
    """Return the token of an id, revoked or not; None where there is none."""
    row = connection.execute(sa.select(tokens).where(tokens.c.token_id == token_id)).first()
    return _token(row) if row else None


def has_tokens(connection: Connection) -> bool:
    """Tell whether there is any token; revoked ones count: who locks out all wants no open door."""
    return connection.execute(sa.select(tokens.c.token_id).limit(1)).first() is not None


def revoke_token(connection: Connection, token_id: str, now: dt.datetime) -> None:
    """Let a token work no more."""
    when = now.isoformat(timespec="seconds")
    connection.execute(tokens.update().where(tokens.c.token_id == token_id).values(revoked_at=when))


def delete_token(connection: Connection, token_id: str) -> None:
    """Take a token from the list."""
    connection.execute(tokens.delete().where(tokens.c.token_id == token_id))


def _token(row: sa.Row[tuple[str, ...]]) -> KeptToken:
    return KeptToken(
        id=row.token_id,
        name=row.name,
        role=row.role,
        made_at=row.made_at,
        hash=row.hash,
        revoked_at=row.revoked_at,
    )

"""Tokens of the web API: made, listed, revoked, recognised.

A token is `cs_<id>_<secret>`: 8 hex digits that find its row, and 32 random bytes. The store holds
the SHA-256 of it and nothing else. A slow hash (bcrypt, argon2) is for passwords, which people
choose and attackers guess; 256 random bits cannot be guessed however quick the hash is, and a slow
one would only make every request slow.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, get_args

from pipeline.errors import MissingError, UsageError
from pipeline.steps.context import utc_now
from pipeline.store import Store
from pipeline.store.tokens import (
    KeptToken,
    delete_token,
    has_tokens,
    load_token,
    load_tokens,
    put_token,
    revoke_token,
)

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what those before it may: read and suggest; decide; change vocabularies."""
SECRET_BYTES = 32
TOKEN = re.compile(r"cs_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")
NAME = re.compile(r"[\w.@+-]{1,64}")
LOCAL = "local"
"""Name of whoever uses a server without tokens from the same machine; no token may take it."""


def add(store: Store, name: str, role: Role) -> str:
    """Make a token and return it; it cannot be shown again.

    Raises:
        UsageError: The name is taken, reserved, or not 1 to 64 letters, digits or `.@+-_`.
    """
    if not NAME.fullmatch(name) or name == LOCAL:
        raise UsageError(
            f"{name!r} cannot be a token's name: use 1 to 64 letters, digits or .@+-_, "
            f"and not '{LOCAL}'"
        )
    id_ = secrets.token_hex(4)
    token = f"cs_{id_}_{secrets.token_urlsafe(SECRET_BYTES)}"
    kept = KeptToken(id_, name, role, utc_now().isoformat(), _digest(token))
    with store.write() as connection:
        if any(one.name == name and not one.revoked_at for one in load_tokens(connection)):
            raise UsageError(
                f"there is a token of the name {name} already; revoke it first "
                f"('culturescope tokens revoke {name}'), or choose another name"
            )
        put_token(connection, kept)
    return token


def listed(store: Store) -> list[KeptToken]:
    """Return all tokens, revoked ones too, in order of name and time."""
    with store.read() as connection:
        return load_tokens(connection)


def revoke(store: Store, name_or_id: str, *, forget: bool = False) -> list[KeptToken]:
    """Let the tokens of a name work no more, at once and on running servers too.

    Args:
        store: Where they are kept.
        name_or_id: Name, or the 8 hex digits that a token begins with after `cs_`.
        forget: Take them from the list too, those revoked earlier as well.

    Raises:
        MissingError: No token that works has this name or id (with `forget`: no token at all).
    """
    with store.write() as connection:
        every = load_tokens(connection)
        meant = [one for one in every if name_or_id in (one.name, one.id)]
        meant = [one for one in meant if forget or not one.revoked_at]
        if not meant:
            raise MissingError(_no_token(name_or_id, every))
        for one in meant:
            if forget:
                delete_token(connection, one.id)
            else:
                revoke_token(connection, one.id, utc_now())
    return meant


def are_wanted(store: Store) -> bool:
    """Tell whether callers need a token: so once one was made, be it revoked or not."""
    with store.read() as connection:
        return has_tokens(connection)


def recognise(store: Store, presented: str) -> KeptToken | None:
    """Return the token that was presented, or None where it does not work (any more)."""
    found = TOKEN.fullmatch(presented)
    if not found:
        return None
    with store.read() as connection:
        kept = load_token(connection, found[1])
    is_it = kept is not None and hmac.compare_digest(kept.hash, _digest(presented))
    return kept if kept is not None and is_it and not kept.revoked_at else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _no_token(wanted: str, every: Sequence[KeptToken]) -> str:
    names = sorted({one.name for one in every if not one.revoked_at})
    there = f"there are {', '.join(names)}" if names else "there is none that works"
    return f"no token of the name or id {wanted}: {there}"

"""Who calls, and what the caller may do."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.datastructures import Headers

from pipeline.steps import tokens
from pipeline.steps.tokens import LOCAL, ROLES, Role
from pipeline.store import Store
from pipeline.web.problems import RefusedError

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="culturescope", Basic realm="culturescope"'}
LOCALHOST = "localhost"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request."""

    name: str
    """Of the token; the editor of the caller's decisions."""
    role: Role
    token_id: str = ""
    """Empty without a token."""


def identify(store: Store, scope: Any) -> Caller | None:
    """Return who sent a request, or None where a token is wanted and none was shown.

    Raises:
        RefusedError: 401: what was shown is no token that works. 403: there are no tokens, and
            the request did not come to this machine's own name over its loopback.
    """
    shown = _shown(Headers(scope=scope).get("authorization", ""))
    if shown is not None:
        kept = tokens.recognise(store, shown)
        role = next((role for role in ROLES if kept and role == kept.role), None)
        if kept is None or role is None:
            raise RefusedError(401, "this token does not work (any more)", headers=CHALLENGE)
        return Caller(kept.name, role, kept.id)
    if tokens.are_wanted(store):
        return None
    if not _is_of_this_machine(scope):
        said = "without tokens this server answers only requests from and to the machine itself"
        raise RefusedError(403, said, error="not_local")
    return Caller(LOCAL, "editor")


class Require(SecurityBase):
    """A FastAPI dependency that returns the caller, who must have at least a role."""

    def __init__(self, role: Role) -> None:
        """Take the role; FastAPI notes it, as the name of a scheme, where an operation needs it."""
        self.role = role
        self.model = HTTPBearer()
        self.scheme_name = role

    def __call__(self, request: Request) -> Caller:
        """Return the caller.

        Raises:
            RefusedError: 401 without a token where tokens are wanted, 403 for a lower role.
        """
        caller: Caller | None = request.scope["state"]["caller"]
        if caller is None:
            raise RefusedError(401, "this needs a token", headers=CHALLENGE)
        if ROLES.index(caller.role) < ROLES.index(self.role):
            raise RefusedError(
                403,
                f"this needs the role {self.role}, and {caller.name} has the role {caller.role}",
            )
        return caller


def require(role: Role) -> Require:
    """Make the dependency: `caller: Annotated[Caller, Depends(require("editor"))]`."""
    return Require(role)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address (IPv6 without brackets) is this machine's loopback."""
    if host.lower().rstrip(".") == LOCALHOST:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(authority: str) -> str:
    """Return the host of `host:port`, `[::1]:port` or `host`, in lower case."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower()


def _shown(authorization: str) -> str | None:
    """Return the token of a header: Bearer, or the password of Basic; None without a header."""
    scheme, _, value = authorization.strip().partition(" ")
    if not scheme:
        return None
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        pair = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return pair.partition(":")[2]


def _is_of_this_machine(scope: Any) -> bool:
    """Tell whether a request was sent here over loopback, by a name of the loopback.

    The name matters: a foreign web page may let its own host name point to 127.0.0.1 (DNS
    rebinding), and its browser then takes this server for the page's own.
    """
    ends = [scope.get("server"), scope.get("client")]
    over_loopback = all(end is not None and is_loopback(end[0]) for end in ends)
    return over_loopback and is_loopback(host_of(Headers(scope=scope).get("host", "")))

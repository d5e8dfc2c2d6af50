"""Runs the app: binds, tells where it listens, serves until it is told to end."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

import uvicorn

from pipeline.errors import UsageError
from pipeline.settings import Workspace
from pipeline.steps import tokens
from pipeline.store import Store
from pipeline.web.auth import is_loopback
from pipeline.web.patience import PatientProtocol

BACKLOG = 128
MOST_CONNECTIONS = 200
"""At a time; more get 503 at once."""
KEEP_ALIVE_S = 15
"""An idle connection is closed after that."""
HEADER_BYTES = 32_768
"""Request line and headers together."""
GRACE_S = 5
"""For running requests, when the server is told to end."""


def serve(workspace: Workspace, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve a workspace until interrupted.

    Args:
        workspace: What to serve.
        host: Name or address to listen at; any but the machine's loopback needs tokens.
        port: 0 for any free one.
        say: Told where the server listens.

    Raises:
        UsageError: The address cannot be had, or must not without tokens.
        StoreError: The store cannot be opened.
        KeyboardInterrupt: After Ctrl-C, when all is closed.
    """
    with Store(workspace.database_url) as store:
        has_tokens = tokens.are_wanted(store)
    if not has_tokens and not is_loopback(host):
        raise UsageError(
            f"--host {host}: without tokens the server listens on this machine's loopback only; "
            "make one with 'culturescope tokens add NAME --role editor', or leave --host out"
        )
    with _bound(host, port) as listening:
        say(_address(host, listening.getsockname()[1]))
        server = uvicorn.Server(_config(workspace))
        server.run([listening])


def _bound(host: str, port: int) -> socket.socket:
    """Bind before anything heavy is loaded, so that a taken port is heard of at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        # without what the socket module appends: the address, which we tell ourselves
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise UsageError(
            f"cannot listen at {host} port {port}: {reason}; name another with --host and --port"
        ) from error
    # Inherited by every connection. Head and body of an answer are sent one after the other, and
    # without this the second waits 40 ms for the client's word that the first has come; asyncio
    # does it for sockets that say they speak TCP, and those of create_server do not.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _config(workspace: Workspace) -> uvicorn.Config:
    """Set the limits; addresses that a proxy claims are not believed: anybody could claim them."""
    from pipeline.web.app import create_app  # late: takes seconds, and the port may be taken

    logging.getLogger("culturescope").setLevel(logging.INFO)
    return uvicorn.Config(
        create_app(workspace),
        http=PatientProtocol,
        loop="asyncio",
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )

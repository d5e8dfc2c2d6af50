"""The workspace's own Prefect server: where it listens, who may use it, whether it is up."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

HOST = "127.0.0.1"
"""This machine only, always."""
USER = "culturescope"
FILE = "service.json"
LOCK = "service.lock"
KEEPER_FILE = "keeper.json"
WORKER_FILE = "worker.json"


@dataclass(frozen=True, slots=True)
class Service:
    """How the server of one workspace is reached; the same after every start."""

    port: int
    password: str

    @property
    def url(self) -> str:
        """Address of Prefect's page."""
        return f"http://{HOST}:{self.port}"

    @property
    def api_url(self) -> str:
        """Address of Prefect's API."""
        return f"{self.url}/api"

    @property
    def login(self) -> str:
        """What Prefect's page and API ask for."""
        return f"{USER}:{self.password}"


def load_service(home: Path) -> Service | None:
    """Return the service that was last up, None before the first; also where its file is broken."""
    try:
        return Service(**json.loads((home / FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def make_service(home: Path) -> Service:
    """Return the service with a free port: the one it had, if that is still free."""
    known = load_service(home)
    if known is not None and _is_free(known.port):
        return known
    service = Service(_free_port(), known.password if known else secrets.token_urlsafe(18))
    write_private(home / FILE, asdict(service))
    return service


def service_lock(home: Path) -> FileLock:
    """Return the lock that the keeper holds; the operating system lets go of it when it dies."""
    return FileLock(home / LOCK, timeout=0)


def service_is_up(home: Path) -> bool:
    """Tell whether a keeper is there."""
    if not (home / LOCK).exists():
        return False
    try:
        with service_lock(home):
            return False
    except Timeout:
        return True


def is_healthy(service: Service) -> bool:
    """Tell whether the server answers."""
    connection = http.client.HTTPConnection(HOST, service.port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def write_private(path: Path, value: object) -> None:
    """Write JSON that nobody else on the machine can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(value, file)
    draft.replace(path)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port

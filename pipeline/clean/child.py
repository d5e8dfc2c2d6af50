"""Child process of `confined`: does tasks under a limit of memory.

Run as `python -m pipeline.clean.child DESCRIPTOR`, where the descriptor is one end of a
`multiprocessing.Pipe`; gets a task's name with its options as JSON, then the bytes it shall read,
answers with JSON, until the pipe closes.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

MAX_MEMORY = 2 * 1024**3
"""Bytes of address space, of which libraries alone take half a gigabyte."""

TASKS = {
    "html": "pipeline.clean.html.worker:read",
    "pdf": "pipeline.clean.pdf.worker:read",
    "pdf-page": "pipeline.clean.pdf.worker:draw",
    "office": "pipeline.clean.office.worker:read",
}
"""What the child can do, as "module:function" of (bytes, **options) to a JSON-able dict. A task
returns {"error": message} where the bytes cannot be read."""


def serve(connection: Connection) -> None:
    """Answer requests until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    while True:
        try:
            task, options = json.loads(connection.recv_bytes())
            body = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(json.dumps(_done(task, body, options)).encode())


def _done(task: str, body: bytes, options: dict[str, object]) -> dict[str, object]:
    try:
        return _function(task)(body, **options)
    except MemoryError:
        return {"error": "out of memory"}


def _function(task: str) -> Callable[..., dict[str, object]]:
    module, _, name = TASKS[task].partition(":")
    function: Callable[..., dict[str, object]] = getattr(importlib.import_module(module), name)
    return function


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))

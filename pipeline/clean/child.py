"""Child process of `confined`: does tasks under a limit of memory.

Run as `python -m pipeline.clean.child DESCRIPTOR`, where the descriptor is one end of a
`multiprocessing.Pipe`; gets a task's name with its options and its seconds of work and of time as
JSON, then the bytes it shall read, answers with JSON, until the pipe closes. Where nobody is left
who would end it (the parent was killed), it ends itself soon after those seconds.
"""

from __future__ import annotations

import importlib
import json
import math
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

MAX_MEMORY = 1280 * 1024**2
"""Bytes of address space, of which libraries alone take half a gigabyte; with what the parent
holds of the same file it stays below a gigabyte in use."""
GRACE_S = 3  # after the time of a task, in which the parent ends the child

TASKS = {
    "html": "pipeline.clean.html.worker:read",
    "pdf": "pipeline.clean.pdf.worker:read",
    "pdf-page": "pipeline.clean.pdf.worker:draw",
    "office": "pipeline.clean.office.worker:read",
    "markup": "pipeline.clean.markup:read",
}
"""What the child can do, as "module:function" of (bytes, **options) to a JSON-able dict. A task
returns {"error": message} where the bytes cannot be read."""


def serve(connection: Connection) -> None:
    """Answer requests until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    while True:
        try:
            task, options, work_s, wait_s = json.loads(connection.recv_bytes())
            body = connection.recv_bytes()
        except EOFError:
            return
        _end_after(work_s + GRACE_S, wait_s + GRACE_S)
        answer = json.dumps(_done(task, body, options)).encode()
        _end_after(0, 0)
        connection.send_bytes(answer)


def _end_after(work_s: float, wait_s: float) -> None:
    """End the process, whatever it is at, after so much work or so long a time; 0: do not."""
    signal.setitimer(signal.ITIMER_PROF, work_s)
    signal.alarm(math.ceil(wait_s))


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

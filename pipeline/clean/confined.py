"""One reusable child process for work that may hang, die or swallow memory, with limits of both.

Broken PDFs, hostile archives and huge pages are read here. A subprocess and not a
`multiprocessing.Process`: those may not be started by the daemonic workers of a Dask cluster, and
they would run the caller's main module again.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import psutil

Answer = dict[str, object]
Failure = Literal["timeout", "died"]

_MODULE = "pipeline.clean.child"
_IMPORT_ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 5.0
"""Times the limit that a task may last by the clock: a busy machine must not change results, so the
limit is of work, yet a task that only waits must end as well."""
POLL_S = 0.1


class Confined:
    """Keeps one child and replaces it when it hangs or dies; safe to share between threads."""

    def __init__(self, module: str = _MODULE) -> None:
        """Start nothing yet; `module` is what the child runs."""
        self.module = module
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._owner = 0

    def call(
        self, task: str, body: bytes, timeout_s: float, options: Mapping[str, object] | None = None
    ) -> Answer | Failure:
        """Let the child do one task.

        Args:
            task: Its name in `child.TASKS`.
            body: What it reads.
            timeout_s: Seconds of work after which the child is ended; of waiting, PATIENCE times
                as many.
            options: JSON-able keyword arguments of the task.

        Returns:
            What the task returns, "timeout", or "died": the child was ended by what it read.
        """
        with self._lock:
            try:
                connection = self._connected()
                limits = (timeout_s, PATIENCE * timeout_s)
                connection.send_bytes(json.dumps([task, dict(options or {}), *limits]).encode())
                connection.send_bytes(body)
                if not self._answers(connection, timeout_s):
                    self.close()
                    return "timeout"
                answer: Answer = json.loads(connection.recv_bytes())
            except (EOFError, OSError):
                self.close()
                return "died"
            return answer

    def _answers(self, connection: Connection, timeout_s: float) -> bool:
        """Wait for the child; tell whether there is something to read before its time is up."""
        until = time.monotonic() + PATIENCE * timeout_s
        most = self._worked() + timeout_s
        while not connection.poll(min(timeout_s, POLL_S)):
            if time.monotonic() > until or self._worked() > most:
                return False
        return True

    def _worked(self) -> float:
        """Return the child's processor time, in seconds; 0 where it has gone."""
        try:
            return sum(psutil.Process(self._child.pid).cpu_times()[:4]) if self._child else 0.0
        except psutil.Error:
            return 0.0

    def close(self) -> None:
        """End the child, if there is one of this process."""
        if self._child is not None and self._owner == os.getpid():
            self._child.kill()
            self._child.wait()
        if self._connection is not None:
            self._connection.close()
        self._child = self._connection = None

    def _connected(self) -> Connection:
        """Return the pipe to a living child, starting one where needed.

        After a fork the parent's child is not ours: two would talk through one pipe.
        """
        alive = self._child is not None and self._child.poll() is None
        if self._connection is not None and alive and self._owner == os.getpid():
            return self._connection
        self.close()
        ours, theirs = Pipe()
        self._child = subprocess.Popen(
            [sys.executable, "-m", self.module, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=_IMPORT_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self._connection, self._owner = ours, os.getpid()
        return ours


CONFINED = Confined()
atexit.register(CONFINED.close)

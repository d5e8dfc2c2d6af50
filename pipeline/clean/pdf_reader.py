"""One reusable child process that reads PDFs, with limits of time and memory.

A subprocess and not a `multiprocessing.Process`: those may not be started by the daemonic
workers of a Dask cluster, and they would run the caller's main module again.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.clean.parts import Problem

TIMEOUT_S = 60.0  # a file; seven real ones took 1.3 s at most, so this is for the broken ones
_MODULE = "pipeline.clean.pdf_worker"
_IMPORT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: the text of each page with line breaks, and its information entries."""

    pages: tuple[str, ...]
    metadata: Mapping[str, str]


class PdfReader:
    """Keeps one child and replaces it when it hangs or dies; safe to share between threads."""

    def __init__(self, timeout_s: float = TIMEOUT_S, module: str = _MODULE) -> None:
        """Start nothing yet; `module` is what the child runs."""
        self.timeout_s = timeout_s
        self.module = module
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._owner = 0

    def read(self, body: bytes) -> PdfText | Problem:
        """Return what the file holds, or why it cannot be read."""
        with self._lock:
            try:
                connection = self._connected()
                connection.send_bytes(body)
                if not connection.poll(self.timeout_s):
                    self.close()
                    return Problem(
                        "timeout",
                        f"Reading took over {self.timeout_s:g} s; split the file or print it anew.",
                    )
                return _outcome(json.loads(connection.recv_bytes()))
            except (EOFError, OSError):
                self.close()
                return Problem("broken_pdf", "The file broke the PDF reader; print it to PDF anew.")

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


def _outcome(answer: dict[str, object]) -> PdfText | Problem:
    if "large" in answer:
        return Problem("too_large", f"The file has {answer['large']}; split it and take the parts.")
    error = answer.get("error")
    if isinstance(error, str):
        if "password" in error.lower():
            return Problem("encrypted_pdf", "The file asks for a password; save it without one.")
        return Problem("broken_pdf", f"No PDF that can be opened ({error}); get the file anew.")
    pages, metadata = answer["pages"], answer["metadata"]
    if not isinstance(pages, list) or not isinstance(metadata, dict):
        return Problem("broken_pdf", "The PDF reader gave no pages; get the file anew.")
    return PdfText(tuple(pages), {str(key): str(value) for key, value in metadata.items()})


READER = PdfReader()
atexit.register(READER.close)

"""A process that is started again when it ends, with a log that does not grow for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 60.0
"""A child that cannot start is tried once a minute: the disk may be full, and then be no more."""
STEADY_S = 120.0
"""A child that lived so long did start; the next delay is the first one again."""
MOST_LOG_BYTES = 5_000_000
"""Of the log, and as many again of its former part."""


class Child:
    """A process and how to start it."""

    def __init__(
        self, command: Sequence[str], log: Path, folder: Path, environment: Mapping[str, str]
    ) -> None:
        """Plan a process; `keep_up` starts it."""
        self._command = list(command)
        self._log = log
        self._folder = folder
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._delay_s = 0.0

    def is_up(self) -> bool:
        """Tell whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def keep_up(self) -> None:
        """Start the process if it is not there and it is time; to be called again and again."""
        self._trim_log()
        if self.is_up():
            return
        now = time.monotonic()
        if self._process is not None:
            if now - self._started >= STEADY_S:
                self._delay_s = 0.0
            if now - self._started < self._delay_s:
                return
        self._delay_s = min(max(2 * self._delay_s, FIRST_DELAY_S), LONGEST_DELAY_S)
        self._started = now
        self._process = self._start()

    def end(self, grace_s: float) -> None:
        """End the process, softly first unless there is no grace."""
        if self._process is None or not self.is_up():
            return
        if grace_s:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(grace_s)
        self._process.kill()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _trim_log(self) -> None:
        """Set a long log aside; who writes goes on at its new end, since it is open to append."""
        if self._log.exists() and self._log.stat().st_size > MOST_LOG_BYTES:
            shutil.copyfile(self._log, self._log.with_suffix(".log.1"))
            os.truncate(self._log, 0)

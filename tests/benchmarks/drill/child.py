"""What is killed: `culturescope ingest`, with waits that fit a drill, and a slow disk."""

from __future__ import annotations

import datetime as dt
import io
import sys
import time
from typing import Any

from pipeline.cli import main
from pipeline.sources.web import backoff, breaker
from pipeline.steps import ingest
from pipeline.store import warc

STEP_S = 0.2
"""Seconds of waiting more after each failure; the proper ones are minutes."""
SLOW, HALF_S = 8, 0.02
"""Each so-many-th record is written in two halves with a pause between: else half a record lies
there for microseconds, and no kill ever meets one."""
SLOWED = (ingest, "WarcFile")


class SlowFile(io.FileIO):
    """A file that writes now and then in two halves."""

    _n_written = 0

    def write(self, data: Any, /) -> int:
        """Write all of it."""
        self._n_written += 1
        half = 0 if self._n_written % SLOW else len(data) // 2
        if half:
            super().write(data[:half])
            time.sleep(HALF_S)
        super().write(data[half:])
        return len(data)


class SlowWarcFile(warc.WarcFile):
    """A WARC file on a slow disk."""

    def _open(self, at: dt.datetime) -> None:
        is_new = self._out is None
        super()._open(at)
        if is_new and self._out is not None:
            self._out.close()
            self._out = SlowFile(self.path, "ab")


if __name__ == "__main__":
    for module, name in ((backoff, "STEP_S"), (breaker, "STEP_S"), (breaker, "BUSY_S")):
        setattr(module, name, STEP_S)
    setattr(*SLOWED, SlowWarcFile)
    sys.argv = ["culturescope", "--root", sys.argv[1], "ingest"]
    main()

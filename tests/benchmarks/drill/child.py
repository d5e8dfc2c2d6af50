"""What is killed: `culturescope ingest`, with waits that fit a drill."""

from __future__ import annotations

import sys

from pipeline.cli import main
from pipeline.sources.web import backoff, breaker

STEP_S = 0.2
"""Seconds of waiting more after each failure; the proper ones are minutes."""

if __name__ == "__main__":
    for module, name in ((backoff, "STEP_S"), (breaker, "STEP_S"), (breaker, "BUSY_S")):
        setattr(module, name, STEP_S)
    sys.argv = ["culturescope", "--root", sys.argv[1], "ingest"]
    main()

"""Processes of the service end with the one that started them: no orphans, however it died."""

from __future__ import annotations

import os
import signal
import threading
import time

WORKER_VARIABLE = "CULTURESCOPE_WORKER_PID"
"""Set by the worker: it may be gone before its run can ask who the parent is."""
LOOK_S = 0.5
GRACE_S = 10
"""Enough to end a batch's transaction; what takes longer is worked on anew by the next run."""


def end_with_parent(parent: int = 0, *, grace_s: float = GRACE_S) -> None:
    """Watch the parent from a thread; when it is gone, end: softly, then hard.

    Args:
        parent: Its process id, where the caller knows it better than the operating system now does;
            0: the caller does not.
        grace_s: Between the two; 0: hard at once.
    """
    watched = (parent or os.getppid(), grace_s)
    threading.Thread(target=_watch, args=watched, daemon=True, name="leash").start()


def _watch(parent: int, grace_s: float) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_S)
    if grace_s:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace_s)
    os._exit(1)

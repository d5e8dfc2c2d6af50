"""Work on batches here or in a pool of processes; each batch is its own transaction either way."""

from __future__ import annotations

import importlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from types import ModuleType

from pipeline.settings import Workspace
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import Store

POOLED = ("clean", "entities", "topics", "themes")
"""Stages whose batches are independent and heavy enough for several processes."""
BATCHES_A_WORKER = 3
"""Below this many batches for each process, starting processes takes longer than it saves."""


class Workers:
    """Where batches are worked on."""

    def __init__(self, context: Context, n: int) -> None:
        """Plan for at most n processes; they start when there is enough work."""
        self.context = context
        self.n = n
        self._pool: ProcessPoolExecutor | None = None
        self._here = threading.Lock()

    def is_pooled(self, stage: str, pending: Pending) -> bool:
        """Tell whether a stage's batches are worth several processes."""
        n_batches = len(pending.batches)
        return stage in POOLED and self.n > 1 and n_batches >= BATCHES_A_WORKER * self.n

    def submit(self, stage: str, ids: tuple[str, ...], *, pooled: bool) -> Future[Tally]:
        """Work on one batch; without a pool it is done when this returns."""
        if pooled:
            context = self.context
            return self._start().submit(
                process_batch, context.workspace, context.run_id, stage, ids
            )
        future: Future[Tally] = Future()
        with self._here:
            try:
                future.set_result(step_of(stage).process(self.context, ids))
            except Exception as error:  # handed on, to be raised where the result is asked for
                future.set_exception(error)
        return future

    def close(self) -> None:
        """End the processes; batches not begun are left for the next run."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _start(self) -> ProcessPoolExecutor:
        with self._here:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self.n, multiprocessing.get_context("spawn"), _die_with_parent
                )
            return self._pool


@contextmanager
def open_workers(context: Context) -> Iterator[Workers]:
    """Give workers as the settings ask for, and end them."""
    workers = Workers(context, context.workspace.settings.workers or os.cpu_count() or 1)
    try:
        yield workers
    finally:
        workers.close()


def step_of(stage: str) -> ModuleType:
    """Return the step module of a stage."""
    return importlib.import_module(f"pipeline.steps.{stage}")


def process_batch(workspace: Workspace, run_id: str, stage: str, ids: tuple[str, ...]) -> Tally:
    """Work on one batch in this process."""
    tally: Tally = step_of(stage).process(_context(workspace, run_id), ids)
    return tally


_contexts: dict[tuple[str, str], Context] = {}
"""Of the runs that this process works for, by workspace and run, the newest last."""
MOST_CONTEXTS = 4
"""A cluster's process outlives the runs it works for, and is not told when they end."""


def _context(workspace: Workspace, run_id: str) -> Context:
    key = (str(workspace.root), run_id)
    if key not in _contexts:
        while len(_contexts) >= MOST_CONTEXTS:
            _contexts.pop(next(iter(_contexts))).store.close()
        _contexts[key] = Context(workspace, Store(workspace.database_url), run_id)
    return _contexts[key]


def _die_with_parent() -> None:
    """Leave no orphans: a killed run's workers must not go on writing beside its successor."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends its workers
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)

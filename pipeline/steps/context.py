"""What every step is handed: the workspace, its open store, and the run it works for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.records import Window
from pipeline.settings import Workspace
from pipeline.store import Store
from pipeline.store.upsert import chunks

WHOLE = Window()


def _nothing(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Seen:
    """How far visits to the web have come."""

    n_done: int
    """Requests that have ended."""
    n_left: int
    """Addresses that are known to be due."""
    n_failed: int
    """Requests that gave nothing; what has gone is no failure."""
    seconds: float
    """Since the visits began."""
    failing: tuple[tuple[str, int], ...] = ()
    """Sources with failures and how many, the most first."""
    failure: str = ""
    """What was wrong last, in one sentence."""
    n_waiting: int = 0
    """Failed addresses that wait for their next try in this run."""
    wait_s: float = 0.0
    """Until the first of them is tried."""

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.n_done / self.seconds if self.seconds > 0 else 0.0


def _unwatched(_: Seen) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Context:
    """One run's view of a workspace, in one process."""

    workspace: Workspace
    store: Store
    run_id: str
    say: Callable[[str], None] = _nothing
    """Told of whatever takes long and is no batch."""
    watch: Callable[[Seen], None] = field(default=_unwatched, compare=False)
    """Told about once a second how far visits to the web have come."""
    sources: tuple[str, ...] = ()
    """Only these are ingested, whichever of them are enabled; empty: all."""
    window: Window = WHOLE
    """What part of the sources on the web is wanted."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a stage has to do."""

    batches: tuple[tuple[str, ...], ...]
    """Document ids (for `ingest`: source ids), sorted; one transaction each."""
    n_known: int
    """Inputs that the ledger already holds."""

    @property
    def n_items(self) -> int:
        """Number of ids over all batches."""
        return sum(len(batch) for batch in self.batches)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one batch."""

    n_in: int
    n_out: int
    n_rejected: int = 0
    n_known: int = 0


def in_batches(ids: Sequence[str], size: int, n_known: int) -> Pending:
    """Cut sorted ids into batches."""
    return Pending(tuple(tuple(chunk) for chunk in chunks(ids, size)), n_known)


def utc_now() -> dt.datetime:
    """Return the time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)

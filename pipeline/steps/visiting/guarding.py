"""What nobody foresaw in one answer must not stop a run, nor every run after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from pipeline.errors import CulturescopeError
from pipeline.records import Failure
from pipeline.sources.naming import short
from pipeline.steps.visiting.nouns import Outcome, Stored, Visiting

OF_THE_STORE = (
    CulturescopeError, InterfaceError, InternalError, MemoryError, OperationalError, OSError,
)  # fmt: skip
"""What is no fault of an answer: a full disk, a database that is not there."""
CHANGING = (
    "ordinal", "n_due", "counts", "seen", "index_asked", "settled", "rejected", "n_rejected",
    "left", "is_damaged", "is_cut", "is_again",
)  # fmt: skip
"""Fields of a visit that storing changes, and that a transaction which fails must not."""

Store = Callable[[Sequence[Outcome]], Stored]
_Saved = list[tuple[Visiting, dict[str, Any]]]


def guarded(store: Store, outcomes: Sequence[Outcome]) -> Stored:
    """Store outcomes together; where that fails, each alone, and of the culprit that it failed.

    Args:
        store: Stores outcomes in one transaction.
        outcomes: In the order of their end.
    """
    saved = _saved(outcomes)
    try:
        return store(outcomes)
    except OF_THE_STORE:
        raise
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        _restore(saved)
        if len(outcomes) == 1:
            return store([_failed(outcomes[0], error)])
    stored = Stored()
    for outcome in outcomes:
        one = guarded(store, [outcome])
        stored.retries += one.retries
        stored.aside += one.aside
        stored.again += one.again
        stored.last_failure = one.last_failure or stored.last_failure
    return stored


def _saved(outcomes: Sequence[Outcome]) -> _Saved:
    visitings = {one.task.visiting.source.id: one.task.visiting for one in outcomes}
    return [
        (visiting, {name: copy(getattr(visiting, name)) for name in CHANGING})
        for visiting in visitings.values()
    ]


def _restore(saved: _Saved) -> None:
    for visiting, values in saved:
        values["counts"].n_requests = visiting.counts.n_requests  # more were made meanwhile
        for name, value in values.items():
            setattr(visiting, name, value)


def _failed(outcome: Outcome, error: Exception) -> Outcome:
    url = outcome.task.address.url
    cause = error.orig if isinstance(error, DBAPIError) else error
    what = short(f"{type(cause).__name__}: {cause}")
    detail = f"{url} could not be kept ({what}); please report it with the page"
    return Outcome(outcome.task, Failure(url, url, "unforeseen", detail))

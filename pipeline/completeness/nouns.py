"""What is known of a source when its completeness is judged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.records import Visit


@dataclass(frozen=True, slots=True)
class Look:
    """What became of one captured item."""

    run_id: str
    """Of the visit that captured it."""
    words: int | None
    """None: it became no document."""
    title: str = ""
    has_date: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Items whose addresses begin alike."""

    name: str
    """Directories that their paths begin with, as "/en/news/"."""
    published: tuple[dt.date, ...] = ()
    """Days on which its documents were published, by those that state a day, ascending."""
    came: tuple[dt.date, ...] = ()
    """Days (UTC) on which its items were captured for the first time, ascending."""


@dataclass(frozen=True, slots=True)
class History:
    """The past of one source, as of its last visit."""

    visits: tuple[Visit, ...]
    """Ended ones, by number."""
    looks: tuple[Look, ...] = ()
    """Captures that were cleaned, in the order of capture; perhaps only the newest."""
    published: tuple[tuple[dt.date, int], ...] = ()
    """Days on which its documents were published, by those that state a day, and how many, in
    order of day."""
    n_documents: int = 0
    n_gone: int | None = None
    """Of its items, how many are gone now; None: not known."""
    parts: tuple[Part, ...] = ()
    """Of its newest items, in order of name."""
    troubles: tuple[tuple[str, str], ...] = ()
    """Why index pages could not be read the last time: reason and one sentence each."""


OF_A_WINDOW = "only what is dated "
"""How the note of a visit begins that looked at a stretch of time only."""


def is_seen(visit: Visit) -> bool:
    """Tell whether a visit saw the source, so that what it did not find was not there."""
    n_read = visit.n_index + visit.n_index_same
    is_blind = visit.status == "failed" or bool(visit.n_index_failed and not n_read)
    return not is_blind and not visit.note.startswith(OF_A_WINDOW)


def day_of(visit: Visit) -> dt.date:
    """Return the day (UTC) on which a visit began."""
    return visit.started_at.date()


def settled(visits: tuple[Visit, ...]) -> int:
    """Return how many visits there were up to the first that left nothing for later.

    Until then a source's archive is taken in, and numbers say nothing of what it publishes.
    """
    done = (at for at, visit in enumerate(visits) if is_seen(visit) and not visit.n_left)
    return next(done, len(visits) - 1) + 1


def began(history: History, run_id: str) -> dt.datetime:
    """Return when the visit of a run began; that of the first known one if it is not among them."""
    started = (visit.started_at for visit in history.visits if visit.run_id == run_id)
    return next(started, history.visits[0].started_at)

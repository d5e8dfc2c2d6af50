"""Rounds: a look at all indexes that takes more requests than one visit has goes on in the next.

What was left is in the frontier as index pages that are due, and behind each of them lies what
nobody has seen; all that came since stands before what is known. A round is begun anew where a
kill, a failure or a card that was mended leave that in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.declarations import Source
from pipeline.records import Visit
from pipeline.steps.visiting.nouns import Visiting
from pipeline.store.frontier import Address

GOES_ON = "; the next visit goes on with its index pages"
"""How the note of a visit ends that has left some for want of requests."""
STOPS = ("feed", "listing")
"""Kinds whose indexes name the newest first: behind a page of known ones all is known."""


def stops_at_known(source: Source) -> bool:
    """Tell whether no further index is read behind one that names nothing new."""
    return source.kind in STOPS and source.listing.stop_at_known


def goes_on(past: Sequence[Visit], left: Sequence[Address]) -> bool:
    """Tell whether a visit can go on where the last one had no more requests.

    Args:
        past: The visits before, the oldest first.
        left: Index pages that are due, or have failed.
    """
    is_clean = all(one.state == "due" and not one.n_failures for one in left)
    return bool(past and left) and past[-1].note.endswith(GOES_ON) and is_clean


def going_on(visiting: Visiting, past: Sequence[Visit], left: Sequence[Address]) -> Visiting:
    """Return a visit that takes up what the last one left, and else looks for news only."""
    first = past[-1]
    for one in reversed(past):
        if not one.note.endswith(GOES_ON):
            break
        first = one
    return replace(
        visiting,
        is_sweep=False,
        is_full=False,
        known_before=past[-1].number,
        left={one.url for one in left},
        round_before=visiting.known_before,
        round_began=None if stops_at_known(visiting.source) else first.started_at,
    )


def ends_of_rounds(past: Sequence[Visit]) -> list[Visit]:
    """Return the visits that brought a round to its end."""
    pairs = pairwise(past)
    return [now for then, now in pairs if then.note.endswith(GOES_ON) and now.status == "done"]


def was_read(visiting: Visiting, index: Address) -> bool:
    """Tell whether an index that another one names was read in this round."""
    began, at = visiting.round_began, index.last_try_at
    return began is not None and at is not None and index.state == "done" and at >= began

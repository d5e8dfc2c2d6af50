"""Which passages topics are learnt from, so that nothing dominates by its mere length."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.records import Passage

MOST_FITTED = 20_000
"""Passages a fit looks at; the rest is assigned. On the 46,000 of a magazine twice as many gave
the same topics (see `make bench-topics`)."""
MOST_OF_A_DOCUMENT = 0.01
"""Of all passages; a long report would else make topics of its own chapters."""
MOST_COPIES = 10
"""Of one text: too few to make a topic of a frame, enough for a corpus of few texts."""
LEAST_OF_A_DOCUMENT = 25
"""Passages that any document may bring, however small the corpus."""


def draw_passages(
    passages: Sequence[Passage], strata: Sequence[str] = (), most: int = 0
) -> list[int]:
    """Choose the passages to learn topics from.

    1. No text is taken more than MOST_COPIES times: frames of pages, re-posts.
    2. No document brings more than MOST_OF_A_DOCUMENT of the corpus, or LEAST_OF_A_DOCUMENT.
    3. Where more than `most` are left, each stratum (source and language) gets a part of them in
       proportion to the root of its size, and within a stratum documents take turns. So a source
       ten times as large counts about three times as much, and a long text as a short one.

    Which passages of a document are drawn, and which document is first, is told by the SHA-256 of
    ids: no order, no seed.

    Args:
        passages: In order of id.
        strata: Of each passage, as its source; empty: all of one.
        most: Passages to choose; 0: MOST_FITTED.

    Returns:
        Places in `passages`, ascending.
    """
    queues = _queues(passages, strata or [""] * len(passages))
    rooms = _rooms({name: len(queue) for name, queue in queues.items()}, most or MOST_FITTED)
    return sorted(place for name, queue in queues.items() for place in queue[: rooms[name]])


def _queues(passages: Sequence[Passage], strata: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    """Places by stratum: the first passages of all its documents, then the second ones, ..."""
    cap = max(LEAST_OF_A_DOCUMENT, int(MOST_OF_A_DOCUMENT * len(passages)))
    turns: dict[tuple[str, str], list[tuple[int, str, int]]] = defaultdict(list)
    for document in _by_document(passages).values():
        for turn, place in enumerate(document[:cap]):
            passage = passages[place]
            name = (strata[place], passage.language)
            turns[name].append((turn, _digest(passage.document_id), place))
    return {name: [place for *_, place in sorted(turns[name])] for name in sorted(turns)}


def _by_document(passages: Sequence[Passage]) -> dict[str, list[int]]:
    """Places of each document's passages in the order in which they are drawn."""
    copies: Counter[str] = Counter()
    found: dict[str, list[int]] = defaultdict(list)
    for place, passage in enumerate(passages):
        copies[passage.text] += 1
        if copies[passage.text] <= MOST_COPIES:
            found[passage.document_id].append(place)
    for places in found.values():
        places.sort(key=lambda place: _digest(passages[place].id))
    return found


def _digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def _rooms(sizes: Mapping[tuple[str, str], int], most: int) -> dict[tuple[str, str], int]:
    """Share out `most` by the roots of sizes; what one cannot fill goes to the others."""
    rooms: dict[tuple[str, str], int] = {}
    left = most
    # By how much of its room a stratum fills: those that cannot fill it come first.
    waiting = sorted(sizes, key=lambda name: (sizes[name], name))
    roots = {name: float(np.sqrt(sizes[name])) for name in waiting}
    for at, name in enumerate(waiting):
        whole = sum(roots[each] for each in waiting[at:])
        rooms[name] = min(sizes[name], round(left * roots[name] / whole))
        left -= rooms[name]
    return rooms

"""Whether a visit saw where the last one ended, or something may lie between the two."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from pipeline.steps.visiting.nouns import NONE_KNOWN, Visiting
from pipeline.store.relisted import count_relisted

KINDS = ("feed", "listing", "sitemap")
"""Their indexes name what they named before; an API is asked for news only."""
LEAST = 5
"""Items: an index that names fewer is now and then all new."""


def told_gap(connection: Connection, visiting: Visiting) -> str:
    """Return the note of a visit whose indexes name nothing that is known; "" of any other.

    A feed of ten items, of a place that brings thirty a day, loses twenty between two visits. An
    index that has not changed names what it named.
    """
    counts, source = visiting.counts, visiting.source
    is_first = not visiting.known_before
    is_blind = bool(counts.n_index_same or counts.n_index_failed)
    if source.kind not in KINDS or is_first or is_blind or counts.n_listed < LEAST:
        return ""
    if source.content == "record":
        n_known = counts.n_unchanged + counts.n_changed
    else:
        n_known = count_relisted(connection, source.id, visiting.visit.number)
    return "" if n_known else f"{NONE_KNOWN}{counts.n_listed:,} items listed was known before"

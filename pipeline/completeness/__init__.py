"""Completeness: has a source gone quiet, shrunk, exploded, or changed its layout?

A pure function of its visits and of what became of their captures, computed anew each time: a
finding stands as long as its cause does, keeps its `since`, and ends by itself. Sure and quick
signs come first (nothing could be read, nothing is listed, far less is); then what only a source's
own past can tell (its rhythm, its numbers, its pages). Every threshold is a rate of false alarms a
source and year; together they allow about 0.4.
"""

from __future__ import annotations

import datetime as dt

from pipeline.completeness.expectations import unmet
from pipeline.completeness.exploding import find_explosion
from pipeline.completeness.failing import find_failing
from pipeline.completeness.layout import find_layout
from pipeline.completeness.listed import find_empty, find_gone, find_shorter
from pipeline.completeness.merging import merged, together
from pipeline.completeness.nouns import History, Look
from pipeline.completeness.shrinking import find_shrinking
from pipeline.completeness.silence import find_silence, source_rhythm
from pipeline.declarations import Source
from pipeline.records import Finding

__all__ = ["History", "Look", "find_findings", "source_rhythm", "together"]

_FINDERS = (
    find_failing,
    find_empty,
    find_layout,
    find_silence,
    find_gone,
    find_shorter,
    find_shrinking,
    find_explosion,
)
"""The surest of a kind first: of two of one kind the first is told."""


def find_findings(source: Source, history: History, now: dt.datetime) -> tuple[Finding, ...]:
    """Return what is wrong with a source, one finding a cause.

    Args:
        source: Its card.
        history: Its past.
        now: UTC; only for a source that has never been visited.
    """
    found = [finder(source, history) for finder in _FINDERS] if history.visits else []
    return merged([*(each for each in found if each), *unmet(source, history, now)])

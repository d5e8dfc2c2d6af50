"""Completeness: has a source gone quiet, shrunk, exploded, or changed its layout?

A pure function of its visits and of what became of their captures, computed anew each time: a
finding stands as long as its cause does, keeps its `since`, and ends by itself. Sure and quick
signs come first (nothing could be read, nothing is listed, far less is); then what only a source's
own past can tell (its rhythm, its numbers, its pages). Every threshold is a rate of false alarms a
source and year; together they allow about 0.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.completeness.clocks import in_time
from pipeline.completeness.expectations import unmet
from pipeline.completeness.exploding import find_explosion
from pipeline.completeness.failing import find_failing
from pipeline.completeness.gaps import find_gap
from pipeline.completeness.layout import find_layout
from pipeline.completeness.listed import find_empty, find_gone, find_shorter
from pipeline.completeness.merging import merged, together
from pipeline.completeness.nouns import History, Look, Part
from pipeline.completeness.parts import find_still_parts, gather
from pipeline.completeness.pulse import Pulse, feel_pulse
from pipeline.completeness.seen import fitting, mark_of, stale, written
from pipeline.completeness.shrinking import find_shrinking
from pipeline.completeness.silence import find_silence
from pipeline.declarations import Seen, Source
from pipeline.records import Finding

WRITTEN = ("urls",)
"""Kinds that list what somebody has written down."""

__all__ = [
    "History",
    "Look",
    "Part",
    "feel_pulse",
    "find_findings",
    "fitting",
    "gather",
    "in_time",
    "mark_of",
    "stale_marks",
    "together",
    "written",
]


def find_findings(source: Source, history: History) -> tuple[Finding, ...]:
    """Return what is wrong with a source, one finding a cause; nothing before its first visit.

    What its card names as seen is among them: `fitting` tells which are.
    """
    found = _all(source, history)
    return merged(found, _known(source, history, found))


def stale_marks(source: Source, history: History) -> tuple[Seen, ...]:
    """Return what a card names as seen, and is no more; nothing before its first visit."""
    if not source.expect.seen or not history.visits:
        return ()
    return stale(source, _known(source, history, _all(source, history)))


def _known(source: Source, history: History, found: Iterable[Finding]) -> Mapping[Finding, Seen]:
    marks = ((finding, fitting(source, history, finding)) for finding in found)
    return {finding: mark for finding, mark in marks if mark}


def _all(source: Source, history: History) -> list[Finding]:
    """Return what is wrong with a source, what follows from another finding, too."""
    if not history.visits:
        return []
    pulse = feel_pulse(source, history)
    found = filter(None, _found(source, history, pulse))
    return [*found, *unmet(source, history, pulse)]


def _found(source: Source, history: History, pulse: Pulse) -> Iterator[Finding | None]:
    """Yield what each look finds; of findings of one kind the first is the surer.

    Files have no rhythm of their own: somebody lays them down, or takes them away. Nor has a list
    of addresses that somebody writes.
    """
    yield find_failing(source, history)
    if source.is_web:
        yield find_empty(source, history)
    yield find_layout(source, history)
    yield find_gone(source, history)
    if source.is_web and source.kind not in WRITTEN:
        yield find_silence(source, pulse)
        yield from find_still_parts(source, history, pulse)
        yield find_shorter(source, history)
        yield find_shrinking(source, history, pulse)
        yield find_gap(source, history)
        yield find_explosion(source, history)

"""Sentences on changes of level, and on what moves lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.publish.claims.moves import MUCH_TURNOVER, mind, subject
from pipeline.publish.nouns import Claim, ReportFigures, Span, Step
from pipeline.publish.standing import is_carried
from pipeline.publish.words import counted, day_name, difference_span, percent, small

TURNS, LATELY = "Turning points", "Emerging and fading"
TOLD_TURNS = {"theme": 3, "discipline": 1, "topic": 1, "country": 1, "organisation": 1}
TOLD_LATELY = {"theme": 2, "discipline": 1, "topic": 1, "country": 1, "organisation": 1}
"""Most told of a kind, and direction."""
MIN_DOCUMENTS = 5
"""On one of the two sides; fewer may be one author's week."""


def turns(figures: ReportFigures) -> list[Claim]:
    """Tell the surest changes of level, one of a series."""
    first: dict[str, Step] = {}
    for step in _ranked(figures.changes):
        first.setdefault(step.anchor, step)
    told = _some(list(first.values()), TOLD_TURNS)
    return [_claim(figures, TURNS, step, _turn(step)) for step in told]


def _turn(step: Step) -> str:
    earlier = "before" if step.since == dt.date.min else f"since {day_name(step.since)}"
    later = "on" if step.until == dt.date.max else f"until {day_name(step.until)}"
    return (
        f"{subject(step.kind, step.label)} changed level in {day_name(step.start)}: from "
        f"{percent(step.before)} {earlier} ({_documents(step.n_before)}) to "
        f"{percent(step.after)} from then {later} ({_documents(step.n_after)}), "
        f"{difference_span(step)}, {small(step.q)}."
    )


def lately(figures: ReportFigures) -> list[Claim]:
    """Tell what is emerging or fading and not told of as a rise or fall already."""
    told = {
        each.anchor for ranked in figures.series.values() for each in ranked if is_carried(each)
    }
    return [
        _claim(figures, LATELY, step, _move(step, way))
        for way, steps in (("emerging", figures.emerging), ("fading", figures.fading))
        for step in _some([each for each in _ranked(steps) if each.anchor not in told], TOLD_LATELY)
    ]


def _move(step: Step, way: str) -> str:
    return (
        f"{subject(step.kind, step.label)} is {way}: {percent(step.after)} of the documents "
        f"since {day_name(step.start)} ({_documents(step.n_after)}) against "
        f"{percent(step.before)} before ({_documents(step.n_before)}), "
        f"{difference_span(step)}, {small(step.q)}."
    )


def _some(steps: list[Step], most: Mapping[str, int]) -> list[Step]:
    """Return the first steps of each kind that have enough documents."""
    solid = [step for step in steps if _is_solid(step)]
    by_kind = {kind: [step for step in solid if step.kind == kind] for kind in most}
    return [step for kind, found in by_kind.items() for step in found[: most[kind]]]


def _is_solid(step: Step) -> bool:
    counts = (step.n_before, step.n_after)
    known = [n for n in counts if n is not None]
    return len(known) == len(counts) and max(known) >= MIN_DOCUMENTS


def _documents(n: int | None) -> str:
    return counted(n or 0, "document")


def _ranked(steps: tuple[Step, ...]) -> list[Step]:
    """Put steps first that no change of sources can account for; keep the order otherwise."""
    return sorted(steps, key=lambda step: step.turnover >= MUCH_TURNOVER)


def _claim(figures: ReportFigures, group: str, step: Step, text: str) -> Claim:
    text += mind(step.turnover, "Mind the sources")
    is_shown = any(each.anchor == step.anchor for each in figures.series.get(step.kind, ()))
    figures_at = step.anchor if is_shown else "steps"
    links = (("Figures", figures_at), ("documents", f"docs-{step.anchor}"))
    before = Span(step.kind, step.id, "before", step.since, step.start)
    since = Span(step.kind, step.id, f"since {day_name(step.start)}", step.start, step.until)
    return Claim(group, text, links, (before, since))

"""Sentences on changes of level, and on what moves lately."""

from __future__ import annotations

import datetime as dt

from pipeline.publish.claims.moves import MUCH_TURNOVER, mind, subject
from pipeline.publish.nouns import Claim, ReportFigures, Span, Step
from pipeline.publish.standing import is_carried
from pipeline.publish.words import counted, day_name, difference_span, percent, small

TURNS, LATELY = "Turning points", "Emerging and fading"
N_TURNS, N_LATELY = 4, 3


def turns(figures: ReportFigures) -> list[Claim]:
    """Tell the surest changes of level, one of a series."""
    first: dict[str, Step] = {}
    for step in _ranked(figures.changes):
        first.setdefault(step.anchor, step)
    return [_claim(figures, TURNS, step, _turn(step)) for step in list(first.values())[:N_TURNS]]


def _turn(step: Step) -> str:
    return (
        f"{subject(step.kind, step.label)} changed level in {day_name(step.start)}: from "
        f"{percent(step.before)} before ({counted(step.n_before, 'document')}) to "
        f"{percent(step.after)} from then on ({counted(step.n_after, 'document')}), "
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
        for step in [each for each in _ranked(steps) if each.anchor not in told][:N_LATELY]
    ]


def _move(step: Step, way: str) -> str:
    return (
        f"{subject(step.kind, step.label)} is {way}: {percent(step.after)} of the documents "
        f"since {day_name(step.start)} ({counted(step.n_after, 'document')}) against "
        f"{percent(step.before)} before ({counted(step.n_before, 'document')}), "
        f"{difference_span(step)}, {small(step.q)}."
    )


def _ranked(steps: tuple[Step, ...]) -> list[Step]:
    """Put steps first that no change of sources can account for; keep the order otherwise."""
    return sorted(steps, key=lambda step: step.turnover >= MUCH_TURNOVER)


def _claim(figures: ReportFigures, group: str, step: Step, text: str) -> Claim:
    text += mind(step.turnover, "Mind the sources")
    is_shown = any(each.anchor == step.anchor for each in figures.series.get(step.kind, ()))
    figures_at = step.anchor if is_shown else "steps"
    links = (("Figures", figures_at), ("documents", f"docs-{step.anchor}"))
    before = Span(step.kind, step.id, "before", dt.date.min, step.start)
    since = Span(step.kind, step.id, f"since {day_name(step.start)}", step.start, dt.date.max)
    return Claim(group, text, links, (before, since))

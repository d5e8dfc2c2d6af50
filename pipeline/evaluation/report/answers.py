"""The four answers at the top: how good, how sure, what limits it, how many decisions help."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.evaluation.report.nouns import Evaluation, NamedCurve
from pipeline.evaluation.report.words import (
    counted,
    decimal,
    number,
    percent,
    percent_spanned,
    signed,
    spanned,
)
from pipeline.evaluation.tagging import Curve, Figures, Point
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.evaluation.tagging.calibration import wilson
from pipeline.evaluation.tagging.deciding import THRESHOLD
from pipeline.evaluation.tagging.per_theme import ThemeRow

FEW = 5
"""Concepts with fewer right documents are told nothing about."""
N_WEAKEST = 3
HONEST = 0.05
"""Calibration error that is held to be good enough; most judgements are sure noes, which keep it
low, so that tags from THRESHOLD up are looked at by themselves."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of an editor, answered."""

    question: str
    figure: str
    """In large letters."""
    meaning: str
    """What the figure says; goes on from it."""
    more: tuple[str, ...]
    anchor: str
    """Section that shows the figures."""


def answers(shown: Evaluation) -> tuple[Answer, ...]:
    """Return the answers that the figures carry, of the model in use."""
    figures = shown.current.figures
    if figures is None:
        return ()
    return (
        _good(shown, figures),
        _sure(figures),
        _limits(shown, figures),
        _helps(shown),
    )


def _good(shown: Evaluation, figures: Figures) -> Answer:
    mean = shown.target.n_tags / max(1, shown.target.n_documents)
    more = []
    if figures.precision_at_5.value is not None:
        right = Estimate(5 * figures.precision_at_5.value).value
        more.append(
            f"Of the five, {decimal(right, 1)} are right; documents have {number(mean)} right "
            "tags on average."
        )
    more.append(
        f"In the field's measures: nDCG@5 {spanned(figures.ndcg_at_5)}, "
        f"F1@5 {spanned(figures.f1_at_5)}."
    )
    learnt = shown.condition("learnt")
    if learnt and learnt.figures:
        more.append(
            f"After learning from all these documents: nDCG@5 {spanned(learnt.figures.ndcg_at_5)}."
        )
    return Answer(
        "How good are the suggestions?",
        percent(figures.recall_at_5.value),
        "of the right tags are among the first five suggestions"
        + _interval(percent_spanned(figures.recall_at_5)),
        tuple(more),
        "figures",
    )


def _interval(spelt: str) -> str:
    _, bracket, inside = spelt.partition("(")
    return f" (95 % interval {inside}." if bracket else "."


def _sure(figures: Figures) -> Answer:
    taken = [one for one in figures.bins if one.low >= THRESHOLD and one.n]
    n, n_right = sum(one.n for one in taken), sum(one.n_right for one in taken)
    promised = sum((one.mean or 0.0) * one.n for one in taken) / n if n else None
    more = [
        "Over all judgements, most of them sure noes, promise and outcome lie "
        f"{decimal(figures.calibration_error.value, 3)} apart (0 is best, {HONEST} still good)."
    ]
    sure, unsure = figures.selective.sure_yes, figures.selective.unsure_yes
    if sure.n:
        more.append(
            f"Where it calls itself sure of a tag ({counted(sure.n, 'time')}), "
            f"{percent(sure.accuracy)} are right"
            + (f"; where it is unsure, {percent(unsure.accuracy)}." if unsure.n else ".")
        )
    return Answer(
        "Do its probabilities keep their promise?",
        percent(n_right / n if n else None),
        f"of the {counted(n, 'tag')} given 50 % or more are right; promised were "
        f"{percent(promised)}: {_verdict(promised, n_right, n)}.",
        tuple(more),
        "promise",
    )


def _verdict(promised: float | None, n_right: int, n: int) -> str:
    low, high = wilson(n_right, n)
    if promised is None:
        return "nothing can be told"
    if promised > high:
        return "it promises too much"
    if promised < low:
        return "it promises too little"
    return "they may be taken at their word"


def _limits(shown: Evaluation, figures: Figures) -> Answer:
    if shown.target.n_positive_only == shown.target.n_documents:
        return _nothing_wrong(shown)
    few = sum(0 < row.n < FEW for row in figures.themes)
    never = sum(row.n == 0 for row in figures.themes)
    more = [*_weakest(shown, figures.themes), *_of_target(shown)]
    half = figures.at_half.recall
    if half.value is not None:
        more.append(
            f"It gives {percent(half.value)} of the right tags 50 % or more; the others are only "
            "ranked."
        )
    return Answer(
        "What limits it?",
        f"{number(few + never)} of {number(len(figures.themes))}",
        f"concepts apply to fewer than {FEW} of these documents"
        + (f" ({number(never)} to none)" if never else "")
        + ": how well they are told is not known.",
        tuple(more),
        "themes",
    )


def _nothing_wrong(shown: Evaluation) -> Answer:
    return Answer(
        "What limits it?",
        f"{number(shown.target.n_positive_only)} of {number(shown.target.n_documents)}",
        "documents say what applies and never what does not: whether a suggestion is wrong cannot "
        "be told.",
        (
            "Where the publisher gives every label that applies, say complete_labels in the "
            "source's card; or decide on some documents and say that they are done.",
        ),
        "target",
    )


def _weakest(shown: Evaluation, rows: tuple[ThemeRow, ...]) -> list[str]:
    common = [row for row in rows if row.n >= FEW]
    ranked = sorted(common, key=lambda row: (row.f1 or 0.0, row.concept_id))[:N_WEAKEST]
    if not ranked:
        return []
    told = (f"{shown.labels[row.concept_id]} (F1 {decimal(row.f1)})" for row in ranked)
    return [f"Told worst: {', '.join(told)}."]


def _of_target(shown: Evaluation) -> list[str]:
    target = shown.target
    lines = []
    if target.n_positive_only:
        lines.append(
            f"Of {counted(target.n_positive_only, 'document')} nobody has said what does not "
            "apply: they tell what is found, not what is wrong."
        )
    if target.n_by_labels:
        lines.append(
            f"{counted(target.n_by_labels, 'document')} not in English "
            f"{'was' if target.n_by_labels == 1 else 'were'} judged by labels in the text alone."
        )
    if shown.refused:
        lines.append(f"{counted(len(shown.refused), 'line')} of the file could not be used.")
    return lines


def _helps(shown: Evaluation) -> Answer:
    question = "How many decisions help?"
    if not shown.curves or len(shown.curves[0].curve.points) < 2:
        why = shown.curve_note or "Too few documents to decide on."
        return Answer(question, "not measured", why, (), "decisions")
    plain, *others = shown.curves
    last = plain.curve.points[-1]
    more = [*_course(plain.curve), *(line for other in others for line in _other_way(other))]
    return Answer(
        question,
        signed(Estimate(last.gain.value)),
        f"in nDCG@5 after {counted(last.n_decisions, 'decision')} on "
        f"{counted(last.n_documents, 'document')}" + _interval(signed(last.gain)),
        tuple(more),
        "decisions",
    )


def _other_way(other: NamedCurve) -> list[str]:
    last = other.curve.points[-1]
    if not last.n_decisions:
        return []
    return [
        f"An editor who {other.name}: nDCG@5 {signed(last.gain)} after "
        f"{counted(last.n_decisions, 'decision')} on {counted(last.n_documents, 'document')}, "
        f"calibration error {decimal(last.calibration_error.value, 3)}."
    ]


def _course(curve: Curve) -> list[str]:
    first, last = curve.points[0], curve.points[-1]
    sure = next((point for point in curve.points if _is_gain(point)), None)
    lines = [
        f"The gain can be told from chance from {counted(sure.n_decisions, 'decision')} "
        f"({counted(sure.n_documents, 'document')}) on."
        if sure
        else "No gain in the order of suggestions that could be told from chance."
    ]
    lines.append(f"Micro F1 at 50 %: {signed(last.gain_micro_f1)}.")
    before, after = (point.calibration_error.value for point in (first, last))
    if before is not None and after is not None:
        lines.append(f"Calibration error: {decimal(before, 3)} before, {decimal(after, 3)} then.")
    return lines


def _is_gain(point: Point) -> bool:
    return point.gain.low is not None and point.gain.low > 0

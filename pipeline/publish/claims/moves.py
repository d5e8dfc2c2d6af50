"""Sentences on what rises and falls over the whole time."""

from __future__ import annotations

from pipeline.publish.nouns import Claim, Point, ReportFigures, Series, Span
from pipeline.publish.standing import Check, check, ends, fixed, is_carried, rests_on_few
from pipeline.publish.words import (
    counted,
    in_period,
    listed,
    number,
    percent,
    period_end,
    period_name,
    points_span,
    small,
)

GROUP = "Rises and falls"
TOLD = {
    "theme": 5, "discipline": 2, "topic": 3, "country": 2, "region": 1, "organisation": 2,
    "programme": 1,
}  # fmt: skip
"""Most trends told of a kind."""
SUBJECTS = {
    "theme": "The theme",
    "discipline": "The discipline",
    "topic": "The topic",
    "country": "Mention of",
    "region": "Mention of",
    "organisation": "Mention of",
    "programme": "Mention of",
}


SAME_PART = "With every source given the same part in every period"
MAX_NAMED = 4
"""Sources of a panel that a sentence names."""
MUCH_TURNOVER = 0.3
"""Part of the documents that other sources account for, from which a reader is warned."""


def subject(kind: str, label: str) -> str:
    """Return what a sentence is about; labels of topics are lists of terms."""
    return f"{SUBJECTS[kind]} {f'“{label}”' if kind == 'topic' else label}"


def trends(figures: ReportFigures) -> list[Claim]:
    """Tell the rises and falls that stand, those that hold on fixed sources first."""
    if figures.n_tested == 0:
        return [Claim(GROUP, _untested(figures), (("Method", "method"),))]
    standing = {
        kind: sorted(filter(_may_be_told, ranked), key=_strength)
        for kind, ranked in figures.series.items()
    }
    n_standing = sum(len(ranked) for ranked in standing.values())
    if n_standing == 0:
        text = (
            f"No rise or fall stands: of {number(figures.n_tested)} series tested, none moves "
            "more than chance would."
        )
        return [Claim(GROUP, text, (("Method", "method"),))]
    told = [
        trend(series, figures)
        for kind, ranked in standing.items()
        for series in ranked[: TOLD[kind]]
    ]
    if n_standing > len(told):
        text = f"{n_standing - len(told)} more of the series shown here rise or fall beyond chance."
        told.append(Claim(GROUP, text, (("See the charts", "themes"),)))
    return told


def _untested(figures: ReportFigures) -> str:
    head = figures.head
    if head.first is None:
        return "No document has a date that counts: no trend, and so none was tested."
    if head.last and head.first.year == head.last.year:
        return (
            f"All dated documents are of {head.first.year}: nothing can be said of change, for "
            "that takes 8 periods with 10 or more documents."
        )
    return (
        "Too few filled periods for any trend: none was tested, for that takes 8 closed periods "
        "with 10 or more documents each."
    )


def _may_be_told(series: Series) -> bool:
    told = is_carried(series) and check(series) is not Check.REVERSED
    return told and not rests_on_few(series)


def _strength(series: Series) -> tuple[bool, float, float, str]:
    if series.slope is None:
        return True, 1.0, 0.0, series.id
    confirmed = check(series) is Check.HOLDS
    return not confirmed, series.slope.q, -abs(series.slope.slope), series.id


def trend(series: Series, figures: ReportFigures) -> Claim:
    """Tell a rise or fall: both ends, slope, q, documents, and what fixed sources say."""
    slope = series.slope
    if slope is None:
        raise ValueError(f"{series.id}: has no slope to tell of")
    text = (
        f"{subject(series.kind, series.label)} {'rose' if slope.slope > 0 else 'fell'}"
        f"{_from_to(series, figures.granularity)}; {points_span(slope)} a decade over "
        f"{counted(slope.n_periods, figures.tested)}, {small(slope.q)}.{_checked(series, figures)}"
    )
    links = (("Figures", series.anchor), ("documents", f"docs-{series.anchor}"))
    points = dict.fromkeys(ends(series) or ())
    spans = tuple(span(series, point, figures.granularity) for point in points)
    return Claim(GROUP, text, links, spans)


def _from_to(series: Series, granularity: str) -> str:
    """Return both ends, and say so where they point against the slope."""
    found = ends(series)
    if not found or series.slope is None:
        return ""
    first, last = found
    difference = (last.share or 0.0) - (first.share or 0.0)
    told = f"from {_at(first, granularity)} to {_at(last, granularity)}"
    return f": {told}" if difference * series.slope.slope > 0 else f" on the whole, though {told}"


def _at(point: Point, granularity: str) -> str:
    low, high = point.low or 0.0, point.high or 0.0
    return (
        f"{percent(point.share or 0.0)} ({percent(low)} to {percent(high)}; "
        f"{number(point.n_documents)} of {number(point.n_all)} documents) "
        f"{in_period(point.start, granularity)}"
    )


def span(series: Series, point: Point, granularity: str) -> Span:
    """Return where to look for the documents of a series in a period."""
    end = period_end(point.start, granularity)
    return Span(series.kind, series.id, period_name(point.start, granularity), point.start, end)


def _checked(series: Series, figures: ReportFigures) -> str:
    """Return what fixed sources say, as a sentence of its own."""
    other, says = fixed(series), check(series)
    if other is None:
        return (
            mind(figures.turnover, "Not checked on fixed sources") if figures.n_sources > 1 else ""
        )
    who = fixed_sources(figures) if series.panel else SAME_PART
    if says is Check.HOLDS:
        return f" {who} it holds ({points_span(other)} a decade)."
    found = f"it cannot be told from no change ({points_span(other)} a decade)"
    return f" {who} {found}: which sources there are may be all that moved."


def fixed_sources(figures: ReportFigures) -> str:
    """Return the panel in words, with its names where they are few."""
    panel = figures.identity.panel
    names = {row.source_id: row.name for row in figures.sources}
    told = f" ({listed([names.get(id_, id_) for id_ in panel])})" if panel else ""
    is_one = len(panel) == 1
    who = "source that is" if is_one else "sources that are"
    return f"On the {who} there all along{told if len(panel) <= MAX_NAMED else ''}"


def mind(turnover: float, why: str) -> str:
    """Return a warning where other sources may account for a difference; else nothing."""
    if turnover < MUCH_TURNOVER:
        return ""
    return (
        f" {why}: {percent(turnover)} of the documents on one side come from other sources than on "
        "the other."
    )

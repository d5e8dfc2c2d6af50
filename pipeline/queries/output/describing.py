"""What a chart shows, in words: for screen readers, and for who reads such a chart first."""

from __future__ import annotations

from pipeline.queries.output.nouns import Bars, Line, Lines, Picture
from pipeline.queries.output.words import number, percent, period_name, points

MOST_NAMED = 6
"""Series or rows described one by one; a table says the rest."""


def describe_picture(picture: Picture) -> str:
    """Return what a chart shows, for those who cannot see it."""
    if isinstance(picture, Lines):
        said = [_line(line, picture.granularity) for line in picture.lines[:MOST_NAMED]]
        n_more = len(picture.lines) - len(said)
    else:
        said = [_row(picture, at) for at in range(min(MOST_NAMED, len(picture.names)))]
        n_more = len(picture.names) - len(said)
    return " ".join([*said, f"And {n_more} more." if n_more > 0 else ""]).strip()


def _line(line: Line, granularity: str) -> str:
    filled = [point for point in line.points if point.share is not None]
    if not filled:
        return f"{line.label}: no documents."
    sure = [point for point in filled if not point.is_thin] or filled
    highest = max(sure, key=lambda point: (point.share or 0.0, point.start))
    first, last = (period_name(filled[at].start, granularity) for at in (0, -1))
    return (
        f"{line.label}: share of documents from {first} to {last}, highest in "
        f"{period_name(highest.start, granularity)} with {percent(highest.share or 0.0)} "
        f"({number(highest.n)} of {number(highest.n_all)} documents), last "
        f"{percent(filled[-1].share or 0.0)}."
    )


def _row(bars: Bars, at: int) -> str:
    show = {"share": percent, "difference": points}.get(bars.unit, number)
    figures = [
        f"{f'{side} ' if side else ''}{show(mark.value)}"
        + (f" ({show(mark.low)} to {show(mark.high)})" if mark.high > mark.low else "")
        for side, mark in zip(bars.sides, bars.marks[at], strict=True)
        if mark
    ]
    return f"{bars.names[at]}: {', '.join(figures) or 'nothing known'}."


def left_out(picture: Picture) -> str:
    """Return what a chart does not show; empty: it shows all."""
    n_shown = len(picture.lines if isinstance(picture, Lines) else picture.names)
    if not picture.n_left_out:
        return ""
    noun = "series" if isinstance(picture, Lines) else "rows"
    n_all = number(n_shown + picture.n_left_out)
    return f"The chart shows the first {n_shown} of {n_all} {noun}; tables hold all."


def read_picture(picture: Picture) -> str:
    """Return how to read a chart."""
    if isinstance(picture, Bars):
        dots = "Dots: the figures. Bars behind them: 95 % intervals."
        return "Bars: number of documents." if picture.unit == "count" else dots
    points = [point for line in picture.lines for point in line.points]
    said = ["Line: share of documents in each period. Band: 95 % interval."]
    if any(point.is_open for point in points):
        said.append("Hollow and dashed: the period is still open.")
    if any(point.is_thin and point.share is not None for point in points):
        said.append("Grey: too few documents for a line. Arrow at the top: beyond the scale.")
    if any(point.share is None for point in points):
        said.append("Nothing drawn: no documents.")
    return " ".join(said)

"""What the figures say, in sentences: only where an interval or a test carries them."""

from __future__ import annotations

import dataclasses
import datetime as dt

from pipeline.publish.nouns import Claim, Point, ReportFigures, Series
from pipeline.publish.words import number, percent, period_name, points_span, share_text

MAX_Q = 0.05
"""False-discovery rate that a trend may have to be told: one in twenty told ones may be chance."""
MIN_REACH = 0.8
"""Part of the time that some source should cover for a change of shares to be no change of
sources."""
MIN_EFFECTIVE = 10
"""Periods with fewer effective documents are not told of; the same as in `trends.slopes`."""
MAX_UNASSESSED = 0.05
"""Share of documents that may be unassessed without a word in the findings."""
TOLD = {"theme": 4, "discipline": 2, "topic": 2, "country": 2, "organisation": 2, "programme": 1}
"""Most trends told of a kind."""
LEADING = ("theme", "country", "organisation")
SUBJECTS = {
    "theme": "The theme",
    "discipline": "The discipline",
    "topic": "The topic",
    "country": "Mention of",
    "organisation": "Mention of",
    "programme": "Mention of",
}


def claims(figures: ReportFigures) -> ReportFigures:
    """Return the figures with the sentences they carry."""
    found = [_scope(figures), *_languages(figures), *_leaders(figures), *_trends(figures)]
    return dataclasses.replace(figures, claims=tuple(found))


def is_carried(series: Series) -> bool:
    """Tell whether a series' rise or fall stands: tests after correction, and interval."""
    slope = series.slope
    return slope is not None and slope.q < MAX_Q and (slope.low > 0 or slope.high < 0)


def _scope(figures: ReportFigures) -> Claim:
    head = figures.head
    if head.n_documents == 0:
        return Claim("The corpus holds no documents yet, so there is nothing to report.", "")
    span = _span(head.first, head.last)
    return Claim(
        f"The corpus holds {number(head.n_documents)} documents in {number(head.n_families)} "
        f"families{span}; {number(head.n_dated)} of them "
        f"({percent(head.n_dated / head.n_documents)}) have a date and count in trends.",
        "volume",
    )


def _span(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return ""
    years = str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f", dated {years}"


def _languages(figures: ReportFigures) -> list[Claim]:
    """Warn where much of the corpus is in languages that are read in part only."""
    most = max((each.share for each in figures.missing.unassessed), default=0.0)
    if most <= MAX_UNASSESSED:
        return []
    names = ", ".join(row.name for row in figures.missing.languages if row.lacks)
    text = (
        f"Mind the languages: {percent(most)} of all documents are in languages that are read in "
        f"part only: {names}. They count in every share, so shares of themes, topics, "
        "organisations and programmes are rather too low than too high."
    )
    return [Claim(text, "missing")]


def _leaders(figures: ReportFigures) -> list[Claim]:
    found = []
    for kind in LEADING:
        ranked = figures.series.get(kind, ())
        if len(ranked) > 1:
            found.append(_leader(kind, ranked))
    return found


def _leader(kind: str, ranked: tuple[Series, ...]) -> Claim:
    """Name the most frequent, with all that cannot be told apart from it."""
    first = ranked[0]
    close = [each for each in ranked[1:] if each.high >= first.low]
    if not close:
        text = f"{first.label} is the most frequent {kind}: {share_text(first)}."
    else:
        others = f"{len(close)} others" if len(close) > 1 else close[0].label
        text = (
            f"{first.label} is found most often among the {_plural(kind)}, {share_text(first)}, "
            f"but its lead over {others} is within the intervals."
        )
    return Claim(text, first.anchor)


def _trends(figures: ReportFigures) -> list[Claim]:
    carried = {
        kind: sorted(filter(is_carried, ranked), key=_strength)
        for kind, ranked in figures.series.items()
    }
    told = [
        _trend(series, figures.granularity)
        for kind, ranked in carried.items()
        for series in ranked[: TOLD[kind]]
    ]
    n_carried = sum(len(ranked) for ranked in carried.values())
    if figures.n_tested == 0:
        return [Claim("Too few filled periods for any trend: none was tested.", "method")]
    if n_carried == 0:
        text = (
            f"No rise or fall stands: of {number(figures.n_tested)} series tested, none moves "
            "more than chance would."
        )
        return [Claim(text, "method")]
    if n_carried > len(told):
        text = f"{n_carried - len(told)} more series shown here rise or fall beyond chance."
        told.append(Claim(text, "themes"))
    return [*told, *_caveat(figures)]


def _caveat(figures: ReportFigures) -> list[Claim]:
    """Warn where sources took turns: then a change of share may be a change of sources."""
    volume = figures.volume
    longest = max((_reach(row) for row in volume.counts), default=0)
    if len(volume.sources) < 2 or longest >= MIN_REACH * len(volume.starts):
        return []
    text = (
        "Mind the sources: none of them reaches over four fifths of the time, so what rises or "
        "falls here may be who writes, not what is written about."
    )
    return [Claim(text, "volume")]


def _reach(counts: tuple[int, ...]) -> int:
    """Return the periods from a source's first to its last with documents."""
    filled = [at for at, n in enumerate(counts) if n]
    return filled[-1] - filled[0] + 1 if filled else 0


def _strength(series: Series) -> tuple[float, float, str]:
    return (series.slope.q, -abs(series.slope.slope), series.id) if series.slope else (1, 0, "")


def _trend(series: Series, granularity: str) -> Claim:
    slope = series.slope
    first, last = _ends(series)
    if slope is None:
        raise ValueError(f"{series.id}: has no slope to tell of")
    way = "rose" if slope.slope > 0 else "fell"
    text = (
        f"{SUBJECTS[series.kind]} {series.label} {way}: from {_at(first, granularity)} "
        f"to {_at(last, granularity)}; {points_span(slope)} a decade, q = {slope.q:.2g}, over "
        f"{slope.n_periods} {granularity}s."
    )
    return Claim(text, series.anchor)


def _ends(series: Series) -> tuple[Point, Point]:
    """Return the first and the last closed period that counted in the slope."""
    closed = [p for p in series.points if p.share is not None and not p.is_open]
    counted = [point for point in closed if point.n_effective >= MIN_EFFECTIVE] or closed
    return counted[0], counted[-1]


def _at(point: Point, granularity: str) -> str:
    low, high = point.low or 0.0, point.high or 0.0
    return (
        f"{percent(point.share or 0.0)} ({percent(low)} to {percent(high)}; "
        f"{number(point.n_documents)} of {number(point.n_all)} documents) "
        f"in {'the ' if granularity == 'decade' else ''}{period_name(point.start, granularity)}"
    )


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"

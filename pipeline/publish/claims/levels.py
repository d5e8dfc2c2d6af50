"""Sentences on how much there is, and what is most frequent."""

from __future__ import annotations

import datetime as dt

from pipeline.publish.nouns import Claim, ReportFigures, Series
from pipeline.publish.words import counted, listed, number, percent, plural, share_text

GROUP = "How much, and what most"
LEADING = ("theme", "topic", "country", "organisation")
N_NEXT = 2
"""Runners-up that are named beside the most frequent one."""


def scope(figures: ReportFigures) -> Claim:
    """Tell how large the corpus is and how much of it is dated."""
    head = figures.head
    if head.n_documents == 0:
        return Claim(GROUP, "The corpus holds no documents yet, so there is nothing to report.")
    verbs = "has a date and counts" if head.n_dated == 1 else "have a date and count"
    text = (
        f"The corpus holds {counted(head.n_documents, 'document')} in "
        f"{counted(head.n_families, 'family')}{_span(head.first, head.last)}; "
        f"{number(head.n_dated)} of them ({percent(head.n_dated / head.n_documents)}) {verbs} in "
        "trends."
    )
    return Claim(GROUP, text, (("See the figures", "volume"),))


def _span(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return ""
    years = str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f", dated {years}"


def leaders(figures: ReportFigures) -> list[Claim]:
    """Name the most frequent of each kind, with all that cannot be told apart from it."""
    ranked = [(kind, figures.series.get(kind, ())) for kind in LEADING]
    return [_leader(kind, found) for kind, found in ranked if found]


def _leader(kind: str, ranked: tuple[Series, ...]) -> Claim:
    first, rest = ranked[0], ranked[1:]
    name = _name(first)
    close = [each for each in rest if each.high >= first.low]
    links = (("Figures", first.anchor), ("documents", f"docs-{first.anchor}"))
    if not rest:
        text = f"{name} is the only {kind} found: {share_text(first)}."
    elif close:
        others = f"{len(close)} others" if len(close) > 1 else _name(close[0])
        text = (
            f"{name} is found most often among the {plural(kind)}, {share_text(first)}, "
            f"but its lead over {others} is within the intervals."
        )
    else:
        text = f"{name} is the most frequent {kind}: {share_text(first)}.{_next(rest)}"
    return Claim(GROUP, text, links)


def _next(rest: tuple[Series, ...]) -> str:
    named = [
        f"{_name(each)} ({percent(each.share)}, {percent(each.low)} to {percent(each.high)}; "
        f"{counted(each.n_documents, 'document')})"
        for each in rest[:N_NEXT]
    ]
    return f" Next: {listed(named)}."


def _name(series: Series) -> str:
    """Return a label; those of topics are lists of terms."""
    return f"“{series.label}”" if series.kind == "topic" else series.label

"""Sentences on what moves on fixed sources only: sources that come and go hide it in the rest."""

from __future__ import annotations

from pipeline.publish.claims.moves import GROUP, fixed_sources, subject
from pipeline.publish.nouns import Claim, ReportFigures, Series
from pipeline.publish.standing import MAX_Q, is_apart, is_carried
from pipeline.publish.words import counted, points_span, small

TOLD = {"theme": 4, "discipline": 1, "topic": 2}
"""Most told of a kind."""


def hidden(figures: ReportFigures) -> list[Claim]:
    """Tell rises and falls that stand on the panel of sources but not among all documents."""
    return [
        claim
        for kind, most in TOLD.items()
        for claim in _of_kind(figures, figures.series.get(kind, ()))[:most]
    ]


def _of_kind(figures: ReportFigures, ranked: tuple[Series, ...]) -> list[Claim]:
    found = [each for each in ranked if not is_carried(each) and _stands(each)]
    found.sort(key=lambda each: (each.panel.q if each.panel else 1.0, each.id))
    return [_claim(figures, each) for each in found]


def _stands(series: Series) -> bool:
    panel = series.panel
    return panel is not None and panel.q < MAX_Q and is_apart(panel)


def _claim(figures: ReportFigures, series: Series) -> Claim:
    panel, slope = series.panel, series.slope
    if panel is None:
        raise ValueError(f"{series.id}: has no panel to tell of")
    among = f" ({points_span(slope)}, {small(slope.q)})" if slope else ""
    what = subject(series.kind, series.label)
    text = (
        f"{fixed_sources(figures)}, {what[0].lower()}{what[1:]} "
        f"{'rose' if panel.slope > 0 else 'fell'}: {points_span(panel)} a decade over "
        f"{counted(panel.n_periods, figures.tested)}, {small(panel.q)}. Among all documents, of "
        f"which {counted(series.n_documents, 'document')} have it, that cannot be told{among}: "
        "other sources came and went."
    )
    links = (("Figures", series.anchor), ("documents", f"docs-{series.anchor}"))
    return Claim(GROUP, text, links)

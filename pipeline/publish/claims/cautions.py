"""Sentences on what may mislead a reader of the others."""

from __future__ import annotations

from pipeline.publish.nouns import Claim, ReportFigures, Series
from pipeline.publish.standing import Check, check, fixed, is_carried
from pipeline.publish.words import counted, listed, percent, points_span

GROUP = "Read with care"
MIN_REACH = 0.8
"""Part of the time that some source should cover for a change of shares to be no change of
sources."""
MAX_UNASSESSED = 0.05
"""Share of documents that may be unassessed without a word in the findings."""
MAX_UNDATED = 0.1
"""Share of documents that may be undated without a word in the findings."""
N_NAMED = 3


def cautions(figures: ReportFigures) -> list[Claim]:
    """Return what to mind, the weightiest first."""
    return [
        *_reversed(figures),
        *_sources(figures),
        *_languages(figures),
        *_dates(figures),
        *_silent(figures),
    ]


def _reversed(figures: ReportFigures) -> list[Claim]:
    """Tell rises and falls of all documents that fixed sources do not show."""
    every = (each for ranked in figures.series.values() for each in ranked)
    found = [each for each in every if is_carried(each) and check(each) is Check.REVERSED]
    return [
        Claim(GROUP, _is_no_move(each), (("Figures", each.anchor),)) for each in found[:N_NAMED]
    ]


def _is_no_move(series: Series) -> str:
    other = fixed(series)
    if series.slope is None or other is None:
        raise ValueError(f"{series.id}: has no fixed sources to tell of")
    way = "rises" if series.slope.slope > 0 else "falls"
    return (
        f"{series.label} {way} among all documents ({points_span(series.slope)} a decade) but not "
        f"on fixed sources ({points_span(other)} a decade): that may be a change of who writes and "
        "not of what is written about."
    )


def _sources(figures: ReportFigures) -> list[Claim]:
    """Warn where sources took turns: then a change of share may be a change of sources."""
    volume = figures.volume
    if figures.n_sources == 1 and figures.n_tested:
        text = (
            f"All documents are of one source, {figures.sources[0].name}: what moves here is no "
            "change of sources, but what this one writes."
        )
        return [Claim(GROUP, text, (("See the source", "volume"),))]
    if volume.n_sources < 2 or volume.reach >= MIN_REACH or len(volume.starts) < 2:
        return []
    if figures.n_checked:  # every finding says what fixed sources say
        return []
    text = (
        "Mind the sources: none of them reaches over four fifths of the time, so what rises or "
        "falls here may be who writes, not what is written about."
    )
    return [Claim(GROUP, text, (("See the sources", "volume"),))]


def _languages(figures: ReportFigures) -> list[Claim]:
    """Warn where much of the corpus is in languages that are read in part only."""
    missing = figures.missing
    most = max((each.share for each in missing.unassessed), default=0.0)
    if most <= MAX_UNASSESSED:
        return []
    names = ", ".join(row.name for row in missing.languages if row.lacks)
    text = (
        f"Mind the languages: {percent(most)} of all documents are in languages that are read in "
        f"part only: {names}. They count in every share, so shares of themes, topics, "
        "organisations and programmes are rather too low than too high."
    )
    return [Claim(GROUP, text, (("See what is missing", "missing"),))]


def _dates(figures: ReportFigures) -> list[Claim]:
    dates, n_all = figures.missing.dates, figures.head.n_documents
    parts = []
    n_out = dates.n_undated + dates.n_unsure
    if n_out > MAX_UNDATED * n_all:
        parts.append(f"{counted(n_out, 'document')} ({percent(n_out / n_all)}) without a sure date")
    if dates.n_future:
        parts.append(f"{counted(dates.n_future, 'document')} dated in the future")
    if not parts:
        return []
    text = f"Mind the dates: {' and '.join(parts)} count in overall shares but in no trend."
    return [Claim(GROUP, text, (("See what is missing", "missing"),))]


def _silent(figures: ReportFigures) -> list[Claim]:
    silence = figures.missing.silence
    if not silence.n_silent:
        return []
    names = [f"{each.name} (newest: {each.newest})" for each in silence.sources[:N_NAMED]]
    more = silence.n_silent - len(names)
    if more > 0:
        names.append(f"{more} more")
    text = (
        f"Silent for longer than their own rhythm lets expect: {listed(names)}. They ended, or "
        "their documents are missing."
    )
    return [Claim(GROUP, text, (("See what is missing", "missing"),))]

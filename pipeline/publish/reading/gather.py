"""Gather everything the report shows from a snapshot."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from pipeline.publish.claims import claims
from pipeline.publish.nouns import Claim, Evidence, ReportFigures, Series, Step
from pipeline.publish.reading.corpus import count_sources, read_head, read_sources
from pipeline.publish.reading.documents import likeliest, newest
from pipeline.publish.reading.heat import read_heat
from pipeline.publish.reading.identity import read_identity
from pipeline.publish.reading.missing import read_missing
from pipeline.publish.reading.periods import shown_granularity, tested_granularity
from pipeline.publish.reading.proof import proven
from pipeline.publish.reading.series import count_series, read_others, read_series
from pipeline.publish.reading.steps import (
    count_steps,
    read_changes,
    read_movers,
    source_months,
    turnover,
)
from pipeline.publish.reading.topics import read_topics
from pipeline.publish.reading.volume import read_volume
from pipeline.publish.standing import ends
from pipeline.publish.tables import Tables
from pipeline.publish.words import period_end

Key = tuple[str, str]
_TESTED = "SELECT count(*) FROM slopes WHERE granularity = ? AND variant = ?"


def figures(folder: Path) -> ReportFigures:
    """Read the figures of the report from a snapshot's folder.

    Args:
        folder: Holds the Parquet files and datapackage.json; may still be in the making. Tables
            and columns that an older snapshot does not have are taken as empty.
    """
    tables = Tables(folder)
    try:
        shown = _gather(tables)
        told = claims(shown)
        return _with_documents(tables, dataclasses.replace(shown, claims=told))
    finally:
        tables.close()


def _gather(tables: Tables) -> ReportFigures:
    period = shown_granularity(tables)
    tested = tested_granularity(tables, period)
    series = read_series(tables, period, tested)
    topics = read_topics(tables, series["topic"])
    changes = read_changes(tables, tested or period)
    emerging, fading = (read_movers(tables, way) for way in ("emerging", "fading"))
    n_changes, n_movers = count_steps(tables, tested or period)
    return ReportFigures(
        identity=read_identity(tables),
        granularity=period,
        tested=tested,
        head=read_head(tables),
        volume=read_volume(tables, period),
        sources=read_sources(tables),
        n_sources=count_sources(tables),
        series=series,
        others=_others(tables, series, (*changes, *emerging, *fading)),
        n_series=count_series(tables),
        n_tested=tables.one(_TESTED, tested, "all")[0],
        n_checked=tables.one(_TESTED, tested, "panel")[0],
        turnover=_turnover(tables, series, period),
        topics=topics,
        changes=changes,
        n_changes=n_changes,
        emerging=emerging,
        fading=fading,
        n_movers=n_movers,
        heat=read_heat(tables, series["country"], series["theme"]),
        missing=read_missing(tables, period),
    )


def _turnover(tables: Tables, series: Mapping[str, tuple[Series, ...]], period: str) -> float:
    """Compare the sources of the periods that rises and falls are told from."""
    every = (each for ranked in series.values() for each in ranked)
    found = next((ends(each) for each in every if ends(each)), None)
    if found is None:
        return 0.0
    sides = [(point.start, period_end(point.start, period)) for point in found]
    return turnover(source_months(tables), *sides)


def _others(
    tables: Tables, series: Mapping[str, tuple[Series, ...]], steps: tuple[Step, ...]
) -> tuple[Series, ...]:
    """Return the series that steps tell of and that have no place of their own."""
    placed = {(each.kind, each.id) for ranked in series.values() for each in ranked}
    return read_others(tables, ((s.kind, s.id) for s in steps if (s.kind, s.id) not in placed))


def _with_documents(tables: Tables, shown: ReportFigures) -> ReportFigures:
    """Add the documents that figures and findings rest on, with a sentence of each."""
    every = [series for ranked in shown.listed.values() for series in ranked]
    ids = newest(tables, [(each.kind, each.id) for each in every])
    spans = {
        span: likeliest(tables, (span.kind, span.id), span.start, span.end)
        for claim in shown.claims
        for span in claim.spans
    }
    triples = [(*key, id_) for key, found in ids.items() for id_ in found]
    triples += [(span.kind, span.id, id_) for span, found in spans.items() for id_ in found]
    rows = proven(tables, triples, _words(shown))

    def listed(each: Series) -> Series:
        key = (each.kind, each.id)
        return dataclasses.replace(
            each, documents=tuple(rows[*key, id_] for id_ in ids.get(key, []))
        )

    def told(claim: Claim) -> Claim:
        evidence = (
            Evidence(span.name, tuple(rows[span.kind, span.id, id_] for id_ in spans[span]))
            for span in claim.spans
        )
        return dataclasses.replace(claim, evidence=tuple(each for each in evidence if each.rows))

    return dataclasses.replace(
        shown,
        series={kind: tuple(map(listed, ranked)) for kind, ranked in shown.series.items()},
        others=tuple(map(listed, shown.others)),
        claims=tuple(map(told, shown.claims)),
    )


def _words(shown: ReportFigures) -> dict[Key, tuple[str, ...]]:
    """Return what to look for in the passages of series."""
    words: dict[Key, tuple[str, ...]] = {
        (each.kind, each.id): (each.label,) for ranked in shown.listed.values() for each in ranked
    }
    words |= {("topic", card.series.id): (*card.terms, *card.phrases) for card in shown.topics}
    return words

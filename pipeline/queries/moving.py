"""How one series, or all of a kind, move over time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.asking import NAMES, ROWS, TEXT, Question, keep_frequent, load_series
from pipeline.queries.names import Series
from pipeline.queries.opening import frame
from pipeline.queries.population import Population, select
from pipeline.queries.reading import Reading
from pipeline.trends import (
    GRANULARITIES,
    TRENDS,
    VARIANTS,
    Relations,
    compute_trends,
    left_out,
    start_after,
)

VARIANT_WORDS = {
    "all": "",
    "panel": ", sources present throughout only",
    "poststratified": ", every source with the same part in every period",
}


def trend(reading: Reading, question: Question, by: str, variant: str) -> pd.DataFrame:
    """Return shares period by period; see `Snapshot.trend`."""
    among, series = shares(reading, question, by, variant)
    label = series_label(series, question)
    words = VARIANT_WORDS[variant]
    figure = f"{label}, share of documents by {by}{words}"
    left = left_out(reading.connection, by, documents=among.table, dating=reading.dating)
    starts = list(series["period_start"])
    lengths = noting.lengths_by_period(reading.connection, among.table, by, starts)
    return noting.tell(
        series,
        f"{label}{noting.among(among.words)}{words}",
        [
            *_absent(series, variant),
            *noting.share_notes(series),
            *noting.length_notes(lengths),
            *noting.left_out_notes(left, by),
        ],
        noting.cite(reading.folder, figure, among.words),
    )


def shares(
    reading: Reading, question: Question, by: str, variant: str
) -> tuple[Population, pd.DataFrame]:
    """Return the documents asked about, of any time, and the table of trends asked for.

    Published figures are read where there are such; all else is computed by the same engine.

    Raises:
        UsageError: Granularity, variant or a name is unknown.
    """
    _check(by, variant)
    among = select(reading, replace(question.among, since=None, until=None))
    asked = load_series(reading, question)
    if not asked:
        keep_frequent(reading.connection, question.kind, among.table)
    series = _published(reading, question, asked, by)
    if series.empty or variant != "all":
        asked_of = Relations(among.table, ROWS, NAMES)
        series = compute_trends(
            reading.connection, by, asked_of, variant=variant, dating=reading.dating
        )
    return among, _cut(series, by, question)


def series_label(series: pd.DataFrame, question: Question) -> str:
    """Return what figures are of, for readers."""
    if not question.id or series.empty:
        return f"{question.kind} {question.id}" if question.id else f"every {question.kind}"
    return f"{question.kind} {series['label'].iloc[0]}"


def _check(by: str, variant: str) -> None:
    if by not in GRANULARITIES:
        raise UsageError(f"{by}: unknown period; choose {', '.join(GRANULARITIES)}")
    if variant not in VARIANTS:
        raise UsageError(f"{variant}: unknown variant; choose {', '.join(VARIANTS)}")


def _published(
    reading: Reading, question: Question, asked: tuple[Series, ...], by: str
) -> pd.DataFrame:
    """Return the rows that the snapshot publishes of just this; none where it does not."""
    if len(asked) != 1 or asked[0].kind == TEXT or question.joint or question.filters.restricts:
        return pd.DataFrame(columns=list(TRENDS))
    sql = (
        f"SELECT {', '.join(TRENDS)} FROM trends WHERE kind = ? AND id = ? AND granularity = ? "
        "ORDER BY period_start"
    )
    return frame(reading.connection, sql, asked[0].kind, asked[0].id, by)


def _cut(series: pd.DataFrame, by: str, question: Question) -> pd.DataFrame:
    """Leave out periods that lie wholly before or after the time asked for."""
    since = question.filters.since or dt.date.min
    until = question.filters.until or dt.date.max
    keep = [start <= until and start_after(start, by) > since for start in series["period_start"]]
    return series[pd.Series(keep, index=series.index, dtype=bool)].reset_index(drop=True)


def _absent(series: pd.DataFrame, variant: str) -> list[str]:
    """Say why there are no figures."""
    if not series.empty:
        return [] if series["n_documents"].sum() else ["no document within these filters has it"]
    if variant != "all":
        return [f"no figures: {variant} needs at least two sources that it can be made of"]
    return ["no figures: no document within these filters and this time has a date that counts"]

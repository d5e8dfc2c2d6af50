"""How one series, or all of a kind, move over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.asking import (
    NAMES,
    ROWS,
    TEXT,
    Question,
    keep_frequent,
    load_series,
)
from pipeline.queries.filters import time_words
from pipeline.queries.names import Series, listed, namesakes
from pipeline.queries.opening import frame
from pipeline.queries.population import KEPT, LEAN, Population, select
from pipeline.queries.reading import Reading
from pipeline.trends import (
    GRANULARITIES,
    TRENDS,
    VARIANTS,
    Relations,
    compute_trends,
    count_series,
    left_out,
    start_after,
)
from pipeline.trends.cubes import make_cube
from pipeline.trends.stratified import panel_sources

CUBE = "asked_cube"
VARIANT_WORDS = {
    "all": "",
    "panel": ", sources present throughout only",
    "poststratified": ", every source with the same part in every period",
}


def trend(reading: Reading, question: Question, by: str, variant: str) -> pd.DataFrame:
    """Return shares period by period; see `Snapshot.trend`."""
    among, asked, series = shares(reading, question, by, variant)
    label = series_label(asked, question)
    when = time_words(question.filters.since, question.filters.until)
    figure = f"{label}, share of documents by {by}{among.among}{f', {when}' if when else ''}"
    words = VARIANT_WORDS[variant] + noting.counted_words(question.counted)
    left = left_out(reading.connection, by, documents=among.table, dating=reading.dating)
    starts = list(series["period_start"])
    lengths = noting.lengths_by_period(reading.connection, among.table, by, starts)
    return noting.tell(
        series,
        f"{label}{among.among}{words}",
        [
            *_absent(reading, series, among, variant),
            *(line for one in asked for line in _namesakes(reading, one)),
            *noting.counted_notes(question.counted),
            *(_panel(reading, among, by) if variant == "panel" else ()),
            *noting.share_notes(series),
            *noting.length_notes(lengths),
            *noting.left_out_notes(left, by),
        ],
        noting.cite(reading.folder, f"{figure}{words}"),
    )


def shares(
    reading: Reading, question: Question, by: str, variant: str
) -> tuple[Population, tuple[Series, ...], pd.DataFrame]:
    """Return the documents asked about, of any time, the series, and their table of trends.

    Published figures are read where there are such; all else is computed by the same engine.

    Raises:
        UsageError: Granularity, variant or a name is unknown.
    """
    _check(by, variant)
    is_lean = variant == "all" and by in ("year", "decade")
    columns = LEAN if is_lean else KEPT
    any_time = replace(question.among, since=None, until=None)
    among = select(reading, any_time, columns=columns)
    asked = load_series(reading, question)
    if not asked:
        keep_frequent(reading.connection, question.kind, among.table)
    series = _published(reading, question, asked, by)
    if series.empty or variant != "all":
        asked_of = Relations(among.table, ROWS, NAMES)
        if variant == "all":
            joined = replace(asked_of, documents=among.of_one_source) if is_lean else asked_of
            make_cube(reading.connection, by, reading.dating, relations=joined, into=CUBE)
            asked_of = replace(asked_of, cube=CUBE)
        series = compute_trends(
            reading.connection, by, asked_of, variant=variant, dating=reading.dating
        )
    return among, asked, _cut(series, by, question)


def series_label(asked: Sequence[Series], question: Question) -> str:
    """Return what figures are of, for readers."""
    labels = " + ".join(one.label for one in asked)
    return f"{question.kind} {labels}" if labels else f"every {question.kind}"


def _namesakes(reading: Reading, asked: Series) -> list[str]:
    found = namesakes(reading.connection, asked)
    if not found:
        return []
    return [
        f"{asked.label}: documents that name it as such; for those that name any of its countries "
        f"ask for {listed(found)}"
    ]


def _check(by: str, variant: str) -> None:
    if by not in GRANULARITIES:
        raise UsageError(f"{by}: unknown period; choose {', '.join(GRANULARITIES)}")
    if variant not in VARIANTS:
        raise UsageError(f"{variant}: unknown variant; choose {', '.join(VARIANTS)}")


def _published(
    reading: Reading, question: Question, asked: tuple[Series, ...], by: str
) -> pd.DataFrame:
    """Return the rows that the snapshot publishes of just this; none where it does not."""
    is_other = question.joint or question.counted or question.filters.restricts
    if len(asked) != 1 or asked[0].kind == TEXT or is_other:
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


def _absent(reading: Reading, series: pd.DataFrame, among: Population, variant: str) -> list[str]:
    """Say why there are no figures."""
    if not series.empty:
        return [] if series["n_documents"].sum() else ["no document within these filters has it"]
    sql = f"SELECT min(year(published)), max(year(published)) FROM {among.table}"
    ((first, last),) = reading.connection.execute(sql).fetchall()
    if first is None:
        return ["no figures: no document within these filters has a date that counts"]
    if variant != "all":
        return [f"no figures: {variant} needs at least two sources that it can be made of"]
    return [f"no figures of that time: the documents within these filters are of {first} to {last}"]


def _panel(reading: Reading, among: Population, by: str) -> list[str]:
    """Name the sources that are present throughout."""
    asked = Relations(among.table, ROWS, NAMES)
    counts = count_series(reading.connection, by, asked, by_source=True, dating=reading.dating)
    sources = panel_sources(counts)
    return [f"sources present throughout: {', '.join(sources)}"] if sources else []

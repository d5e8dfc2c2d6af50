"""Documents by period and source."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from pipeline.publish.nouns import Volume
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.tables import Tables
from pipeline.publish.words import MONTHS

MAX_SOURCES = 6
"""Colours that can still be told apart in one chart; smaller sources are shown together."""
MAX_PERIODS = 120
"""Bars that still can be seen; only the last ones are shown of longer spans."""
OTHERS = "other sources"

Row = tuple[str, dt.date, int]
"""Source, first day of a period, documents."""


def read_volume(tables: Tables, shown: str) -> Volume:
    """Count documents by source and by year, or by the periods shown where they are shorter."""
    granularity = shown if shown in ("month", "quarter") else "year"
    rows = _rows(tables, granularity)
    if len(_starts(rows, granularity)) > MAX_PERIODS:
        granularity = "decade"
        rows = _rows(tables, granularity)
    if not rows:
        return Volume(granularity, (), (), ())
    every = _starts(rows, granularity)
    starts = every[-MAX_PERIODS:]
    names = _names(tables)
    ranked = _ranked(rows)
    kept = ranked if len(ranked) <= MAX_SOURCES else ranked[: MAX_SOURCES - 1]
    counts = {id_: dict.fromkeys(starts, 0) for id_ in [*kept, *([""] if kept != ranked else [])]}
    for source, start, n in rows:
        if start >= starts[0]:
            counts[source if source in kept else ""][start] += n
    return Volume(
        granularity,
        tuple(starts),
        tuple(names.get(id_, id_) if id_ else OTHERS for id_ in counts),
        tuple(tuple(row.values()) for row in counts.values()),
        n_sources=len(ranked),
        n_before=sum(n for _, start, n in rows if start < starts[0]),
        reach=_reach(rows, granularity) / len(every),
    )


def _rows(tables: Tables, granularity: str) -> list[Row]:
    return tables.all(
        "SELECT source_id, date_trunc(?, counted)::DATE, count(*) FROM documents "
        "WHERE counted IS NOT NULL GROUP BY ALL ORDER BY ALL",
        granularity,
    )


def _starts(rows: list[Row], granularity: str) -> list[dt.date]:
    """Return the first days of all periods from the first to the last."""
    if not rows:
        return []
    step = MONTHS[granularity]
    first, last = (pick(row[1] for row in rows) for pick in (min, max))
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month, step)
    return [dt.date(at // 12, at % 12 + 1, 1) for at in months]


def _reach(rows: list[Row], granularity: str) -> int:
    """Return the periods from the first to the last of the source that spans most."""
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row[0], []).append(row)
    return max(len(_starts(own, granularity)) for own in by_source.values())


def _ranked(rows: list[Row]) -> list[str]:
    sizes: Counter[str] = Counter()
    for source, _, n in rows:
        sizes[source] += n
    return sorted(sizes, key=lambda source: (-sizes[source], source))


def _names(tables: Tables) -> dict[str, str]:
    return dict(tables.all(f"SELECT source_id, left(name, {MAX_LABEL}) FROM sources"))

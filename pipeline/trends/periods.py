"""Periods: where they start and end, and rows for all of them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from pipeline.trends.columns import GRANULARITIES, SHARE, TRENDS
from pipeline.trends.dating import Dating
from pipeline.trends.facts import Counts

_COUNTED = tuple(name for name in SHARE if not name.startswith("share"))
_WHOLE = tuple(
    name for name in _COUNTED if name.startswith("n_documents") or name == "n_unassessed"
)
MONTHS = 12


def start_after(start: dt.date, granularity: str) -> dt.date:
    """Return the first day of the period after one that starts on a day."""
    return _day(_month(start) + GRANULARITIES[granularity])


def every_period(counts: Counts) -> list[dt.date]:
    """Return the starts of all periods from the first to the last that has documents."""
    starts = counts.whole["period_start"]
    if starts.empty:
        return []
    first, last = _month(starts.min()), _month(starts.max())
    return [_day(month) for month in range(first, last + 1, GRANULARITIES[counts.granularity])]


def trend_frame(estimated: pd.DataFrame, counts: Counts, dating: Dating) -> pd.DataFrame:
    """Make a table of trends of estimates, with every period for every series.

    Args:
        estimated: kind, id, period_start, *SHARE of the periods that have documents.
        counts: What was estimated from, not by source.
        dating: Periods that end after its last day are open; without one, the last period is.

    Returns:
        Columns columns.TRENDS, sorted by kind, id, period_start; where there are no documents
        counts are 0 and shares null.
    """
    periods = every_period(counts)
    if not periods or counts.names.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in TRENDS})
    grid = counts.names.merge(pd.DataFrame({"period_start": periods}, dtype=object), how="cross")
    keys = ["kind", "id", "period_start"]
    filled = grid.merge(estimated[[*keys, *SHARE]], on=keys, how="left")
    filled = filled.fillna(dict.fromkeys(_COUNTED, 0)).astype(dict.fromkeys(_WHOLE, "int64"))
    last = dating.last_day or periods[-1]
    is_open = {start: start_after(start, counts.granularity) > _next(last) for start in periods}
    filled = filled.assign(
        granularity=counts.granularity, is_open=filled["period_start"].map(is_open).astype(bool)
    )
    return filled.sort_values(keys, ignore_index=True)[list(TRENDS)]


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1) if day < dt.date.max else day


def _month(day: dt.date) -> int:
    return day.year * MONTHS + day.month - 1


def _day(month: int) -> dt.date:
    year = month // MONTHS
    return dt.date(year, month % MONTHS + 1, 1) if year <= dt.MAXYEAR else dt.date.max

"""Everything the trends stage computes, in one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from pipeline.trends.changes import change_points
from pipeline.trends.columns import SLOPES, VARIANTS
from pipeline.trends.compute import (
    MIN_FAMILIES,
    compute_series,
    compute_trends,
    find_panel,
    published_granularities,
)
from pipeline.trends.counting import Relations
from pipeline.trends.cubes import make_cube, show_frequent
from pipeline.trends.dating import Dating, left_out
from pipeline.trends.movers import movers
from pipeline.trends.slopes import compute_slopes


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tables of a snapshot, under their names and in their order."""

    series: pd.DataFrame
    trends: pd.DataFrame
    slopes: pd.DataFrame
    changes: pd.DataFrame
    movers: pd.DataFrame
    panel: tuple[str, ...]
    """Sources present throughout; empty where there are none, or not two sources to choose from."""
    left_out: Mapping[str, int]
    """Documents that count in no period, by reason, as `counting.left_out` gives them for years."""


SHOWN = Relations(names="shown", cube="cube")
TABLES = ("series", "trends", "slopes", "changes", "movers")
"""Fields of Analysis that are tables."""


def analyse(connection: duckdb.DuckDBPyConnection, dating: Dating) -> Analysis:
    """Compute shares, trends, slopes, change points and movers.

    Args:
        connection: Has documents (columns.DOCUMENTS), series_documents (columns.SERIES_DOCUMENTS)
            and series (kind, id, label).
        dating: Which dates count, and up to which day the corpus is complete.
    """
    granularities = published_granularities(connection, dating)
    make_cube(connection, granularities[-1], dating)
    show_frequent(connection, dating, least=MIN_FAMILIES)
    by_variant = {
        variant: _all_trends(connection, granularities, dating, variant) for variant in VARIANTS
    }
    trends, panel = by_variant["all"], by_variant["panel"]
    slopes = [
        compute_slopes(of).assign(variant=variant) for variant, of in by_variant.items() if len(of)
    ]
    return Analysis(
        series=compute_series(connection, Relations(cube="cube")),
        trends=trends,
        slopes=_sorted(slopes, SLOPES),
        changes=change_points(trends, panel if len(panel) else None),
        movers=movers(trends, panel if len(panel) else None),
        panel=find_panel(connection, SHOWN, dating),
        left_out=left_out(connection, "year", dating=dating),
    )


def _all_trends(
    connection: duckdb.DuckDBPyConnection,
    granularities: Sequence[str],
    dating: Dating,
    variant: str,
) -> pd.DataFrame:
    parts = [
        compute_trends(connection, granularity, SHOWN, variant=variant, dating=dating)
        for granularity in granularities
    ]
    by = ["kind", "id", "granularity", "period_start"]
    held = [part for part in parts if len(part)] or parts[:1]
    return pd.concat(held, ignore_index=True).sort_values(by, ignore_index=True)


def _sorted(slopes: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    if not slopes:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    by = ["kind", "id", "granularity", "variant"]
    return pd.concat(slopes, ignore_index=True).sort_values(by, ignore_index=True)[list(columns)]


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield a frame's rows as plain values, null where something is missing."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in frame]
    names = list(frame.columns)
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))

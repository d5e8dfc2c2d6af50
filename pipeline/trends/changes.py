"""Where a series changes from one level to another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipeline.trends.columns import CHANGES, DECIMALS, P_DECIMALS
from pipeline.trends.discovery import corrected
from pipeline.trends.intervals import Floats, difference, wilson
from pipeline.trends.levels import find_levels
from pipeline.trends.seasons import without_seasons

MIN_PERIODS = 8
MAX_Q = 0.05


def change_points(trends: pd.DataFrame, panel: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return where series change level, with the sizes before and after.

    Args:
        trends: Columns columns.TRENDS. Open and empty periods do not count.
        panel: The same of the panel of sources; a change must then show on it too.

    Returns:
        Columns columns.CHANGES, sorted; only changes with q at most MAX_Q.
    """
    rows: list[tuple[Any, ...]] = []
    for key, series in _usable(trends):
        found = _changes(series, str(key[-1]))
        rows += [(*key, *each) for each in found] or [(*key, None, *[np.nan] * 5, 1.0)]
    changes = pd.DataFrame(rows, columns=list(CHANGES[:-1]))
    q = changes.groupby("granularity")["p"].transform(lambda p: corrected(p.to_numpy(np.float64)))
    changes = changes.assign(q=q.astype("float64"))
    changes = changes[changes["period_start"].notna() & (changes["q"] <= MAX_Q)]
    if panel is not None:
        changes = changes[_on_panel(changes, panel)]
    digits = dict.fromkeys(
        [name for name in CHANGES if name.startswith(("share", "dif"))], DECIMALS
    )
    changes = changes.round(digits | {"p": P_DECIMALS, "q": P_DECIMALS})
    by = ["kind", "id", "granularity", "period_start"]
    return changes.sort_values(by, ignore_index=True)[list(CHANGES)]


def _usable(trends: pd.DataFrame) -> list[tuple[tuple[Any, ...], pd.DataFrame]]:
    counts = trends["share"].notna() & ~trends["is_open"].astype(bool)
    ordered = trends[counts].sort_values("period_start")
    groups = ordered.groupby(["kind", "id", "label", "granularity"])
    return [(tuple(key), series) for key, series in groups if len(series) >= MIN_PERIODS]


def _changes(series: pd.DataFrame, granularity: str) -> list[tuple[Any, ...]]:
    share, n = without_seasons(series, granularity), series["n_effective"].to_numpy(np.float64)
    levels = find_levels(share, n)
    starts = series["period_start"].to_numpy()
    return [
        (starts[at], *_sizes(share, levels.tell, *levels.sides(change)), levels.p[change])
        for change, at in enumerate(levels.at)
    ]


def _sizes(share: Floats, n: Floats, before: slice, after: slice) -> tuple[float, ...]:
    """Return the shares of two stretches, their difference and the ends of its interval."""
    means = [np.array([np.average(share[part], weights=n[part])]) for part in (before, after)]
    sides = [
        np.stack([mean, *wilson(mean, np.array([n[part].sum()]))])
        for mean, part in zip(means, (before, after), strict=True)
    ]
    apart = difference(sides[0], sides[1], np.zeros(1))
    return *(float(mean[0]) for mean in means), *(float(figure[0]) for figure in apart)


def _on_panel(changes: pd.DataFrame, panel: pd.DataFrame) -> pd.Series:
    known = {(kind, id_, unit): rows for (kind, id_, _, unit), rows in _usable(panel)}
    keep = []
    for row in changes.itertuples():
        rows = known.get((row.kind, row.id, row.granularity))
        keep.append(rows is not None and _agrees(rows, row))
    return pd.Series(keep, index=changes.index, dtype=bool)


def _agrees(rows: pd.DataFrame, change: Any) -> bool:
    """Say whether the panel's shares differ in the same direction, with an interval without 0."""
    share, n = (rows[name].to_numpy(np.float64) for name in ("share", "n_effective"))
    at = int((rows["period_start"] < change.period_start).sum())
    if not 0 < at < len(rows):
        return False
    _, _, _, low, high = _sizes(share, n, slice(0, at), slice(at, None))
    return bool(low > 0 if change.difference > 0 else high < 0)

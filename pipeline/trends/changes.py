"""Where a series changes from one level to another."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.trends.columns import CHANGES, DECIMALS, P_DECIMALS
from pipeline.trends.discovery import corrected
from pipeline.trends.intervals import Floats, difference, wilson
from pipeline.trends.segments import segment
from pipeline.trends.spread import dispersion, inflation

MIN_PERIODS = 8
SHORTEST = 3
"""Fewest periods between two changes, and before the first and after the last."""
MAX_P = 0.05
MAX_Q = 0.05
FIRST_PENALTY = 6.0
"""Deviance a change must save to be looked at: lower than what any passes with, since the test
comes after."""


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
        found = _changes(series)
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


def _changes(series: pd.DataFrame) -> list[tuple[Any, ...]]:
    share, n = (series[name].to_numpy(np.float64) for name in ("share", "n_effective"))
    if np.ptp(share) == 0:
        return []
    at = segment(share, n, FIRST_PENALTY, SHORTEST)
    while at:
        edges = [0, *at, len(share)]
        level = _levels(share, n, edges)
        wide = dispersion(share, n, level, 2 * len(at) + 1) * inflation(share, n, level)
        p = [_p(share, n / wide, *edges[i : i + 3]) for i in range(len(at))]
        if max(p) <= MAX_P:
            starts = series["period_start"].to_numpy()
            return [
                (starts[place], *_sizes(share, n / wide, *edges[i : i + 3]), p[i])
                for i, place in enumerate(at)
            ]
        at = [place for i, place in enumerate(at) if i != int(np.argmax(p))]
    return []


def _levels(share: Floats, n: Floats, edges: list[int]) -> Floats:
    level = np.empty(len(share))
    for start, end in itertools.pairwise(edges):
        level[start:end] = np.average(share[start:end], weights=n[start:end])
    return level


def _sizes(share: Floats, n: Floats, start: int, at: int, end: int) -> tuple[float, ...]:
    sides = []
    for part in (slice(start, at), slice(at, end)):
        size = n[part].sum()
        mean = np.array([np.average(share[part], weights=n[part])])
        sides.append(np.stack([mean, *wilson(mean, np.array([size]))]))
    apart, low, high = difference(sides[0], sides[1], np.zeros(1))
    return float(sides[0][0, 0]), float(sides[1][0, 0]), *(float(x[0]) for x in (apart, low, high))


def _p(share: Floats, n: Floats, start: int, at: int, end: int) -> float:
    """Return p of the best of all possible changes between start and end being this good.

    R. Miller and D. Siegmund, "Maximally selected chi square statistics", Biometrics 38 (1982),
    1011-1016.
    """
    before, after = n[start:at].sum(), n[at:end].sum()
    first = np.average(share[start:at], weights=n[start:at])
    second = np.average(share[at:end], weights=n[at:end])
    pooled = (first * before + second * after) / (before + after)
    b = abs(second - first) / np.sqrt(pooled * (1 - pooled) * (1 / before + 1 / after))
    inside = np.cumsum(n[start:end])[[SHORTEST - 1, end - start - SHORTEST - 1]] / (before + after)
    low, high = inside
    width = np.log(high * (1 - low) / (low * (1 - high))) if high > low else 0.0
    density = stats.norm.pdf(b)
    p = density * (b - 1 / b) * width + 4 * density / b if b > 1 else 1.0
    return float(min(1.0, p))


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
    _, _, _, low, high = _sizes(share, n, 0, at, len(rows))
    return bool(low > 0 if change.difference > 0 else high < 0)

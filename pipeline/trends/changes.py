"""Where a series changes from one level to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pipeline.trends.columns import CHANGES, DECIMALS, P_DECIMALS
from pipeline.trends.discovery import corrected
from pipeline.trends.intervals import Floats, difference, wilson
from pipeline.trends.levels import Levels, find_levels
from pipeline.trends.seasons import without_seasons

MIN_PERIODS = 8
MAX_Q = 0.05

Key = tuple[str, str, str, str]
"""kind, id, label, granularity."""


@dataclass(frozen=True, slots=True)
class _Series:
    """One series and its changes."""

    key: Key
    days: list[dt.date]
    share: Floats
    levels: Levels

    def without(self, at: set[int]) -> _Series:
        """Return the series without changes at some periods."""
        return replace(self, levels=self.levels.without(at))

    def sizes(self, before: slice, after: slice) -> tuple[float, ...]:
        """Return the shares of two stretches, their difference and the ends of its interval."""
        sides = []
        for part in (before, after):
            n = self.levels.tell[part]
            mean = np.array([np.average(self.share[part], weights=n)])
            sides.append(np.stack([mean, *wilson(mean, np.array([n.sum()]))]))
        apart = difference(sides[0], sides[1], np.zeros(1))
        return *(float(side[0, 0]) for side in sides), *(float(figure[0]) for figure in apart)


def change_points(trends: pd.DataFrame, panel: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return where series change level, with the sizes before and after.

    Levels and p are those of `levels.find_levels`; months and quarters are taken without what
    comes every year. q is after Benjamini and Hochberg over all changes of a granularity, a series
    without any counting as one with p 1. share_before and share_after are of the stretches between
    the changes in the table (or the ends of the series); their difference has Newcombe's interval,
    and that leaves out 0. Since a change is looked for where it is largest, its size is rather too
    large where it is barely told from chance.

    Args:
        trends: Columns columns.TRENDS. Open and empty periods do not count.
        panel: The same of the panel of sources; a change must then show on it too, between the
            same neighbours, in the same direction with an interval without 0.

    Returns:
        Columns columns.CHANGES, sorted; only changes with q at most MAX_Q.
    """
    series = [_Series(*each, find_levels(each[2], sizes)) for each, sizes in _usable(trends)]
    q = _qs(series)
    series = [
        each.without({at for at in each.levels.at if q[each.key, at] > MAX_Q}) for each in series
    ]
    if panel is not None:
        known = {each[0]: _Series(*each, Levels([], [], n)) for each, n in _usable(panel)}
        series = [_on_panel(each, known.get(each.key)) for each in series]
    rows = [row for each in series for row in _rows(_convincing(each), q)]
    digits = dict.fromkeys(
        [name for name in CHANGES if name.startswith(("share", "dif"))], DECIMALS
    )
    changes = pd.DataFrame(rows, columns=list(CHANGES))
    changes = changes.round(digits | {"p": P_DECIMALS, "q": P_DECIMALS})
    by = ["kind", "id", "granularity", "period_start"]
    return changes.sort_values(by, ignore_index=True)


def _usable(trends: pd.DataFrame) -> Iterable[tuple[tuple[Key, list[dt.date], Floats], Floats]]:
    """Yield key, days, shares without seasons, and sample sizes of what is long enough."""
    counts = trends["share"].notna() & ~trends["is_open"].astype(bool)
    ordered = trends[counts].sort_values("period_start")
    for key, rows in ordered.groupby(["kind", "id", "label", "granularity"]):
        if len(rows) >= MIN_PERIODS:
            kind, id_, label, granularity = (str(part) for part in key)
            share = without_seasons(rows, granularity)
            whole = (kind, id_, label, granularity), rows["period_start"].tolist(), share
            yield whole, rows["n_effective"].to_numpy(np.float64)


def _qs(series: list[_Series]) -> dict[tuple[Key, int], float]:
    every = [
        (each.key, at, p)
        for each in series
        for at, p in zip(each.levels.at or [-1], each.levels.p or [1.0], strict=True)
    ]
    found = {}
    for granularity in sorted({key[-1] for key, _, _ in every}):
        those = [row for row in every if row[0][-1] == granularity]
        q = corrected(np.array([p for _, _, p in those]))
        found.update({(key, at): float(q[place]) for place, (key, at, _) in enumerate(those)})
    return found


def _convincing(series: _Series) -> _Series:
    """Take away changes, the least sure first, until no interval of a difference has 0."""
    while series.levels.at:
        sizes = [series.sizes(*series.levels.sides(i)) for i in range(len(series.levels.at))]
        weak = [i for i, (*_, low, high) in enumerate(sizes) if low <= 0 <= high]
        if not weak:
            break
        least = max(weak, key=lambda i: series.levels.p[i])
        series = series.without({series.levels.at[least]})
    return series


def _on_panel(series: _Series, panel: _Series | None) -> _Series:
    """Take away the changes that do not show on the panel."""
    if panel is None:
        return series.without(set(series.levels.at))
    gone = set()
    for change, at in enumerate(series.levels.at):
        before, after = series.levels.sides(change)
        days = [series.days[before.start], series.days[at], series.days[after.stop - 1]]
        first, cut, last = np.searchsorted(np.array(panel.days, "datetime64[D]"),
                                           np.array(days, "datetime64[D]"))  # fmt: skip
        stretches = slice(first, cut), slice(cut, last + 1)
        rises = series.sizes(before, after)[2] > 0
        if not (first < cut < len(panel.days)) or not _shows(panel.sizes(*stretches), rises):
            gone.add(at)
    return series.without(gone)


def _shows(sizes: tuple[float, ...], rises: bool) -> bool:
    return sizes[3] > 0 if rises else sizes[4] < 0


def _rows(series: _Series, q: dict[tuple[Key, int], float]) -> Iterable[tuple[Any, ...]]:
    for change, at in enumerate(series.levels.at):
        sizes = series.sizes(*series.levels.sides(change))
        yield *series.key, series.days[at], *sizes, series.levels.p[change], q[series.key, at]

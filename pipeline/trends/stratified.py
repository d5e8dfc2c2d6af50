"""Shares that do not move because sources come and go."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.trends.columns import DECIMALS, SHARE
from pipeline.trends.estimating import COLUMNS, WHOLE_NUMBERS, estimate
from pipeline.trends.facts import Counts
from pipeline.trends.intervals import Floats, wilson

# A source on the panel may miss one year in five (a journal that skips some), but neither the
# beginning nor the end: it must be there in the first and in the last tenth of the years (at
# least the first and last two).
PANEL_PRESENCE = 0.8
PANEL_ENDS = 0.1
# Where the strata that are there hold less than half of the weight, there is no share.
MIN_COVERAGE = 0.5
PRIOR_DOCUMENTS = 2.0
"""How many documents of the period's own share each stratum is drawn towards when its spread is
judged: a stratum with no hit among 5 documents is not known to have none."""


def panel_sources(counts: Counts) -> list[str]:
    """Return the sources that are present throughout, sorted; empty where there are none.

    Args:
        counts: By source. Presence is judged by years (by decades where periods are decades).
    """
    unit = 10 if counts.granularity == "decade" else 1
    seen = sorted(
        {
            (str(source), day.year // unit)
            for source, day in zip(
                counts.whole["source_id"], counts.whole["period_start"], strict=True
            )
        }
    )
    if not seen:
        return []
    years = sorted({year for _, year in seen})
    n_ends = max(2, round(PANEL_ENDS * len(years)))
    by_source: dict[str, set[int]] = {}
    for source, year in seen:
        by_source.setdefault(source, set()).add(year)
    return [
        source
        for source, present in by_source.items()
        if len(present) >= PANEL_PRESENCE * len(years)
        and present & set(years[:n_ends])
        and present & set(years[-n_ends:])
    ]


def poststratified(counts: Counts, corpus: Counts | None = None) -> pd.DataFrame:
    """Return shares with every source given the same part in every period.

    Each source's part is its part of the whole corpus, by weight; where a source has no document
    in a period the others' parts are scaled up, and where those that are there have less than
    MIN_COVERAGE of the parts there is no share. The interval is Wilson's with the sample size
    that gives the stratified estimate its variance, sum of (part^2 x share (1 - share) / n) over
    sources, every source's share drawn towards the period's (PRIOR_DOCUMENTS).

    D. Holt and T. M. F. Smith, "Post stratification", Journal of the Royal Statistical Society A
    142 (1979); the interval after X. Yan and X. G. Su, Statistics in Biopharmaceutical Research 2
    (2010).

    Args:
        counts: By source.
        corpus: As for `estimate`.

    Returns:
        As `estimate`, source_id "": one row a series and period.
    """
    parts = counts.whole.groupby("source_id")["weight_all"].sum()
    parts = parts / parts.sum()
    rows = estimate(counts, corpus)
    rows = rows.assign(part=rows["source_id"].map(parts).astype("float64"))
    by = ["kind", "id", "period_start"]
    summed = [name for name in SHARE if name.startswith(("n_", "weight"))]
    groups = rows.groupby(by, sort=False, dropna=False)
    totals = groups[[*summed, "part"]].sum().reset_index()
    whole = rows.merge(totals[[*by, "part"]], on=by, suffixes=("", "_there"))
    part = (whole["part"] / whole["part_there"]).to_numpy(np.float64)
    share = _weighted(whole, part * whole["share"].to_numpy(np.float64), by)
    counted = _weighted(whole, part * whole["share_counted"].to_numpy(np.float64), by)
    n = _effective(whole, part, by, share)
    share = np.where(totals["part"].to_numpy() < MIN_COVERAGE, np.nan, share)
    low, high = wilson(share, n)
    figures = {"share": share, "share_low": low, "share_high": high, "share_counted": counted}
    made = totals.assign(**figures, n_effective=n, source_id="")[list(COLUMNS)]
    real = [name for name in SHARE if name not in WHOLE_NUMBERS]
    return made.astype(dict.fromkeys(WHOLE_NUMBERS, "int64")).round(dict.fromkeys(real, DECIMALS))


def _weighted(rows: pd.DataFrame, values: Floats, by: list[str]) -> Floats:
    groups = rows[by].assign(value=values).groupby(by, sort=False, dropna=False)["value"]
    return groups.sum().to_numpy(np.float64)


def _effective(rows: pd.DataFrame, part: Floats, by: list[str], share: Floats) -> Floats:
    """Return the sample sizes whose binomial variance is that of the stratified shares."""
    keys = rows.groupby(by, sort=False, dropna=False).ngroup().to_numpy()
    n = rows["n_effective"].to_numpy(np.float64)
    # half a document against shares of exactly 0 and 1
    middle = np.clip(share, 1e-3, 1 - 1e-3)[keys]
    own = rows["share"].to_numpy(np.float64)
    drawn = (n * own + PRIOR_DOCUMENTS * middle) / (n + PRIOR_DOCUMENTS)
    spread = _weighted(rows, part**2 * drawn * (1 - drawn) / n, by)
    middle = np.clip(share, 1e-3, 1 - 1e-3)
    return middle * (1 - middle) / spread

"""Shares with every source given the same part in every period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from pipeline.trends.cells import Cells, cells
from pipeline.trends.estimating import Estimates, estimate, framed
from pipeline.trends.facts import Counts
from pipeline.trends.intervals import Floats
from pipeline.trends.kendall import Ints
from pipeline.trends.panel import panel_sources
from pipeline.trends.parts import Parts, ends, kish, make_parts, weights

__all__ = ["panel_sources", "poststratified"]

# Where the sources that are there hold less than half of the weight, there is no share.
MIN_COVERAGE = 0.5
PRIOR_DOCUMENTS = 5.0
"""How many documents of its source's usual share each stratum is given when its spread is judged: a
stratum with no hit among 15 documents is not known to have none."""
ROUNDS = 20
"""Of the standardisation: after ten, shares change by less than a thousandth of themselves."""
LEAST = 1e-5
"""Smaller shares of a source count as this."""


@dataclass(frozen=True, slots=True)
class _Strata:
    """How groups (a source in a period) make up periods."""

    periods: pd.DataFrame
    """Columns facts.WHOLE, source_id "": one row a period."""
    into: csr_array
    """(n_groups, n_periods): 1 where a group is of a period."""
    whole: Floats
    """Of each group: its source's part of all that was counted, shape (n_groups,)."""
    part: Floats
    """The same, summing to 1 in every period."""
    coverage: Floats
    """What part of all that was counted the sources hold that are there, shape (n_periods,)."""
    source: Ints
    """Of each group, shape (n_groups,)."""
    of_source: csr_array
    """(n_groups, n_sources): 1 where a group is of a source."""

    def summed(self, values: Floats) -> Floats:
        """Add up the groups of each period, (n_series, n_groups) to (n_series, n_periods)."""
        return np.asarray(values @ self.into)


def poststratified(counts: Counts, corpus: Counts | None = None) -> pd.DataFrame:
    """Return shares that do not move because sources come and go.

    Each source's part is its part of all that was counted, by weight. A source that has no document
    in a period is given the share it would have if it had moved as the others did (what a source
    has more of than others, and what a period has more of than others, multiply: internal indirect
    standardisation); where those that are there have less than MIN_COVERAGE of the parts there is
    no share. The interval is as for `estimate`, with the sample size that gives the stratified
    estimate its variance: it is a sum of the sources' shares, times what they count for in it.

    D. Holt and T. M. F. Smith, "Post stratification", Journal of the Royal Statistical Society A
    142 (1979), 33-46; the interval after X. Yan and X. G. Su, "Stratified Wilson and Newcombe
    confidence intervals", Statistics in Biopharmaceutical Research 2 (2010), 329-335; N. Mantel and
    C. R. Stark, "Computation of indirect-adjusted rates in the presence of confounding",
    Biometrics 24 (1968), 997-1005.

    Args:
        counts: By source.
        corpus: As for `estimate`.

    Returns:
        As `estimate`, source_id "": one row a series and period.
    """
    if counts.whole.empty:
        return estimate(counts, corpus)
    found = cells(counts)
    strata = _strata(found.groups)
    parts = make_parts(found, counts.granularity, cells(corpus) if corpus else found)
    usual = _usual(found, strata)
    counts_for = _counts_for(found, strata, usual)
    combined = _combined(parts, strata, usual, counts_for)
    low, high = ends(combined)
    made = Estimates(
        share=combined.share,
        low=low,
        high=high,
        counted=np.clip(strata.summed(counts_for * found.counted / weights(found)), 0.0, 1.0),
        n_effective=1 / strata.summed((strata.part**2 / kish(found))[None]) + 0 * combined.share,
    )
    return framed(_merged(found, strata), made)


def _strata(groups: pd.DataFrame) -> _Strata:
    at, days = pd.factorize(groups["period_start"], use_na_sentinel=False)
    source, names = pd.factorize(groups["source_id"], sort=True)
    weight = groups["weight_all"].to_numpy(np.float64)
    into, of_source = (
        csr_array((np.ones(len(groups)), (np.arange(len(groups)), place)), (len(groups), n))
        for place, n in ((at, len(days)), (source, len(names)))
    )
    whole = of_source @ (weight @ of_source) / max(float(weight.sum()), 1e-9)
    coverage = np.asarray(whole @ into)
    summed = groups.drop(columns=["period_start", "source_id"]).groupby(at).sum()
    periods = summed.assign(period_start=pd.Series(days, dtype=object), source_id="")
    part = whole / (into @ coverage)
    return _Strata(periods, into, whole, part, coverage, np.asarray(source, np.int64), of_source)


def _usual(found: Cells, strata: _Strata) -> Floats:
    """Return each source's share in a period of ordinary share, by group: (n_series, n_groups)."""
    weight = found.groups["weight_all"].to_numpy(np.float64)
    mean = found.mass.sum(axis=1, keepdims=True) / max(float(weight.sum()), 1e-9)
    hits, own = found.mass @ strata.of_source + mean, np.ones_like(found.mass)
    times = np.ones((len(found.mass), len(strata.periods)))
    for _ in range(ROUNDS):
        there = (weight * (times @ strata.into.T)) @ strata.of_source
        own = (np.maximum(hits / (there + 1), LEAST)) @ strata.of_source.T
        times = strata.summed(found.mass) / strata.summed(weight * own)
        # sources and periods share out one factor: the mean period has 1
        times /= np.maximum(times.mean(axis=1, keepdims=True), LEAST)
    return np.asarray(own, np.float64)


def _counts_for(found: Cells, strata: _Strata, usual: Floats) -> Floats:
    """Return what each source's share counts for in its period's, (n_series, n_groups).

    Its own part, and as much as it tells of the sources that are not there.
    """
    weight = found.groups["weight_all"].to_numpy(np.float64)
    n_each = np.asarray(strata.of_source.sum(axis=0))
    every = (strata.whole * usual / n_each[strata.source]).sum(axis=1, keepdims=True)
    absent = np.maximum(every - strata.summed(strata.whole * usual), 0.0)
    a_hit = np.where(absent > 1e-12, absent / strata.summed(weight * usual), 0.0)
    return np.asarray(strata.whole + weight * (a_hit @ strata.into.T), np.float64)


def _combined(parts: Parts, strata: _Strata, usual: Floats, counts_for: Floats) -> Parts:
    share, down, up, centre = (
        strata.summed(counts_for * values)
        for values in (parts.share, parts.down, parts.up, parts.centre)
    )
    seen = strata.summed(strata.part * parts.seen)
    near = np.clip(usual, LEAST, 1 - LEAST)
    drawn = (parts.n * parts.share + PRIOR_DOCUMENTS * near) / (parts.n + PRIOR_DOCUMENTS)
    spread = strata.summed(counts_for**2 * drawn * (1 - drawn) / parts.n)
    middle = np.clip(strata.summed(counts_for * drawn), LEAST, 1 - LEAST)
    shared = np.where(strata.coverage < MIN_COVERAGE, np.nan, np.clip(share, 0.0, 1.0))
    return Parts(shared, middle * (1 - middle) / spread, down, up, np.clip(centre, 0.0, 1.0), seen)


def _merged(found: Cells, strata: _Strata) -> Cells:
    """Return counts by period; of their probabilities nothing but the mass."""
    return Cells(
        names=found.names,
        groups=strata.periods,
        n_documents=strata.summed(found.n_documents.astype(np.float64)).astype(np.int64),
        counted=strata.summed(found.counted),
        mass=strata.summed(found.mass),
        sure=strata.summed(found.sure),
        n_unassessed=strata.summed(found.n_unassessed.astype(np.float64)).astype(np.int64),
        weight_unassessed=strata.summed(found.weight_unassessed),
        unsure={},
    )

"""Shares with every source given the same part in every period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from pipeline.trends.cells import Cells, cells
from pipeline.trends.estimating import Estimates, framed
from pipeline.trends.facts import Counts
from pipeline.trends.intervals import Floats
from pipeline.trends.panel import panel_sources
from pipeline.trends.parts import Parts, ends, kish, make_parts, weights

__all__ = ["panel_sources", "poststratified"]

# Where the strata that are there hold less than half of the weight, there is no share.
MIN_COVERAGE = 0.5
PRIOR_DOCUMENTS = 5.0
"""How many documents of its source's own share over all periods each stratum is given when its
spread is judged: a stratum with no hit among 15 documents is not known to have none."""


@dataclass(frozen=True, slots=True)
class _Strata:
    """How groups (a source in a period) make up periods."""

    periods: pd.DataFrame
    """Columns facts.WHOLE, source_id "": one row a period."""
    into: csr_array
    """(n_groups, n_periods): 1 where a group is of a period."""
    part: Floats
    """Of each group in its period, summing to 1 there; shape (n_groups,)."""
    coverage: Floats
    """What part of all that was counted the sources hold that are there, shape (n_periods,)."""
    of_source: csr_array
    """(n_groups, n_sources): 1 where a group is of a source."""

    def summed(self, values: Floats) -> Floats:
        """Add up the groups of each period, (n_series, n_groups) to (n_series, n_periods)."""
        return np.asarray(values @ self.into)


def poststratified(counts: Counts, corpus: Counts | None = None) -> pd.DataFrame:
    """Return shares that do not move because sources come and go.

    Each source's part is its part of all that was counted, by weight; where a source has no
    document in a period the others' parts are scaled up, and where those that are there have less
    than MIN_COVERAGE of the parts there is no share. The interval is as for `estimate`, with the
    sample size that gives the stratified estimate its variance, the sum over sources of part^2 x
    share (1 - share) / n, every source's share drawn towards its own over all periods
    (PRIOR_DOCUMENTS).

    D. Holt and T. M. F. Smith, "Post stratification", Journal of the Royal Statistical Society A
    142 (1979), 33-46; the interval after X. Yan and X. G. Su, "Stratified Wilson and Newcombe
    confidence intervals", Statistics in Biopharmaceutical Research 2 (2010), 329-335.

    Args:
        counts: By source.
        corpus: As for `estimate`.

    Returns:
        As `estimate`, source_id "": one row a series and period.
    """
    found = cells(counts)
    strata = _strata(found.groups)
    parts = make_parts(found, counts.granularity, cells(corpus) if corpus else found)
    combined = _combined(parts, strata, _usual(found, strata))
    low, high = ends(combined)
    made = Estimates(
        share=combined.share,
        low=low,
        high=high,
        counted=strata.summed(strata.part * found.counted / weights(found)),
        n_effective=1 / strata.summed((strata.part**2 / kish(found))[None]) + 0 * combined.share,
    )
    return framed(_merged(found, strata), made)


def _strata(groups: pd.DataFrame) -> _Strata:
    at, days = pd.factorize(groups["period_start"], use_na_sentinel=False)
    of_source, sources = pd.factorize(groups["source_id"], sort=True)
    weight = groups["weight_all"].to_numpy(np.float64)
    into, of_source = (
        csr_array((np.ones(len(groups)), (np.arange(len(groups)), place)), (len(groups), n))
        for place, n in ((at, len(days)), (of_source, len(sources)))
    )
    whole = of_source @ (weight @ of_source) / max(float(weight.sum()), 1e-9)
    coverage = np.asarray(whole @ into)
    summed = groups.drop(columns=["period_start", "source_id"]).groupby(at).sum()
    periods = summed.assign(period_start=pd.Series(days, dtype=object), source_id="")
    return _Strata(periods, into, whole / (into @ coverage), coverage, of_source)


def _usual(found: Cells, strata: _Strata) -> Floats:
    """Return each source's share over all periods, for each group: (n_series, n_groups)."""
    weight = found.groups["weight_all"].to_numpy(np.float64)
    own = (found.mass @ strata.of_source) / (weight @ strata.of_source)
    return np.clip(np.asarray(own @ strata.of_source.T, np.float64), 1e-4, 1 - 1e-4)


def _combined(parts: Parts, strata: _Strata, usual: Floats) -> Parts:
    share, down, up, centre, seen = (
        strata.summed(strata.part * values)
        for values in (parts.share, parts.down, parts.up, parts.centre, parts.seen)
    )
    drawn = (parts.n * parts.share + PRIOR_DOCUMENTS * usual) / (parts.n + PRIOR_DOCUMENTS)
    spread = strata.summed(strata.part**2 * drawn * (1 - drawn) / parts.n)
    middle = strata.summed(strata.part * drawn)
    shared = np.where(strata.coverage < MIN_COVERAGE, np.nan, share)
    return Parts(shared, middle * (1 - middle) / spread, down, up, centre, seen)


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

"""Counts as arrays: one cell for every series and every group of documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.trends.facts import BINS, TOP_BIN, Counts
from pipeline.trends.intervals import Floats

GROUP = ["period_start", "source_id"]


@dataclass(frozen=True, slots=True)
class Cells:
    """Arrays of shape (n_series, n_groups); a group is a period, or a source in a period."""

    names: pd.DataFrame
    """kind, id, label: the rows of the arrays."""
    groups: pd.DataFrame
    """Columns facts.WHOLE: the columns of the arrays."""
    n_documents: npt.NDArray[np.int64]
    counted: Floats
    """Weight of the documents that count."""
    mass: Floats
    """Weight x probability, of all rows."""
    sure: Floats
    """Weight of the rows whose probability is 1."""
    n_unassessed: npt.NDArray[np.int64]
    weight_unassessed: Floats
    unsure: dict[int, tuple[Floats, Floats]]
    """By series that has probabilities below 1: the weight of its rows by group and bin, and
    weight x probability likewise; shape (n_groups, BINS)."""


def cells(counts: Counts) -> Cells:
    """Arrange counts; nothing there is 0."""
    names = counts.names.reset_index(drop=True)
    groups = counts.whole.reset_index(drop=True)
    shape = (len(names), len(groups))
    row = _positions(names, ["kind", "id"], counts.hits)
    column = _positions(groups, GROUP, counts.hits)
    known = (row >= 0) & (column >= 0)
    at, hits = (row[known], column[known]), counts.hits[known]
    is_sure = hits["bin"].to_numpy() == TOP_BIN
    weight = hits["weight"].to_numpy(np.float64)
    n_unassessed, weight_unassessed = _unassessed(counts, names, groups)
    return Cells(
        names=names,
        groups=groups,
        n_documents=_summed(shape, at, hits["n_documents"]).astype(np.int64),
        counted=_summed(shape, at, hits["weight_counted"]),
        mass=_summed(shape, at, hits["mass"]),
        sure=_summed(shape, at, pd.Series(np.where(is_sure, weight, 0.0))),
        n_unassessed=n_unassessed.astype(np.int64),
        weight_unassessed=weight_unassessed,
        unsure=_unsure(at, hits, len(groups)),
    )


def _positions(index: pd.DataFrame, by: list[str], rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return where each row is in the index, -1: nowhere."""
    places = {key: at for at, key in enumerate(zip(*(index[name] for name in by), strict=True))}
    keys = zip(*(rows[name] for name in by), strict=True)
    return np.array([places.get(key, -1) for key in keys], dtype=np.int64)


def _summed(
    shape: tuple[int, ...], at: tuple[npt.NDArray[np.int64], ...], values: pd.Series
) -> Floats:
    found = np.zeros(shape)
    np.add.at(found, at, values.to_numpy(np.float64))
    return found


def _unassessed(counts: Counts, names: pd.DataFrame, groups: pd.DataFrame) -> tuple[Floats, Floats]:
    kinds = pd.DataFrame({"kind": sorted(set(names["kind"]))})
    row = _positions(kinds, ["kind"], counts.unassessed)
    column = _positions(groups, GROUP, counts.unassessed)
    known = (row >= 0) & (column >= 0)
    rows, at = counts.unassessed[known], (row[known], column[known])
    of_series = _positions(kinds, ["kind"], names)
    by_kind = [
        _summed((len(kinds), len(groups)), at, rows[name])
        for name in ("n_unassessed", "weight_unassessed")
    ]
    return by_kind[0][of_series], by_kind[1][of_series]


def _unsure(
    at: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], hits: pd.DataFrame, n_groups: int
) -> dict[int, tuple[Floats, Floats]]:
    bins = hits["bin"].to_numpy(np.int64)
    found = {}
    for series in np.unique(at[0][bins < TOP_BIN]):
        those = (at[0] == series) & (bins < TOP_BIN)
        place = (at[1][those], bins[those])
        weight, mass = (
            _summed((n_groups, BINS), place, hits.loc[those, name]) for name in ("weight", "mass")
        )
        found[int(series)] = weight, mass
    return found

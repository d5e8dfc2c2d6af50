"""Whether two tables of an analysis say the same."""

from __future__ import annotations

import pandas as pd

KEYS = ("kind", "id", "granularity", "variant", "period_start")
TOLERANCE = 2e-6
"""Two of the last digits that shares are rounded to: sums may differ by the order of adding."""


def differences(stated: pd.DataFrame, again: pd.DataFrame) -> list[str]:
    """Return how a table differs from the same table computed again; empty: not at all.

    Args:
        stated: As published, in any order of rows.
        again: As `analyse` gives it.
    """
    keys = [name for name in KEYS if name in again.columns]
    both = stated.merge(again, on=keys, how="outer", suffixes=("", "_again"), indicator="side")
    problems = []
    for side, says in (("left_only", "do not follow from"), ("right_only", "are missing, given")):
        n_rows = int((both["side"] == side).sum())
        if n_rows:
            problems.append(f"{n_rows} rows {says} the documents and what they count for")
    shared = both[both["side"] == "both"]
    for name in again.columns.difference(keys, sort=False):
        n_wrong = int((~_same(shared[name], shared[f"{name}_again"])).sum())
        if n_wrong:
            problems.append(f"{n_wrong} cells of {name} are not what its definition gives")
    return problems


def _same(stated: pd.Series, again: pd.Series) -> pd.Series:
    absent = stated.isna() & again.isna()
    if pd.api.types.is_float_dtype(again) and pd.api.types.is_numeric_dtype(stated):
        return absent | ((stated - again).abs() <= TOLERANCE)
    return absent | (stated == again)

"""A share and its 95 % interval, near-identical documents counted once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.trends.columns import DECIMALS, LACKS_SEPARATOR, NEEDS, SHARE
from pipeline.trends.intervals import wilson

COUNTS = ("n_documents", "n_documents_all", "n_unassessed")
"""Those columns of a share that are whole numbers."""


def population(documents: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Measure the documents that a share is of.

    The effective sample size is Kish's, (sum w)^2 / sum w^2 (L. Kish, "Survey Sampling", 1965),
    with w the summed weight of a *family* in the group: copies of one text are one observation,
    however many there are. (Over single documents it would call ten copies ten observations.)

    Args:
        documents: document_id, family_id, family_weight and the columns `by`.
        by: Columns that form the groups.

    Returns:
        Indexed by group: n_documents_all, weight_all, n_effective.
    """
    ordered = documents.sort_values("document_id")
    families = ordered.groupby([*by, "family_id"])["family_weight"].agg(["size", "sum"])
    families["squared"] = families["sum"] ** 2
    sums = families.groupby(level=by).sum()
    return pd.DataFrame(
        {
            "n_documents_all": sums["size"],
            "weight_all": sums["sum"],
            "n_effective": sums["sum"] ** 2 / sums["squared"],
        }
    )


def unassessed(documents: pd.DataFrame, by: str) -> pd.DataFrame:
    """Measure the documents that a share is of but that could not be assessed for it.

    They count in the share's whole all the same: it is a share of all documents. Those among
    them that have it nevertheless (by a publisher's tag, by a known name) are counted here too.

    Args:
        documents: document_id, family_weight, lacks and the column `by`.
        by: Column that forms the groups.

    Returns:
        kind, `by`, n_unassessed, weight_unassessed; rows only where there are such documents.
    """
    lacks = documents["lacks"].fillna("").astype("str")
    some = documents.assign(lack=lacks.str.split(LACKS_SEPARATOR))[lacks != ""]
    each = some.sort_values("document_id").explode("lack").astype({"lack": "str"})
    needs = pd.DataFrame(NEEDS.items(), columns=["kind", "lack"], dtype="str")
    found = each.merge(needs, on="lack")
    groups = found.groupby(["kind", by])["family_weight"]
    return groups.agg(n_unassessed="size", weight_unassessed="sum").reset_index()


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Add share, share_low and share_high, and round.

    Args:
        frame: n_documents, n_documents_all, weight, weight_all, n_effective; where weight_all is
            0 there is no document, and so no share: null, never 0.
    """
    total = frame["weight_all"].to_numpy(np.float64)
    is_empty = total == 0
    share = frame["weight"].to_numpy(np.float64) / np.where(is_empty, np.nan, total)
    share = np.clip(share, 0.0, 1.0)
    n_effective = np.where(is_empty, np.nan, frame["n_effective"].to_numpy(np.float64))
    low, high = wilson(share, n_effective)
    shared = frame.assign(share=share, share_low=low, share_high=high)
    real = [name for name in SHARE if name not in COUNTS]
    return shared.round(dict.fromkeys(real, DECIMALS))

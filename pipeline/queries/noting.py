"""What a reader must know beside the figures: title, notes, and a line that can be cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.snapshots import OWN_KEY, read_manifest

NOTED = 0.05
"""Share of documents that could not be assessed from which on a note says so."""
SMALL = 30
"""Effective documents in a period below which a note says that intervals are wide."""
LEFT_OUT = {
    "undated": "have no date",
    "unsure": "have a date too unsure to count",
    "future": "have a date after the day up to which the corpus is complete",
    "coarse": "have a date known too coarsely for periods of a {by}",
}
"""Reasons of trends.left_out, in words."""


def tell(
    frame: pd.DataFrame, title: str, notes: Sequence[str] = (), cite: str = ""
) -> pd.DataFrame:
    """Attach title, notes and the line to cite to a frame, as `attrs`; return it."""
    frame.attrs.update(title=title, notes=list(notes), cite=cite)
    return frame


def cite(folder: Path, what: str, words: Sequence[str] = ()) -> str:
    """Return a line by which a figure can be found again.

    Args:
        folder: Of the snapshot.
        what: The figure: "theme Inclusion, share of documents by year".
        words: What restricts its documents.
    """
    manifest = read_manifest(folder)
    made = str(manifest.get("created") or manifest[OWN_KEY].get("created") or "")[:10]
    within = f", among documents with {'; '.join(words)}" if words else ""
    when = f" of {made}" if made else ""
    return f"Culturescope dataset, snapshot {folder.name}{when}: {what}{within}."


def among(words: Sequence[str]) -> str:
    """Return what restricts the documents as the end of a title."""
    return f", among documents with {'; '.join(words)}" if words else ""


def left_out_notes(counts: Mapping[str, int], by: str) -> list[str]:
    """Return how many documents count in no period, and why.

    Args:
        counts: By reason, as of trends.left_out.
        by: Granularity.
    """
    reasons = [
        f"{counts[why]:,} {says.format(by=by)}" for why, says in LEFT_OUT.items() if counts[why]
    ]
    return [f"left out of all periods: {'; '.join(reasons)}"] if reasons else []


def share_notes(trends: pd.DataFrame) -> list[str]:
    """Return what may mislead in shares: documents not assessed, small numbers, open periods."""
    if trends.empty:
        return []
    one = trends.drop_duplicates("period_start") if trends["id"].nunique() > 1 else trends
    return [*_unassessed(one), *_small(one), *_open(one)]


def _unassessed(trends: pd.DataFrame) -> list[str]:
    weight, unassessed = trends["weight_all"].sum(), trends["weight_unassessed"].sum()
    if unassessed <= NOTED * weight:
        return []
    return [
        f"{100 * unassessed / weight:.1f} % of these documents could not be assessed for every "
        f"{trends['kind'].iloc[0]}, for their language; they are part of the whole, so shares may "
        "be too low"
    ]


def _small(trends: pd.DataFrame) -> list[str]:
    filled = trends[trends["n_documents_all"] > 0]
    n_small = int((filled["n_effective"] < SMALL).sum())
    if not n_small:
        return []
    which = "every period" if n_small == len(filled) else f"{n_small} of {len(filled)} periods"
    return [f"{which} with fewer than {SMALL} documents: read the intervals, not the shares"]


def _open(trends: pd.DataFrame) -> list[str]:
    is_open = trends.loc[trends["is_open"].astype(bool), "period_start"]
    if is_open.empty:
        return []
    return [f"open, and so not complete: {', '.join(str(day)[:7] for day in sorted(is_open)[:3])}"]

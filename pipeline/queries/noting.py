"""What a reader must know beside the figures: title, notes, and a line that can be cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.snapshots import OWN_KEY, read_manifest

NOTED = 0.05
"""Share of documents that could not be assessed from which on a note says so."""
SMALL = 30
"""Effective documents in a period below which a note says that intervals are wide."""
LONGER = 1.5
"""How many times as long documents must usually be for a note to say so."""
MONTHS_A_QUARTER = 3
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


def cite(folder: Path, what: str) -> str:
    """Return a line by which a figure can be found again.

    Args:
        folder: Of the snapshot.
        what: The figure: "theme Inclusion, share of documents by year, since 2010".
    """
    manifest = read_manifest(folder)
    made = str(manifest.get("created") or manifest[OWN_KEY].get("created") or "")[:10]
    when = f" of {made}" if made else ""
    return f"Culturescope dataset, snapshot {folder.name}{when}: {what}."


def counted_words(counted: bool) -> str:
    """Return what stands in a title where only documents that count outright are asked for."""
    return ", counted by what is tagged" if counted else ""


def counted_notes(counted: bool) -> list[str]:
    """Return what intervals know, and what not, where only such documents are asked for."""
    if not counted:
        return []
    return [
        "counted: only documents that count outright, each as one; the interval knows sampling "
        "and unsure dates, not whether tags are right"
    ]


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
    by = str(trends["granularity"].iloc[0])
    return [f"open, and so not complete: {', '.join(period(day, by) for day in sorted(is_open))}"]


def period(start: dt.date, by: str) -> str:
    """Return the name of a period: 1990s, 1990, 1990 Q2, 1990-05."""
    quarter = (start.month - 1) // MONTHS_A_QUARTER + 1
    names = {"decade": f"{start.year}s", "year": f"{start.year}"}
    return names.get(by) or (f"{start.year} Q{quarter}" if by == "quarter" else str(start)[:7])


def usual_length(connection: duckdb.DuckDBPyConnection, documents: str) -> float:
    """Return the geometric mean of the words of documents; 0 where there are too few to tell."""
    sql = f"SELECT count(*), exp(avg(ln(greatest(n_words, 1)))) FROM {documents}"
    ((n, words),) = connection.execute(sql).fetchall()
    return float(words) if n >= SMALL else 0.0


def lengths_by_period(
    connection: duckdb.DuckDBPyConnection, documents: str, by: str, starts: Sequence[dt.date]
) -> dict[str, float]:
    """Return the geometric mean of the words of documents in periods, where there are enough."""
    unit = by if by in ("month", "quarter", "year", "decade") else "year"
    rows = connection.execute(
        f"SELECT date_trunc('{unit}', published)::DATE AS start, "
        f"exp(avg(ln(greatest(n_words, 1)))) FROM {documents} WHERE published IS NOT NULL "
        f"GROUP BY 1 HAVING count(*) >= {SMALL} ORDER BY 1"
    ).fetchall()
    return {period(start, by): float(words) for start, words in rows if start in set(starts)}


def length_notes(words: Mapping[str, float]) -> list[str]:
    """Tell where the documents of one part are much longer than those of another.

    Args:
        words: Usual number of words by part; 0 where there are too few documents to tell.
    """
    known = {name: n for name, n in words.items() if n}
    if not known:
        return []
    short, long = min(known, key=lambda name: known[name]), max(known, key=lambda name: known[name])
    if known[long] < LONGER * known[short]:
        return []
    return [
        f"texts differ in length: about {known[short]:,.0f} words ({short}) and "
        f"{known[long]:,.0f} words ({long}); longer texts name and touch more"
    ]

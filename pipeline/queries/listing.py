"""How all series of a kind move: slopes, change points, what emerges and what fades."""

from __future__ import annotations

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.asking import Question, series_of
from pipeline.queries.moving import VARIANT_WORDS, series_label, shares
from pipeline.queries.names import find_series
from pipeline.queries.opening import KINDS, frame
from pipeline.queries.population import select
from pipeline.queries.reading import Reading
from pipeline.trends import CHANGES, MOVERS, SLOPES, change_points, compute_slopes, movers

MAX_Q = 0.05
"""From this q on a slope is no finding."""
KEYS = ["kind", "id", "granularity"]


def slopes(reading: Reading, question: Question, by: str, variant: str) -> pd.DataFrame:
    """Return how fast series rise or fall; see `Snapshot.slopes`."""
    found = _published(reading, question, "slopes", SLOPES)
    if found is None:
        _, _, series = shares(reading, question, by, variant)
        found = compute_slopes(series).assign(variant=variant)[list(SLOPES)]
    found = found[(found["granularity"] == by) & (found["variant"] == variant)]
    return _told(reading, question, found, f"slopes by {by}{VARIANT_WORDS[variant]}")


def moving(reading: Reading, question: Question, by: str, *, up: bool) -> pd.DataFrame:
    """Return the slopes that are findings in one direction; see `Snapshot.rising`.

    A slope is a finding when its q is at most MAX_Q, its interval leaves out 0, and, where there
    is a panel of sources, the slope on the panel has the same sign.
    """
    found = slopes(reading, question, by, "all")
    panel = slopes(reading, question, by, "panel")[["kind", "id", "slope"]]
    both = found.merge(panel, on=["kind", "id"], how="left", suffixes=("", "_panel"))
    sign = 1 if up else -1
    is_sure = (both["q"] <= MAX_Q) & (sign * both["slope"] > 0)
    is_sure &= sign * both["slope_low" if up else "slope_high"] > 0
    turns = is_sure & (sign * both["slope_panel"] <= 0)
    kept = both[is_sure & ~turns].sort_values("slope", ascending=not up, ignore_index=True)
    notes = found.attrs["notes"]
    if turns.any():
        names = ", ".join(both.loc[turns, "label"])
        notes = [*notes, f"left out, as sources present throughout do not show it: {names}"]
    word = "rising" if up else "falling"
    title = found.attrs["title"].replace("slopes", word)
    line = found.attrs["cite"].replace("slopes", word)
    return noting.tell(kept[list(SLOPES)], title, notes, line)


def changes(reading: Reading, question: Question, by: str) -> pd.DataFrame:
    """Return where series change from one level to another; see `Snapshot.changes`."""
    found = _published(reading, question, "changes", CHANGES)
    if found is None:
        _, _, series = shares(reading, question, by, "all")
        _, _, panel = shares(reading, question, by, "panel")
        found = change_points(series, panel if len(panel) else None)
    found = found[found["granularity"] == by]
    return _told(reading, question, found, f"changes of level by {by}")


def moved(reading: Reading, question: Question, direction: str = "") -> pd.DataFrame:
    """Return what is talked about more or less of late; see `Snapshot.movers`."""
    found = _published(reading, question, "movers", MOVERS)
    if found is None:
        _, _, series = shares(reading, question, "year", "all")
        _, _, panel = shares(reading, question, "year", "panel")
        found = movers(series, panel if len(panel) else None)
    found = found[found["direction"] == direction] if direction else found
    ordered = found.reindex(found["difference"].abs().sort_values(ascending=False).index)
    return _told(reading, question, ordered, direction or "emerging and fading")


def _published(
    reading: Reading, question: Question, table: str, columns: tuple[str, ...]
) -> pd.DataFrame | None:
    """Return the rows that the snapshot publishes of just this; None where it does not."""
    filters = question.filters
    if question.kind not in KINDS:
        raise UsageError(f"{question.kind}: no such kind; there are {', '.join(KINDS)}")
    is_other = question.joint or question.counted
    if filters.restricts or filters.since or filters.until or is_other:
        return None
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE kind = ?"
    if not question.id:
        return frame(reading.connection, sql, question.kind)
    one = find_series(reading.connection, question.kind, question.id)
    return frame(reading.connection, f"{sql} AND id = ?", one.kind, one.id)


def _told(reading: Reading, question: Question, found: pd.DataFrame, what: str) -> pd.DataFrame:
    among = select(reading, question.among)
    label = series_label(series_of(reading.connection, question), question)
    title = f"{label}, {what}{among.among}{noting.counted_words(question.counted)}"
    notes = [] if len(found) else ["none: nothing in this snapshot that the figures carry"]
    notes += noting.counted_notes(question.counted)
    line = noting.cite(reading.folder, title)
    return noting.tell(found.reset_index(drop=True), title, notes, line)

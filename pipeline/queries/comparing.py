"""One set of documents against another."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.asking import NAMES, ROWS, Question, keep_frequent, load_series
from pipeline.queries.filters import EVERYTHING, PLAIN_FIELDS, Filters
from pipeline.queries.population import CORPUS, Population, select
from pipeline.queries.reading import Reading
from pipeline.trends import ALL, Counts, Relations, contrast, count_series

COMPARISON = {
    "kind": "Kind of the series",
    "id": "Its id",
    "label": "Its name for readers",
    "n_documents_a": "Documents of A that count for it",
    "n_documents_all_a": "Documents of A",
    "share_a": "Its share in A, 0 to 1, estimated as in trends; null: A is empty",
    "share_low_a": "Lower end of the share's 95 % interval",
    "share_high_a": "Upper end",
    "n_documents_b": "Documents of B that count for it",
    "n_documents_all_b": "Documents of B",
    "share_b": "Its share in B; null: B is empty",
    "share_low_b": "Lower end of the share's 95 % interval",
    "share_high_b": "Upper end",
    "difference": "share_b - share_a, -1 to 1",
    "difference_low": "Lower end of its 95 % interval",
    "difference_high": "Upper end",
    "ratio": "share_b / share_a; null where share_a is 0",
    "ratio_low": "Lower end of its 95 % interval",
    "ratio_high": "Upper end; null: cannot be told",
    "p": "Two-sided p of equal shares",
    "q": "p after Benjamini and Hochberg over all series compared",
}
"""Columns of what `Snapshot.compare` returns."""
A, B, BOTH, WITHIN = "side_a", "side_b", "side_both", "side_within"
NOTED = 0.1
"""Part of a side in sources that the other side lacks from which on a note says so."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what."""

    a: Filters
    """The earlier, the reference."""
    b: Filters | None
    """None: all documents within, but those of A."""
    within: Filters = EVERYTHING
    """What both have to be."""
    variant: str = "all"
    """panel: only documents of sources that both sides have."""


def compare(reading: Reading, question: Question, sides: Sides) -> pd.DataFrame:
    """Return shares in A and B with difference and ratio; see `Snapshot.compare`."""
    if sides.variant not in ("all", "panel"):
        raise UsageError(f"{sides.variant}: unknown variant of a comparison; choose all, panel")
    first, second = _divide(reading, sides)
    both = _common(reading)
    asked = load_series(reading, question)
    union = f"(FROM {A} UNION FROM {B})"
    if not asked:
        keep_frequent(reading.connection, question.kind, union)
    found = contrast(
        _count(reading, A),
        _count(reading, B),
        _count(reading, BOTH) if both else None,
        _count(reading, union),
    )
    found = found[list(COMPARISON)]
    found = found.sort_values(["q", "difference"], key=_strongest, ignore_index=True)
    what = f"{question.kind} {asked[0].label}" if asked else f"every {question.kind}"
    names = _said(first), _said(second)
    title = f"{what}: A ({names[0]}) against B ({names[1]})"
    notes = [*_notes(found, both), *_source_notes(reading)]
    found.attrs["sides"] = names
    return noting.tell(found, title, notes, noting.cite(reading.folder, title))


def _divide(reading: Reading, sides: Sides) -> tuple[Population, Population]:
    """Write the documents of A and B, and those in both, to tables."""
    execute = reading.connection.execute
    first = select(reading, _and(sides.within, sides.a), A)
    if first.table == CORPUS:
        execute(f"CREATE OR REPLACE TEMP TABLE {A} AS FROM {CORPUS}")
    within = select(reading, _and(sides.within, sides.b or EVERYTHING), WITHIN)
    rest = f"WHERE document_id NOT IN (SELECT document_id FROM {A})" if sides.b is None else ""
    execute(f"CREATE OR REPLACE TEMP TABLE {B} AS FROM {within.table} {rest}")
    if sides.variant == "panel":
        for one, other in ((A, B), (B, A)):
            execute(f"DELETE FROM {one} WHERE source_id NOT IN (SELECT source_id FROM {other})")
    execute(
        f"CREATE OR REPLACE TEMP TABLE {BOTH} AS FROM {A} "
        f"WHERE document_id IN (SELECT document_id FROM {B})"
    )
    words = within.words if sides.b is not None else ("all others", *within.words)
    panel = ("sources that both have",) if sides.variant == "panel" else ()
    return replace(first, words=(*first.words, *panel)), replace(within, words=(*words, *panel))


def _and(within: Filters, side: Filters) -> Filters:
    """Return what holds where both hold.

    Raises:
        UsageError: Both give what there can be one of only.
    """
    made: dict[str, Any] = {}
    for field in fields(Filters):
        one, other = getattr(within, field.name), getattr(side, field.name)
        if isinstance(one, tuple) and field.name not in PLAIN_FIELDS:
            made[field.name] = (*one, *other)
        elif one and other and one != other:
            raise UsageError(f"{field.name}: given for both sides and for one; give one of them")
        else:
            made[field.name] = other or one
    return Filters(**made)


def _common(reading: Reading) -> int:
    return int(reading.connection.execute(f"SELECT count(*) FROM {BOTH}").fetchall()[0][0])


def _count(reading: Reading, documents: str) -> Counts:
    asked = Relations(documents, ROWS, NAMES)
    return count_series(reading.connection, ALL, asked, dating=reading.dating)


def _strongest(column: pd.Series) -> pd.Series:
    """Order by q; of equals, the largest differences first."""
    return -column.abs() if column.name == "difference" else column


def _said(side: Population) -> str:
    return "; ".join(word.removeprefix("dated ") for word in side.words) or "all documents"


def _notes(found: pd.DataFrame, both: int) -> list[str]:
    """Return what may mislead: nothing on a side, small numbers, documents on both sides."""
    notes = []
    if found.empty:
        return ["nothing to compare: no document of either side has any"]
    for side in "ab":
        n = int(found[f"n_documents_all_{side}"].max())
        if n == 0:
            notes.append(f"{side.upper()} holds no document: there is nothing to compare with")
        elif n < noting.SMALL:
            notes.append(f"{side.upper()} holds {n} documents only: read the intervals")
    if both:
        notes.append(f"{both:,} documents are in A and in B; intervals allow for it")
    return notes


def _source_notes(reading: Reading) -> list[str]:
    """Name the sources that one side has and the other lacks, where they are a good part of it."""
    notes = []
    for one, other in ((A, B), (B, A)):
        rows = reading.connection.execute(
            f"SELECT source_id, count(*) / (SELECT count(*) FROM {one}) AS part FROM {one} "
            f"WHERE source_id NOT IN (SELECT source_id FROM {other}) GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        part = sum(row[1] for row in rows)
        if part >= NOTED:
            names = ", ".join(source for source, _ in rows[:3])
            side, lacks = one[-1].upper(), other[-1].upper()
            notes.append(
                f"{100 * part:.0f} % of {side} come from sources that {lacks} lacks ({names}): "
                "the difference may be one of sources; compare with variant panel"
            )
    return notes

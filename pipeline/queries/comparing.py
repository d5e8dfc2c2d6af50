"""One set of documents against another."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.asking import NAMES, ROWS, Question, keep_frequent, load_series
from pipeline.queries.filters import EVERYTHING, PLAIN_FIELDS, Filters
from pipeline.queries.population import CORPUS, KEPT, select
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
A, B, BOTH, WITHIN, SAID = "side_a", "side_b", "side_both", "side_within", "side_said"
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
    among = select(reading, sides.within, WITHIN).among
    names = _divide(reading, sides)
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
    words = noting.counted_words(question.counted)
    title = f"{what}: {names[0]} against {names[1]}{among}{words}"
    notes = [*_notes(found, names, both), *_source_notes(reading, names), *_lengths(reading, names)]
    notes += noting.counted_notes(question.counted)
    found.attrs["sides"] = names
    return noting.tell(found, title, notes, noting.cite(reading.folder, title))


def _divide(reading: Reading, sides: Sides) -> tuple[str, str]:
    """Write the documents of A and B, and those in both, to tables; return what each holds."""
    execute = reading.connection.execute
    for table, side in ((A, sides.a), (B, sides.b or EVERYTHING)):
        if select(reading, _and(sides.within, side), table).table == CORPUS:
            execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {KEPT} FROM {CORPUS}")
    if sides.b is None:
        execute(f"DELETE FROM {B} WHERE document_id IN (SELECT document_id FROM {A})")
    if sides.variant == "panel":
        for one, other in ((A, B), (B, A)):
            execute(f"DELETE FROM {one} WHERE source_id NOT IN (SELECT source_id FROM {other})")
    execute(
        f"CREATE OR REPLACE TEMP TABLE {BOTH} AS FROM {A} "
        f"WHERE document_id IN (SELECT document_id FROM {B})"
    )
    panel = ", sources that both have" if sides.variant == "panel" else ""
    first = _said(reading, sides.a)
    second = "all others" if sides.b is None else _said(reading, sides.b)
    return first + panel, second + panel


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


def _said(reading: Reading, side: Filters) -> str:
    """Return what makes a side, for readers: "country France", "1950 to 1959"."""
    said = select(reading, side, SAID)
    return "; ".join(filter(None, (*said.words, said.when))) or "all documents"


def _notes(found: pd.DataFrame, names: tuple[str, str], both: int) -> list[str]:
    """Return what may mislead: nothing on a side, small numbers, documents on both sides."""
    notes = []
    if found.empty:
        return ["nothing to compare: no document of either side has any"]
    for side, name in zip("ab", names, strict=True):
        n = int(found[f"n_documents_all_{side}"].max())
        if n == 0:
            notes.append(f"{name}: there is no document, and so nothing to compare with")
        elif n < noting.SMALL:
            notes.append(f"{name}: {n} documents only; read the intervals, not the shares")
    if both and both == found["n_documents_all_a"].max() == found["n_documents_all_b"].max():
        notes.append("both sides hold the same documents")
    elif both:
        notes.append(f"{both:,} documents are on both sides; intervals allow for it")
    return notes


def _source_notes(reading: Reading, names: tuple[str, str]) -> list[str]:
    """Name the sources that one side has and the other lacks, where they are a good part of it."""
    notes = []
    for one, other, name in ((A, B, names[0]), (B, A, names[1])):
        rows = reading.connection.execute(
            f"SELECT source_id, count(*) / (SELECT count(*) FROM {one}) AS part FROM {one} "
            f"WHERE source_id NOT IN (SELECT source_id FROM {other}) GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        part = sum(row[1] for row in rows)
        if NOTED <= part < 1:
            sources = ", ".join(source for source, _ in rows[:3])
            notes.append(
                f"{100 * part:.0f} % of {name} come from sources that the other side lacks "
                f"({sources}): the difference may be one of sources; compare with variant panel"
            )
    return notes


def _lengths(reading: Reading, names: tuple[str, str]) -> list[str]:
    """Tell where the texts of one side are much longer: longer texts name and touch more."""
    first, second = (noting.usual_length(reading.connection, table) for table in (A, B))
    return noting.length_notes({names[0]: first, names[1]: second})

"""Which columns of an answer people read, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.queries.output.picture import Sides, ends

NAMES = {
    "period_start": "period",
    "n_documents": "documents",
    "n_documents_all": "of",
    "n_unassessed": "not assessed",
    "n_periods": "periods",
    "n_before": "documents before",
    "n_recent": "documents since",
    "source_id": "source",
    "document_id": "document",
    "passage_id": "passage",
    "n_passages": "passages",
    "slope": "points in ten years",
    "difference": "difference in points",
    "share_counted": "counted alone",
    "text": "says",
}
HIDDEN = (
    *("weight", "weight_all", "weight_unassessed", "n_effective", "is_open"),
    *("published_precision", "score", "section", "language", "p_counts"),
    *("kind_a", "id_a", "kind_b", "id_b"),
)
"""Columns that programs get and readers of a table do not miss."""
INSTEAD = {
    "document_id": "passage_id",
    "id": "label",
    "kind": "label",
    "p": "q",
    "probability": "passage_id",
    "ratio": "difference",
    "sentence": "text",
    "url": "title",
}
"""Columns left out where another says it as well, or better."""
CONSTANT = ("kind", "id", "label", "label_a", "label_b", "variant", "series", "granularity")
"""Columns left out where they say the same in every row, labels only if the title says it, too."""
WHOLES = ("n_documents_all_a", "n_documents_all_b", "n_documents_all")
MIN_APART = 0.001
"""From this difference on a share that carries probabilities is shown beside the counted one: who
divides documents by all finds the latter."""
LAST = ("document_id", "passage_id")
"""Columns that stand behind what people read."""

Row = dict[str, Any]


def shown_columns(names: Sequence[str], rows: Sequence[Row], title: str = "") -> list[str]:
    """Return the columns that people read, in the order of reading.

    Args:
        names: Of all columns.
        rows: All that are shown.
        title: What stands above them; empty: not known.
    """
    shown = [
        name for name in names if _is_shown(name, names, rows) or _is_untold(name, rows, title)
    ]
    return sorted(shown, key=lambda name: name in LAST)


def _is_untold(name: str, rows: Sequence[Row], title: str) -> bool:
    """Tell whether a column names what is the same in every row, and the title does not."""
    is_label = name in CONSTANT and name.startswith("label")
    return is_label and bool(title) and any(str(row[name]) not in title for row in rows)


def _is_shown(name: str, names: Sequence[str], rows: Sequence[Row]) -> bool:
    if name in HIDDEN or INSTEAD.get(name) in names or any(name in ends(other) for other in names):
        return False
    if name == "n_unassessed":
        return any(row[name] for row in rows)
    if name == "salience":
        return any(row[name] is not None for row in rows)
    if name == "share_counted":
        return any(_is_apart(row) for row in rows)
    if name in CONSTANT or (name in WHOLES and "period_start" not in names and len(rows) > 1):
        return len({row[name] for row in rows}) > 1
    return True


def _is_apart(row: Row) -> bool:
    share, counted = row.get("share"), row["share_counted"]
    return share is not None and counted is not None and abs(share - counted) >= MIN_APART


def column_title(name: str, sides: Sides) -> str:
    """Return the head of a column; those of a side name it, below where it is a phrase."""
    for end, side in zip(("_a", "_b"), sides, strict=True):
        base = name.removesuffix(end)
        if base != name:
            between = " " if len(side) == 1 else "\n"
            return f"{NAMES.get(base, base.replace('_', ' '))}{between}{side}"
    return NAMES.get(name, name.replace("_", " "))

"""Decisions as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.cli import common

SHORT = 8
"""Digits of an id that are shown; `undo` takes them."""
TITLE = 40
"""Characters of a title that are shown."""
STATES = {"counts": "counts", "replaced": "replaced", "undone": "taken back"}


def print_decisions(
    title: str, rows: Sequence[Mapping[str, Any]], *, with_document: bool = True
) -> None:
    """Print rows of `deciding.list_decisions` or `deciding.decisions_of`."""
    columns = ["id", "time (UTC)", "editor", "kind", "scheme", "concept", "seen", "state"]
    columns += ["document", "title"] if with_document else []
    cells = []
    for row in rows:
        told = [
            row["id"][:SHORT],
            f"{row['decided_at']:%Y-%m-%d %H:%M}",
            row["editor"],
            row["kind"],
            row["scheme"],
            _about(row),
            "" if row["probability"] is None else f"{row['probability']:.2f}",
            _state(row),
        ]
        told += [row["document_id"], row["title"][:TITLE]] if with_document else []
        cells.append(told)
    common.print_table(title, columns, cells)


def _about(row: Mapping[str, Any]) -> str:
    return f"of {row['undoes'][:SHORT]}" if row["kind"] == "undo" else str(row["concept_id"])


def _state(row: Mapping[str, Any]) -> str:
    state = STATES[row["state"]]
    by = f" by {row['undone_by'][:SHORT]}" if row["undone_by"] else ""
    older = f", on revision {row['revision']}" if row["is_outdated"] else ""
    batch = f", batch {row['batch'][:SHORT]}" if row["batch"] else ""
    return state + by + older + batch

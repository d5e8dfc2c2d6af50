"""A snapshot as one question sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.queries import search
from pipeline.queries.keeping import Kept
from pipeline.trends import Dating


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that answering takes."""

    connection: duckdb.DuckDBPyConnection
    """Of this question alone: its temporary tables end with it."""
    folder: Path
    dating: Dating
    kept: Kept
    rows: str
    """Name of the attached database that holds series by number; empty: there is none."""
    tell: Callable[[str], None]
    """Hears what takes long: the first full-text query makes an index."""

    def find(self, query: str) -> list[str]:
        """Return the ids of the documents that a full-text query finds, ascending."""
        return search.document_ids(self.folder, query, tell=self.tell)

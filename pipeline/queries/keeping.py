"""Tables in memory that several questions share."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

MOST_ROWS = 8_000_000
"""Rows from which on no further table is kept: at some 60 bytes a row half a gigabyte, which only
a corpus of a million documents comes to."""
MOST_TABLES = 500
"""Tables from which on no further one is kept: a process that is asked for months must not grow."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers to queries, as tables of the snapshot's connection; none is ever taken away."""

    tables: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By query and values: name of the table and its number of rows."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def table(
        self, connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]
    ) -> str:
        """Return the name of a table that holds the answer to a query; empty: there is no room."""
        key = f"{sql} {sorted(values.items())!r}"
        with self.lock:
            if key not in self.tables:
                n_rows = sum(n for _, n in self.tables.values())
                if n_rows > MOST_ROWS or len(self.tables) >= MOST_TABLES:
                    return ""
                name = f"kept_{len(self.tables)}"
                made = connection.execute(f"CREATE TABLE {name} AS {sql}", dict(values))
                self.tables[key] = name, int(made.fetchall()[0][0])
            return self.tables[key][0]

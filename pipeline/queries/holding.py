"""A snapshot held open: one connection, and what every question needs of it in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from pipeline.errors import SnapshotError
from pipeline.queries import names, population, rows
from pipeline.queries.keeping import Kept
from pipeline.queries.opening import connect
from pipeline.queries.reading import Reading
from pipeline.snapshots import OWN_KEY, read_manifest
from pipeline.trends import Dating, last_day

_DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)
"""What reading a damaged file may raise."""


def quiet(line: str) -> None:
    """Tell nobody."""
    del line


class OpenSnapshot:
    """A context manager, safe to ask from several threads."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = quiet) -> None:
        """Open a snapshot.

        Args:
            folder: Of the snapshot.
            tell: Hears what takes long, as the index of the first full-text query does.

        Raises:
            SnapshotError: It is missing, damaged or of another format.
        """
        own = read_manifest(folder)[OWN_KEY]
        self.folder, self.id, self._tell = folder, folder.name, tell
        self._kept = Kept()
        self._rows = rows.rows_to_attach(folder, tell)
        self._connection = connect(folder, self._attach)
        try:
            if self._rows:
                rows.use_rows(self._connection)
            else:
                population.load_corpus(self._connection)
            names.set_up(self._connection)
            self._dating = _dating(self._connection, folder, own)
        except duckdb.Error as error:
            self._connection.close()
            again = "publish again with 'culturescope publish'"
            raise SnapshotError(f"{folder}: cannot be queried ({error}); {again}") from error

    def close(self) -> None:
        """Let go of files and memory."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the snapshot itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Let go of files and memory."""
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        """Give a question a connection of its own, whose temporary tables end with it."""
        connection = self._connection.cursor()
        try:
            database = rows.DATABASE if self._rows else ""
            yield Reading(connection, self.folder, self._dating, self._kept, database, self._tell)
        except _DAMAGE as error:
            raise self._damaged(error) from error
        finally:
            connection.close()

    def _attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        if self._rows:
            rows.attach_rows(connection, self._rows)

    def _damaged(self, error: duckdb.Error) -> Exception:
        """Throw away the numbered rows where it is they that cannot be read."""
        if not self._rows:
            return error
        self._rows.unlink(missing_ok=True)
        return SnapshotError(
            f"{self._rows}: was damaged ({error}) and is removed; open the snapshot again, and it "
            "is made anew"
        )


def _dating(connection: duckdb.DuckDBPyConnection, folder: Path, own: dict[str, Any]) -> Dating:
    """Return which dates a snapshot's trends count."""
    least = float(own.get("settings", {}).get("min_date_confidence", 0.0))
    if own.get("as_of"):
        return Dating(least, dt.date.fromisoformat(str(own["as_of"])))
    created = str(read_manifest(folder).get("created", ""))[:10]
    until = dt.date.fromisoformat(created) if created else None
    return Dating(least, last_day(connection, as_of=None, until=until, min_confidence=least))

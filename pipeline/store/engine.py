"""Open the system of record: SQLite in WAL mode, or PostgreSQL."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from pipeline.errors import StoreError
from pipeline.store.failures import is_of_surroundings, store_error
from pipeline.store.schema import HEAD

BUSY_TIMEOUT_S = 60
"""How long a writer waits for another, unless the URL says so ("sqlite:///a.sqlite?timeout=5"); a
batch's transaction takes well under a second."""
WRITERS_LOCK = 0x43756C74
"""Any number that no other program on the same PostgreSQL database takes for its advisory locks."""


class Store:
    """Connections to one database. Cheap to make; give it back with close()."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and bring its schema up to date.

        Raises:
            StoreError: It cannot be reached, or was written by a newer version.
        """
        self.url = url
        self._engine = _engine(url)
        # What the last writer did must be seen by a writer who waited for it.
        is_sqlite = self._engine.dialect.name == "sqlite"
        self._for_writers = {} if is_sqlite else {"isolation_level": "READ COMMITTED"}
        with self.read() as connection:
            is_current = _revision(connection) == HEAD
        if not is_current:
            with self.write() as connection:
                _upgrade(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state.

        Raises:
            StoreError: The database cannot be read (damaged, gone, no longer there).
        """
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Give a connection whose changes land together, or not at all.

        Args:
            durable: On the disk when this returns, so that a power cut takes nothing back: for
                what no run could compute again. Otherwise only a killed process takes nothing
                back, and a power cut may take the last few batches.

        Raises:
            StoreError: The database cannot be written (locked, read-only, full, damaged).
        """
        with self._told(), self._engine.connect() as connection:
            connection.execution_options(is_writer=True, is_durable=durable, **self._for_writers)
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            if not is_of_surroundings(error):
                raise
            raise store_error(self.url, error) from error

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self.close()


def schema_of(url: str) -> str | None:
    """Return the schema of the database at a URL, changing nothing; None where there is none.

    Raises:
        StoreError: It cannot be read.
    """
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    except sa.exc.DBAPIError as error:
        raise store_error(url, error) from error
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = sa.engine.make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return _postgresql(parsed)
    except (sa.exc.ArgumentError, ImportError, ValueError) as error:
        raise StoreError(
            f"{_without_password(url)}: no usable database URL ({error}); PostgreSQL needs the "
            "extra 'postgresql' and a URL like postgresql+psycopg://user@host/name"
        ) from error
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    stated = {} if "timeout" in parsed.query else {"timeout": BUSY_TIMEOUT_S}
    engine = sa.create_engine(parsed, connect_args=stated)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: sa.URL) -> Engine:
    engine = sa.create_engine(url, isolation_level="REPEATABLE READ")
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    """Let one writer at a time, as SQLite does: two could wait for each other's rows for ever."""
    options = connection.get_execution_options()
    if options.get("is_writer", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_S}s'")
        if options.get("is_durable", False):  # though the server may be told to be quick
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """Take transactions out of the driver's hands; it would begin them too late."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer half-way fails instead of waits."""
    options = connection.get_execution_options()
    is_writer = options.get("is_writer", False)
    if is_writer:  # before it begins: inside a transaction this could not change any more
        level = "FULL" if options.get("is_durable", False) else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _upgrade(connection: Connection) -> None:
    found = _revision(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreError(
            f"{connection.engine.url}: written by a newer Culturescope (schema {found}, this one "
            f"knows {HEAD}); install that version again"
        )
    from alembic import command  # late: needed only when the schema is not up to date
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _without_password(url: str) -> str:
    """Return a URL, which need be none, as it may be shown."""
    return re.sub(r"://[^/]*@", "://***@", url)

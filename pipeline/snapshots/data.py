"""One table of a snapshot as two files: Parquet and CSV, byte-identical for identical rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import SnapshotError
from pipeline.snapshots.cells import write_header, write_rows
from pipeline.snapshots.checks import Key, batch_problems, order_problem
from pipeline.snapshots.nouns import ARROW_TYPES, Column, Table

Row = Mapping[str, object]

# A row group ends at whichever comes first; both depend on the rows alone, never on how they
# were batched on their way here. The second bounds memory where documents are whole books.
ROWS_PER_GROUP = 8192
CHARACTERS_PER_GROUP = 16_000_000


def write_table(folder: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write the rows of a table to `<name>.parquet` and `<name>.csv`; return how many.

    Raises:
        SnapshotError: A row lacks a column or has another, holds what the table does not
            allow, or is out of order.
    """
    n_rows = 0
    with _Files(folder, table) as files:
        for group in _groups(table, rows):
            n_rows += len(group)
            files.append(_arrow(table, group))
    return n_rows


class _Files:
    """The two open files of a table."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._table = table
        self._last: Key | None = None
        with ExitStack() as stack:
            self._parquet = stack.enter_context(
                pq.ParquetWriter(
                    folder / f"{table.name}.parquet",
                    table.schema,
                    compression="zstd",
                    version="2.6",
                    store_schema=False,
                )
            )
            path = folder / f"{table.name}.csv"
            self._csv = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            write_header(self._csv, [column.name for column in table.columns])
            self._stack = stack.pop_all()

    def __enter__(self) -> _Files:
        return self

    def append(self, group: pa.Table) -> None:
        problem, self._last = order_problem(self._table, group, self._last)
        problems = [*batch_problems(self._table, group), problem]
        if any(problems):
            raise _broken(next(filter(None, problems)))
        self._parquet.write_table(group, row_group_size=max(1, group.num_rows))
        write_rows(self._csv, group)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, value, at)


def _groups(table: Table, rows: Iterable[Row]) -> Iterator[list[Row]]:
    names = {column.name for column in table.columns}
    group: list[Row] = []
    n_characters = 0
    for row in rows:
        if row.keys() != names:
            odd = ", ".join(sorted(names ^ row.keys()))
            raise _broken(f"{table.name}: a row lacks, or has too many, of the columns {odd}")
        group.append(row)
        n_characters += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(group) == ROWS_PER_GROUP or n_characters >= CHARACTERS_PER_GROUP:
            yield group
            group, n_characters = [], 0
    if group:
        yield group


def _arrow(table: Table, group: list[Row]) -> pa.Table:
    arrays = []
    for column in table.columns:
        try:
            cells = [_value(column, row[column.name]) for row in group]
            arrays.append(pa.array(cells, ARROW_TYPES[column.type], from_pandas=True))
        except (pa.ArrowException, UnicodeError, ValueError) as error:
            raise _broken(f"{table.name}.{column.name}: no {column.type} ({error})") from error
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _value(column: Column, value: Any) -> Any:
    if value == "" and isinstance(value, str):
        return None
    if column.type == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _broken(problem: str) -> SnapshotError:
    return SnapshotError(
        f"{problem}; nothing was published: this is a defect of the program, please report it"
    )

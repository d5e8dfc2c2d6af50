"""From rows, or batches of them, to the row groups of a table: the same ones for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import SnapshotError
from pipeline.snapshots.nouns import ARROW_TYPES, Column, Table

Row = Mapping[str, object]
Rows = Iterable[Row] | Iterable[pa.RecordBatch]

# A row group ends at whichever comes first; both depend on the rows alone, never on how they
# were batched on their way here. The second bounds memory where documents are whole books.
ROWS_PER_GROUP = 8192
CHARACTERS_PER_GROUP = 16_000_000


def row_groups(table: Table, rows: Rows) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table group by group, empty texts as null.

    Args:
        table: The declared table.
        rows: Its rows, or record batches of any sizes with its columns in any order.

    Raises:
        SnapshotError: A row lacks a column or has another, or a cell is of another type.
    """
    remaining = iter(rows)
    for first in remaining:
        every: Iterator[Any] = chain([first], remaining)
        is_batch = isinstance(first, pa.RecordBatch)
        yield from _of_batches(table, every) if is_batch else _of_rows(table, every)


def broken(problem: str) -> SnapshotError:
    """Return the error for rows that are not as declared."""
    return SnapshotError(
        f"{problem}; nothing was published: this is a defect of the program, please report it"
    )


def _odd(table: Table, names: Iterable[str]) -> SnapshotError:
    odd = ", ".join(sorted({column.name for column in table.columns} ^ set(names)))
    return broken(f"{table.name}: a row lacks, or has too many, of the columns {odd}")


def _of_rows(table: Table, rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    cells = itemgetter(*(column.name for column in table.columns))
    group: list[tuple[object, ...]] = []
    n_characters = 0
    for row in rows:
        try:
            values = cells(row)
        except KeyError:
            raise _odd(table, row) from None
        if len(row) != len(values):
            raise _odd(table, row)
        group.append(values)
        n_characters += sum([len(value) for value in values if isinstance(value, str)])
        if len(group) == ROWS_PER_GROUP or n_characters >= CHARACTERS_PER_GROUP:
            yield _arrow(table, group)
            group, n_characters = [], 0
    if group:
        yield _arrow(table, group)


def _arrow(table: Table, group: list[tuple[object, ...]]) -> pa.RecordBatch:
    columns = zip(table.columns, zip(*group, strict=True), strict=True)
    arrays = [_array(table, column, cells) for column, cells in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


def _array(table: Table, column: Column, cells: tuple[object, ...]) -> pa.Array:
    """Return a column; days may be ISO 8601."""
    wanted = ARROW_TYPES[column.type]
    first = next((cell for cell in cells if cell is not None), None)
    is_iso = column.type == "date" and isinstance(first, str)
    try:
        array = pa.array(cells, pa.string() if is_iso else wanted, from_pandas=True)
        array = _without_empty(array) if pa.types.is_string(array.type) else array
        return array.cast(wanted)
    except (pa.ArrowException, UnicodeError, ValueError) as error:
        raise broken(f"{table.name}.{column.name}: no {column.type} ({error})") from error


def _without_empty(array: pa.Array) -> pa.Array:
    is_empty = pc.equal(array, "")
    return pc.if_else(is_empty, None, array) if pc.any(is_empty).as_py() else array


def _of_batches(table: Table, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    held: list[pa.RecordBatch] = []
    n_rows = n_characters = 0
    for batch in (_as_declared(table, batch) for batch in batches):
        lengths = _lengths(batch)
        start = 0
        while start < batch.num_rows:
            end, is_full = _end(lengths, start, ROWS_PER_GROUP - n_rows, n_characters)
            held.append(batch.slice(start, end - start))
            n_rows, n_characters = (
                n_rows + end - start,
                n_characters + int(lengths[start:end].sum()),
            )
            if is_full:
                yield pa.concat_batches(held)
                held, n_rows, n_characters = [], 0, 0
            start = end
    if held:
        yield pa.concat_batches(held)


def _end(lengths: np.ndarray, start: int, n_free: int, n_characters: int) -> tuple[int, bool]:
    """Return where the group ends that has room for n_free rows, and whether it is full then."""
    grown = n_characters + np.cumsum(lengths[start : start + n_free])
    full = int(np.searchsorted(grown, CHARACTERS_PER_GROUP))
    n = min(full + 1, len(grown))
    return start + n, n == n_free or full < len(grown)


def _as_declared(table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
    if set(batch.schema.names) != {column.name for column in table.columns}:
        raise _odd(table, batch.schema.names)
    arrays = []
    for column in table.columns:
        try:
            array = batch.column(column.name).cast(ARROW_TYPES[column.type])
            array.validate(full=True)
        except (pa.ArrowException, ValueError) as error:
            raise broken(f"{table.name}.{column.name}: no {column.type} ({error})") from error
        arrays.append(_without_empty(array) if column.type == "string" else array)
    return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


def _lengths(batch: pa.RecordBatch) -> np.ndarray:
    """Return the number of code points in the texts of each row."""
    total = np.zeros(batch.num_rows, dtype=np.int64)
    for column in batch.columns:
        if pa.types.is_string(column.type):
            total += pc.utf8_length(column).fill_null(0).to_numpy(zero_copy_only=False)
    return total

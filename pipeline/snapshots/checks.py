"""Whether rows are what their table declares. Used before writing and again by verify."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.snapshots.nouns import Column, Table

Key = tuple[Any, ...]


def batch_problems(table: Table, batch: pa.RecordBatch) -> list[str]:
    """Return what is wrong with the cells of a batch, one sentence a column and problem."""
    problems = []
    for column in table.columns:
        problems += [
            f"{table.name}.{column.name}: {problem}"
            for problem in _column_problems(column, batch.column(column.name))
        ]
    return problems


def _column_problems(column: Column, cells: Any) -> list[str]:
    problems = []
    if cells.null_count and not column.nullable:
        problems.append(f"{cells.null_count} cells are empty, and none may be")
    held = cells.drop_null()
    if column.enum:
        odd = held.filter(pc.invert(pc.is_in(held, value_set=pa.array(column.enum))))
        if len(odd):
            problems.append(f"{odd[0].as_py()!r} is none of {', '.join(column.enum)}")
    if column.type == "number" and pc.any(pc.invert(pc.is_finite(held))).as_py():
        problems.append("a number is infinite or not a number")
    return problems + _range_problems(column, held)


def _range_problems(column: Column, held: Any) -> list[str]:
    if not len(held) or (column.minimum is None and column.maximum is None):
        return []
    extent = pc.min_max(held).as_py()
    problems = []
    if column.minimum is not None and extent["min"] < column.minimum:
        problems.append(f"{extent['min']} is below {column.minimum}")
    if column.maximum is not None and extent["max"] > column.maximum:
        problems.append(f"{extent['max']} is above {column.maximum}")
    return problems


def order_problem(
    table: Table, batch: pa.RecordBatch, before: Key | None
) -> tuple[str, Key | None]:
    """Say where a batch stops ascending by its table's key.

    Args:
        table: The declared table.
        batch: Its next rows.
        before: Key of the row before the batch, None at the start.

    Returns:
        The problem ("" for none), and the key of the batch's last row.
    """
    columns = [batch.column(name) for name in table.key]
    if before is not None:
        columns = [
            pa.concat_arrays([pa.array([cell], column.type), column])
            for cell, column in zip(before, columns, strict=True)
        ]
    if not len(columns[0]):
        return "", before
    last = tuple(column[-1].as_py() for column in columns)
    at = pc.index(_ascends(columns), False).as_py()
    if at < 0:
        return "", last
    one, next_ = (tuple(column[row].as_py() for column in columns) for row in (at, at + 1))
    how = "appears twice" if one == next_ else f"follows {one}"
    return f"{table.name}: {next_} {how}; rows must ascend by {', '.join(table.key)}", last


def _ascends(columns: Sequence[pa.Array]) -> pa.Array:
    """Return for every row but the first whether it follows the one before."""
    ascends, same = pa.scalar(False), pa.scalar(True)
    for column in columns:
        one, next_ = column[:-1], column[1:]
        ascends = pc.or_(ascends, pc.and_(same, pc.less(one, next_)))
        same = pc.and_(same, pc.equal(one, next_))
    return ascends.fill_null(False)

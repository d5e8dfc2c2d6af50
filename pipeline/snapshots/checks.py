"""Whether rows are what their table declares. Used before writing and again by verify."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.snapshots.nouns import Column, Table

Key = tuple[Any, ...]


def batch_problems(table: Table, batch: pa.RecordBatch | pa.Table) -> list[str]:
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
    table: Table, batch: pa.RecordBatch | pa.Table, before: Key | None
) -> tuple[str, Key | None]:
    """Say where a batch stops ascending by its table's key.

    Args:
        table: The declared table.
        batch: Its next rows.
        before: Key of the row before the batch, None at the start.

    Returns:
        The problem ("" for none), and the key of the batch's last row.
    """
    columns = [batch.column(name).to_pylist() for name in table.key]
    for key in zip(*columns, strict=True):
        if before is not None and not before < key:
            how = "appears twice" if before == key else f"follows {before}"
            return f"{table.name}: {key} {how}; rows must ascend by {', '.join(table.key)}", key
        before = key
    return "", before

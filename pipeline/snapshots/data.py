"""One table of a snapshot as two files: Parquet and CSV, byte-identical for identical rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.snapshots.cells import header, lines
from pipeline.snapshots.checks import Key, batch_problems, order_problem
from pipeline.snapshots.groups import Row, Rows, broken, row_groups
from pipeline.snapshots.nouns import Table

__all__ = ["Row", "Rows", "write_table"]


def write_table(folder: Path, table: Table, rows: Rows) -> int:
    """Write the rows of a table to `<name>.parquet` and `<name>.csv`; return how many.

    Raises:
        SnapshotError: A row lacks a column or has another, holds what the table does not
            allow, or is out of order.
    """
    n_rows = 0
    last: Key | None = None
    path = folder / table.name
    with (
        pq.ParquetWriter(
            path.with_suffix(".parquet"),
            table.schema,
            compression="zstd",
            version="2.6",
            store_schema=False,
        ) as parquet,
        path.with_suffix(".csv").open("wb") as csv,
    ):
        csv.write(header(column.name for column in table.columns))
        for group in row_groups(table, rows):
            problem, last = order_problem(table, group, last)
            for found in (*batch_problems(table, group), problem):
                if found:
                    raise broken(found)
            parquet.write_batch(group, row_group_size=group.num_rows)
            csv.write(lines(group))
            n_rows += group.num_rows
    return n_rows

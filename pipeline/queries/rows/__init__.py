"""What every question to a large snapshot needs of every document, by whole numbers, in a file."""

from pipeline.queries.rows.building import (
    CORPUS_COLUMNS,
    DATABASE,
    attach_rows,
    build_rows,
    use_rows,
)
from pipeline.queries.rows.file import LEAST_ROWS, rows_path, rows_to_attach

__all__ = [
    "CORPUS_COLUMNS",
    "DATABASE",
    "LEAST_ROWS",
    "attach_rows",
    "build_rows",
    "rows_path",
    "rows_to_attach",
    "use_rows",
]

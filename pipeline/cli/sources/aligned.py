"""Rows in columns of which the last is never broken: addresses in it can be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.cli.failures import one_line

GAP = "  "


def aligned(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield a line a row, the names of the columns first; "#" before a name: numbers."""
    told = [[_shown(cell) for cell in row] for row in rows]
    names = [name.lstrip("#") for name in columns]
    widths = [max(map(len, column)) for column in zip(names, *told, strict=True)]
    for row in (names, *told):
        cells = [
            cell.rjust(width) if name.startswith("#") else cell.ljust(width)
            for cell, width, name in zip(row, widths, columns, strict=True)
        ]
        yield GAP.join([*cells[:-1], row[-1]]).rstrip()


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else one_line(str(cell))

"""Lines of a PDF page in reading order.

The order of the file's content is kept where columns stand side by side, since programs that set
columns write them one after the other. Where one row after the other was written across a gutter,
the columns are taken apart, and what was written late is put above what it stands over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.clean.pdf.lines import SAME_ROW, Line

MIN_ROWS = 6  # written across a gutter; a table of fewer rows is read by row anyway
MIN_SIDE = 18  # characters on average on both sides; cells of tables are shorter
MIN_ROW_SHARE = 0.6  # of the rows between the first and the last of those
MIN_CELL_GAP = 2.0  # of the size, between cells; between words of narrow columns it is less
MIN_SHARED = 0.2  # of the width, by which what stands over each other overlaps
MAX_STEP = 6  # of the size; lines further apart are not one block
MAX_WORK = 4_000_000  # lines times blocks of a page; maps and tables of a thousand cells stay
MAX_DEPTH = 4  # gutters inside each other

_LIST_MARKER = re.compile(r"\W|\(?[\w.]{1,6}[.)]|\d[\d.]{0,5}")


def in_order(runs: Sequence[Line]) -> list[Line]:
    """Return the lines of one page, top to bottom and column by column."""
    return _settled(_rows(_columns(list(runs), MAX_DEPTH)))


def _rows(runs: Sequence[Line]) -> list[Line]:
    """Join what follows each other in one row: cells, and words far apart."""
    lines: list[Line] = []
    for run in runs:
        if lines and _in_row(lines[-1], run):
            lines[-1] = _joined(lines[-1], run)
        else:
            lines.append(run)
    return lines


def _in_row(before: Line, run: Line) -> bool:
    if not before.same_row(run) or not before.same_size(run):
        return False
    return run.x0 >= before.x1 - run.size or run.x1 <= before.x0 + run.size


def _joined(before: Line, run: Line) -> Line:
    main = max(before, run, key=lambda line: len(line.text))
    gap = max(run.x0 - before.x1, before.x0 - run.x1)
    is_cell = gap > MIN_CELL_GAP * main.size and _LIST_MARKER.fullmatch(before.text) is None
    return replace(
        main,
        text=f"{before.text} {run.text}",
        x0=min(before.x0, run.x0),
        x1=max(before.x1, run.x1),
        is_row=before.is_row or is_cell,
    )


def _settled(lines: list[Line]) -> list[Line]:
    """Put blocks that were written late, such as headings, above what they stand over."""
    blocks = _blocks(lines)
    if len(lines) * len(blocks) > MAX_WORK:
        return lines
    out: list[Line] = []
    for block in blocks:
        foot = block[-1].y + SAME_ROW * block[-1].size
        below = (n for n, line in enumerate(out) if line.y > foot and _shares(line, block))
        at = next(below, len(out))
        out[at:at] = block
    return out


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Split lines where the next one stands higher, or far below."""
    blocks: list[list[Line]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else None
        if before is None or not -line.size < line.y - before.y < MAX_STEP * line.size:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _shares(line: Line, block: list[Line]) -> bool:
    """Tell whether a line stands in the column of a block."""
    x0, x1 = min(one.x0 for one in block), max(one.x1 for one in block)
    shared = min(line.x1, x1) - max(line.x0, x0)
    return shared > MIN_SHARED * min(line.x1 - line.x0, x1 - x0)


def _columns(runs: list[Line], depth: int) -> list[Line]:
    """Take columns apart where rows were written across the gutter between them."""
    found = _gutter(runs) if depth else None
    if found is None:
        return runs
    x, top, bottom = found
    first = next(n for n, run in enumerate(runs) if top <= run.y <= bottom)
    band = [run for run in runs if top <= run.y <= bottom]
    before = [run for run in runs[:first] if not top <= run.y <= bottom]
    after = [run for run in runs[first:] if not top <= run.y <= bottom]
    left = [run for run in band if run.x0 < x]
    right = [run for run in band if run.x0 >= x]
    sides = [*_columns(left, depth - 1), *_columns(right, depth - 1)]
    return [*before, *sides, *after]


def _gutter(runs: Sequence[Line]) -> tuple[float, float, float] | None:
    """Return where a gutter lies that rows were written across: x, first and last baseline."""
    across = [(a, b) for a, b in pairwise(runs) if a.same_row(b) and a.x1 < b.x0]
    if len(across) < MIN_ROWS:
        return None
    x, pairs = _common_gap(across)
    if len(pairs) < MIN_ROWS or not _is_prose(pairs):
        return None
    top, bottom = min(a.y for a, _ in pairs), max(a.y for a, _ in pairs)
    band = [run for run in runs if top <= run.y <= bottom]
    if any(run.x0 < x < run.x1 for run in band):
        return None
    n_rows = len({round(run.y) for run in band})
    if len(pairs) < MIN_ROW_SHARE * n_rows:
        return None
    below = sorted((run.y, run.x0 < x < run.x1) for run in runs if run.y > bottom)
    end = next((y for y, crosses in below if crosses), float("inf"))
    return x, top, max((y for y, _ in below if y < end), default=bottom)


def _common_gap(pairs: list[tuple[Line, Line]]) -> tuple[float, list[tuple[Line, Line]]]:
    """Return the x that most gaps share, and the pairs it divides."""
    edges = sorted([(a.x1, 1) for a, _ in pairs] + [(b.x0, -1) for _, b in pairs])
    best, n_open, x = 0, 0, 0.0
    for (at, step), (following, _) in pairwise([*edges, edges[-1]]):
        n_open += step
        if n_open > best:
            best, x = n_open, (at + following) / 2
    return x, [(a, b) for a, b in pairs if a.x1 <= x <= b.x0]


def _is_prose(pairs: list[tuple[Line, Line]]) -> bool:
    """Tell text in columns from the cells of a table."""
    sides = ([a.text for a, _ in pairs], [b.text for _, b in pairs])
    return all(sum(map(len, side)) >= MIN_SIDE * len(side) for side in sides) and all(
        2 * sum(text[0].islower() for text in side if text) > len(side) / 2 for side in sides
    )

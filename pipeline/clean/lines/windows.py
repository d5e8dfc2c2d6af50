"""Arithmetic over the lines of a page: neighbours, windows, distances, runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Flags = NDArray[np.bool_]
FAR = 99  # lines; farther is all the same
NO_LINE = -1.0  # what stands for a line beyond the ends of the page


def shifted(values: NDArray[np.floating], by: int) -> Matrix:
    """Return at each line the value of the line `by` lines further down."""
    out = np.full(len(values), NO_LINE, dtype=np.float32)
    n = len(values)
    if by > 0:
        out[: max(0, n - by)] = values[by:]
    else:
        out[min(n, -by) :] = values[: max(0, n + by)]
    return out


def window_mean(values: NDArray[np.floating], width: int) -> Matrix:
    """Return the mean over `width` lines to each side, fewer at the ends."""
    total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    number = np.arange(len(values))
    low = np.maximum(0, number - width)
    high = np.minimum(len(values), number + width + 1)
    means: Matrix = ((total[high] - total[low]) / (high - low)).astype(np.float32)
    return means


def since(marked: Flags) -> Matrix:
    """Return the number of lines since the last marked line above, FAR at most."""
    number = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, number, -FAR))
    return np.minimum(number - last, FAR).astype(np.float32)


def until(marked: Flags) -> Matrix:
    """Return the number of lines to the next marked line below, FAR at most."""
    return since(marked[::-1])[::-1]


def runs(marked: Flags, gap: int) -> NDArray[np.int64]:
    """Number runs of marked lines that at most `gap` others interrupt; -1 outside of runs."""
    out = np.full(len(marked), -1, dtype=np.int64)
    run, last = -1, -gap - 2
    for place in np.flatnonzero(marked).tolist():
        if place - last > gap + 1:
            run += 1
        else:
            out[last:place] = run
        out[place] = run
        last = place
    return out


def run_columns(marked: Flags, weight: NDArray[np.floating], gap: int) -> Matrix:
    """Describe each line by the run it stands in and by its way to the heaviest run.

    Returns:
        Columns: weight of its run, that over the heaviest, that over all, whether it stands in the
        heaviest, lines before and after that, runs between, number of runs.
    """
    number = runs(marked, gap)
    n_runs = int(number.max(initial=-1)) + 1
    inside = number >= 0
    weights = np.bincount(number[inside], weight[inside], minlength=max(1, n_runs))
    heaviest = int(weights.argmax())
    own = np.where(inside, weights[np.maximum(number, 0)], 0.0)
    places = np.flatnonzero(number == heaviest)
    first, last = (places[0], places[-1]) if len(places) else (0, 0)
    place = np.arange(len(marked))
    return np.stack(
        [
            own,
            own / max(1.0, float(weights.max())),
            own / max(1.0, float(weights.sum())),
            number == heaviest,
            np.minimum(np.maximum(0, first - place), FAR),
            np.minimum(np.maximum(0, place - last), FAR),
            np.where(inside, number - heaviest, -FAR),
            np.full(len(marked), n_runs),
        ],
        axis=1,
    ).astype(np.float32)

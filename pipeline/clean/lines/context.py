"""What can be seen of a line by its place in the page: the first pass's columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.lines.marks import NAMES, marks, words_of
from pipeline.clean.lines.windows import (
    Flags,
    Matrix,
    run_columns,
    shifted,
    since,
    until,
    window_mean,
)

NEAR = (-3, -2, -1, 1, 2, 3)
NEAR_NAMES = (
    *("characters", "stop_share", "ends_sentence", "frame_share", "title_share", "bullet"),
    *("date", "menu", "cut", "footer", "blank_before", "commas", "related"),
)
WIDTHS = (3, 8, 20)  # lines to each side of the windows
COUNTED = ("cut", "footer", "share", "date", "byline", "comments", "related")
BODY_CHARACTERS = 80
BODY_STOP_SHARE = 0.15  # of names and teasers without verbs it is below
BODY_WORDS = 10  # of a sentence
GAP = 3  # short lines that a run of text may hold inside
MIN_CONTENT = 5  # letters of a word that says what a text is about

Columns = dict[str, Matrix]


def filled(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the indices of the lines that are not blank, and the blank lines above each."""
    indices = [index for index, line in enumerate(lines) if line.strip()]
    above = [-1, *indices]
    return indices, [at - before - 1 for at, before in zip(indices, above, strict=False)]


def features(lines: Sequence[str]) -> Matrix:
    """Return one row for each line that is not blank, in order.

    Args:
        lines: Of a whole page, with their indents and bullets, without marks of links.
    """
    indices, blanks = filled(lines)
    texts = [lines[index] for index in indices]
    rows = [marks(text, blank) for text, blank in zip(texts, blanks, strict=True)]
    own = np.array(rows, dtype=np.float32).reshape(len(texts), len(NAMES))
    columns = {name: own[:, number] for number, name in enumerate(NAMES)}
    is_text = _is_text(columns)
    near = np.stack([shifted(columns[name], by) for name in NEAR_NAMES for by in NEAR], axis=1)
    body = columns["characters"] * is_text
    parts = (
        own,
        near,
        _windows(columns, is_text),
        _place(columns, is_text),
        run_columns(is_text, body, GAP),
        _repeats(texts, columns, is_text),
    )
    return np.hstack(parts).astype(np.float32)


def _is_text(columns: Columns) -> Flags:
    is_long = columns["characters"] >= BODY_CHARACTERS
    is_sentence = (columns["ends_sentence"] > 0) & (columns["words"] >= BODY_WORDS)
    flags: Flags = (is_long & (columns["stop_share"] > BODY_STOP_SHARE)) | is_sentence
    return flags


def _windows(columns: Columns, is_text: Flags) -> Matrix:
    chosen = [
        np.sqrt(columns["characters"]),
        columns["stop_share"],
        columns["frame_share"],
        columns["title_share"],
        columns["date"],
        is_text.astype(np.float32),
        columns["characters"] * is_text,
        columns["first_person"],
        columns["bullet"],
    ]
    return np.stack([window_mean(values, width) for values in chosen for width in WIDTHS], axis=1)


def _place(columns: Columns, is_text: Flags) -> Matrix:
    n = len(is_text)
    number = np.arange(n, dtype=np.float32)
    characters = columns["characters"].astype(np.float64)
    body = characters * is_text
    above = np.cumsum(body) - body
    total = max(1.0, float(body.sum()))
    stated: list[NDArray[np.floating]] = [
        number,
        number / max(1, n),
        n - number,
        np.cumsum(characters) / max(1.0, float(characters.sum())),
        above,
        total - above - body,
        above / total,
        body / total,
        since(is_text),
        until(is_text),
        until(columns["footer"] > 0),
        *(since(columns[name] > 0) for name in COUNTED),
        *(np.cumsum(columns[name]) for name in COUNTED),
        np.full(n, total),
        np.full(n, is_text.sum() / max(1, n)),
        np.full(n, float(n)),
    ]
    return np.stack(stated, axis=1).astype(np.float32)


def _repeats(texts: list[str], columns: Columns, is_text: Flags) -> Matrix:
    """Say of each line how often it and its words stand in the page."""
    folded = [text.strip().casefold() for text in texts]
    words = [words_of(text) for text in texts]
    starts = [" ".join(line[:3]) for line in words]
    content = [{word for word in line if len(word) >= MIN_CONTENT} for line in words]
    n_lines, n_starts = Counter(folded), Counter(starts)
    said = Counter(word for own, text in zip(content, is_text, strict=True) if text for word in own)
    title = content[0] if content else set()
    longest = max(1.0, float(columns["characters"].max(initial=0)))
    rows = [
        [
            n_lines[line],
            n_starts[start],
            _share(sum(said[word] > text for word in own), own),
            _share(sum(said[word] for word in own), own),
            _share(len(title & own), own),
            length / longest,
        ]
        for line, start, own, text, length in zip(
            folded, starts, content, is_text.tolist(), columns["characters"].tolist(), strict=True
        )
    ]
    return np.array(rows, dtype=np.float32).reshape(len(texts), 6)


def _share(count: int, words: set[str]) -> float:
    return count / len(words) if words else -1.0

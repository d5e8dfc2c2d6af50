"""The words of texts that count here, read once and counted in one sparse matrix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

RUN = re.compile(r"\w+")
LEAST_LETTERS = 3
SHORT_LETTERS = 2
"""Capitals as in "EU"; other pairs of letters are mostly what is left of scanned words."""
_CALENDAR = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
    "saturday sunday today yesterday tomorrow"
)
CALENDAR = frozenset(_CALENDAR.split())
_FURNITURE = (
    "page pages continued cont photo photos photograph photographs picture pictures caption cover "
    "click http https www com org html pdf vol pp fig "
    "said says say did does didn doesn don isn wasn aren weren couldn wouldn shouldn hasn haven "
    "hadn won ain just like really got gets getting going goes went gone come comes came coming "
    "think thinks thought know knows knew want wants wanted lot lots thing things bit sort mean "
    "saying look looks looked looking yes way ways let lets tell tells told put takes took taken "
    "taking give gives gave given giving make makes made making "
    "des les est une dans pour par sur que qui del los las por para der die das und von mit"
)
FURNITURE = frozenset(_FURNITURE.split())
"""What frames a text (captions, links), says that somebody speaks, or is grammar of the other
languages that stand in English texts."""
STOP_WORDS = frozenset(ENGLISH_STOP_WORDS) | CALENDAR | FURNITURE
OTHER, STOP = -1, -2
"""Stand for a column."""
MOST_WORDS = 20_000
"""The commonest: keeps the model small (8 MB), and the rest occur in a handful of passages."""
PASSAGES_A_WORD = 1_000
"""A word must be in one passage of so many, and in two at least: rarer ones are names and scanning
errors that tell no topic from another."""


@dataclass(frozen=True, slots=True)
class Words:
    """Which words a text holds."""

    names: tuple[str, ...]
    """In alphabetical order."""
    counts: csr_matrix
    """float64 (n_texts, n_names): how often each is in each text."""
    small: np.ndarray
    """float64 (n_texts), 0 to 1: part of each text's words that are stop words. Running text has
    about a half; lists of names, tables and rubble have few."""


class _Columns(dict[str, int]):
    """Column of every run of letters by how it is written; where it does not count, OTHER or STOP.

    Looking up how a word is written is what keeps reading fast: rules are asked once a spelling.
    """

    def __init__(self, names: Sequence[str] | None) -> None:
        super().__init__()
        self.known = {name: at for at, name in enumerate(names or ())}
        self.is_closed = names is not None

    def __missing__(self, run: str) -> int:
        word = run.lower()
        column = STOP if word in STOP_WORDS else OTHER
        if counts_here(run):
            column = self.known.get(word, OTHER)
            if column == OTHER and not self.is_closed:
                column = self.known[word] = len(self.known)
        self[run] = column
        return column


def counts_here(run: str) -> bool:
    """Tell whether a run of letters and digits is a word that may describe a topic."""
    if not run.isalpha() or run.lower() in STOP_WORDS:
        return False
    return len(run) >= LEAST_LETTERS or (
        len(run) == SHORT_LETTERS and run.isupper() and run.isascii()
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text that count here, in lower case."""
    return [run.lower() for run in RUN.findall(text) if counts_here(run)]


def learn_words(texts: Sequence[str]) -> Words:
    """Count the words of texts and keep those that occur often enough.

    The order of the texts has an influence on the order of rows only.
    """
    columns = _Columns(None)
    rows = [_row(text, columns) for text in texts]
    counts = _counted(rows, columns)
    names = np.array(list(columns.known), dtype=object)
    spread = np.diff(counts.tocsc().indptr)
    least = max(2, len(texts) // PASSAGES_A_WORD)
    often = [int(at) for at in np.flatnonzero(spread >= least)]
    often.sort(key=lambda at: (-spread[at], names[at]))
    kept = sorted(often[:MOST_WORDS], key=lambda at: names[at])
    small = np.array([_part_of_stop_words(row) for row in rows])
    return Words(tuple(str(names[at]) for at in kept), counts[:, kept].tocsr(), small)


def count_words(texts: Sequence[str], names: Sequence[str]) -> csr_matrix:
    """Count given words in texts: float64 (n_texts, n_names)."""
    columns = _Columns(names)
    return _counted([_row(text, columns) for text in texts], columns)


def _row(text: str, columns: _Columns) -> np.ndarray:
    return np.fromiter((columns[run] for run in RUN.findall(text)), dtype=np.int32)


def _counted(rows: Sequence[np.ndarray], columns: _Columns) -> csr_matrix:
    kept = [row[row >= 0] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    flat = np.concatenate(kept) if kept else np.zeros(0, dtype=np.int32)
    shape = (len(kept), max(len(columns.known), 1))
    counts = csr_matrix((np.ones(len(flat)), flat, ends), shape=shape)
    counts.sum_duplicates()
    return counts


def _part_of_stop_words(row: np.ndarray) -> float:
    n_stop = int((row == STOP).sum())
    return n_stop / max(n_stop + int((row >= 0).sum()), 1)

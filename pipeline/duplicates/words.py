"""Texts as rows of numbers: their words, and the fingerprints under which they are looked up."""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Keys = NDArray[np.int64]
Positions = NDArray[np.int64]

PRINTED_WORDS = 5
"""Words of a shingle that is fingerprinted: shorter ones recur in unrelated texts by chance."""
WINDOW = 16
"""Shingles of which one is chosen: two texts with 20 words on end in common share a fingerprint
for certain (Schleimer, Wilkerson and Aiken 2003), and a text has about 2 for every 17 words."""

# Scripts without spaces: each character counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+")
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # of splitmix64
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of a text, in order of their place; one may come more than once."""

    values: Keys
    places: Positions
    """Number of the word that the fingerprinted shingle begins with."""


def words(text: str) -> list[str]:
    """Return the words of a text, case-folded and without marks."""
    return _WORD.findall(text.casefold())


def text_key(found: list[str]) -> int:
    """Return the number of a text that only texts of the same words have: 64 bits, signed."""
    digest = hashlib.sha256(" ".join(found).encode()).digest()
    return int.from_bytes(digest[:8], "little", signed=True)


def numbered(found: list[str]) -> Numbers:
    """Return one number a word: equal for equal words, in every process and on every machine."""
    return np.fromiter(map(_number, found), dtype=np.uint64, count=len(found))


@functools.lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def shingles(row: Numbers, size: int) -> Numbers:
    """Return a hash of every run of `size` words; of a shorter text, the one of all its words."""
    if len(row) == 0:
        return row
    size = min(size, len(row))
    n_runs = len(row) - size + 1
    hashed = np.zeros(n_runs, dtype=np.uint64)
    for i in range(size):
        hashed = _mixed(hashed + _STEP + row[i : i + n_runs])
    return hashed


def _mixed(hashed: Numbers) -> Numbers:
    hashed = (hashed ^ (hashed >> np.uint64(30))) * _MIXERS[0]
    hashed = (hashed ^ (hashed >> np.uint64(27))) * _MIXERS[1]
    return hashed ^ (hashed >> np.uint64(31))


def prints(row: Numbers) -> Prints:
    """Choose the fingerprints of a text: of every WINDOW shingles on end the smallest hash.

    What is chosen depends on the words around it alone, so that a passage keeps its
    fingerprints wherever it is copied to. A text without a word has none.
    """
    hashed = shingles(row, PRINTED_WORDS)
    if len(hashed) == 0:
        return Prints(np.zeros(0, np.int64), np.zeros(0, np.int64))
    width = min(WINDOW, len(hashed))
    windows = np.lib.stride_tricks.sliding_window_view(hashed, width)
    places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return Prints(hashed[places].view(np.int64), places.astype(np.int64))

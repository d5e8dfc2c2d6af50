"""Written forms behind an automaton, and a text made ready for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import numpy as np
from ahocorasick_rs import AhoCorasick

from pipeline.gazetteers.broken import Mended
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold
from pipeline.gazetteers.patterns import Pattern, folded_words, pattern

KATAKANA = range(0x30A1, 0x30FF)


class Words:
    """A text, folded to words with single spaces between them, and where each comes from.

    Broken words are joined before; places are those of the joined text, but for `origin`.
    """

    __slots__ = ("_mended", "_places", "_starts", "folded", "text")

    def __init__(self, text: str) -> None:
        """Fold a text once for all layers."""
        self._mended = Mended(text)
        self.text = self._mended.text
        folded = fold(self.text)
        self._starts = _starts(folded)
        self.folded = f" {' '.join(folded.split())} "
        self._places = _starts(self.folded)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the text as it was given."""
        return self._mended.origin(start), self._mended.origin(end - 1) + 1

    def place(self, at: int) -> int:
        """Return the place in the text of a letter of the folded words."""
        word = bisect_right(self._places, at) - 1
        return self._starts[word] + at - self._places[word]

    def starts(self, start: int, end: int) -> list[int]:
        """Return where in the text the words of a range of the folded ones start."""
        first = bisect_right(self._places, start)
        last = bisect_right(self._places, end - 1)
        return [self.place(start), *self._starts[first:last]]


def _starts(folded: str) -> list[int]:
    """Return where the words of a long folded text start."""
    codes = np.frombuffer(f" {folded}".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    in_word = codes != ord(" ")
    starts: list[int] = np.flatnonzero(in_word[1:] > in_word[:-1]).tolist()
    return starts


class Layer:
    """Some entries behind one automaton.

    Never changes once made, but that entries are made ready when they are first met: most never.
    """

    __slots__ = ("_automaton", "_groups", "_has_spaces", "_ready")

    def __init__(self, entries: Iterable[Entry], has_spaces: bool = True) -> None:
        """Build the automaton.

        Args:
            entries: Written forms; of two that fold alike the earlier is asked first.
            has_spaces: Whether their script puts spaces between words.
        """
        grouped: dict[str, list[Entry]] = {}
        for entry in entries:
            words = folded_words(entry.written)
            if words:
                grouped.setdefault(f" {words} " if has_spaces else words, []).append(entry)
        self._groups = tuple(grouped.values())
        self._ready: dict[int, tuple[Pattern, ...]] = {}
        self._automaton = AhoCorasick(list(grouped))
        self._has_spaces = has_spaces

    def find(self, words: Words) -> Iterator[tuple[int, int, tuple[Pattern, ...]]]:
        """Yield every place that folds like an entry: a range of the folded words, and entries."""
        folded = words.folded
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if self._has_spaces:
                yield start + 1, end - 1, self._patterns(index)
            elif not _cuts_katakana(folded, start, end):
                yield start, end, self._patterns(index)

    def _patterns(self, index: int) -> tuple[Pattern, ...]:
        ready = self._ready.get(index)
        if ready is None:
            ready = self._ready[index] = tuple(pattern(one) for one in self._groups[index])
        return ready


def _cuts_katakana(folded: str, start: int, end: int) -> bool:
    """Tell whether a range is a part of a longer Japanese loan word ("Thai" in "title")."""
    return any(
        ord(folded[at]) in KATAKANA and ord(folded[at - 1]) in KATAKANA for at in (start, end)
    )

"""Which of many lines, read in their order, make up a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_PLACES = 20  # of one line that stands in the text again and again


@dataclass(frozen=True, slots=True)
class _Chain:
    """Lines that follow each other in the text, by the last of them."""

    weight: int
    """Their letters."""
    line: int
    before: _Chain | None


def making_up(lines: Sequence[str], text: str) -> frozenset[int]:
    """Return which lines follow each other in a text so that they cover the most of it.

    A menu's "Music" may stand in any paragraph: taken by itself it would claim that place, and
    the paragraphs before it would seem to be missing.

    Args:
        lines: In their order, bare letters; empty ones make up nothing.
        text: Bare letters.
    """
    ends, chains = [0], [_Chain(0, -1, None)]
    for number, line in enumerate(lines):
        found = [
            (start + len(line), chains[bisect_right(ends, start) - 1])
            for start in _places(line, text)
        ]
        for end, before in found:
            _add(ends, chains, end, _Chain(before.weight + len(line), number, before))
    return frozenset(_lines_of(chains[-1]))


def _places(line: str, text: str) -> Iterator[int]:
    start = text.find(line) if line else -1
    for _ in range(MAX_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(line, start + 1)


def _add(ends: list[int], chains: list[_Chain], end: int, chain: _Chain) -> None:
    """Keep a chain unless one that ends as early covers as much, and drop those it beats."""
    at = bisect_right(ends, end)
    if chains[at - 1].weight >= chain.weight:
        return
    while at < len(chains) and chains[at].weight <= chain.weight:
        del ends[at], chains[at]
    if ends[at - 1] == end:
        chains[at - 1] = chain
    else:
        ends.insert(at, end)
        chains.insert(at, chain)


def _lines_of(chain: _Chain | None) -> Iterator[int]:
    while chain is not None and chain.before is not None:
        yield chain.line
        chain = chain.before

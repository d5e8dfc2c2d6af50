"""Which lines of a rendered page are its article, told by the article's true text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHINGLE = 4  # words in a row that the page and the true text must share
MIN_SHARE = 0.5  # of a line's words

_TOKEN = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """Return the words that the article-extraction benchmark compares."""
    return _TOKEN.findall(text)


def kept_lines(lines: Sequence[str], body: str) -> list[bool]:
    """Tell for each line whether it belongs to the article.

    A line belongs to it if half of its words stand in shingles of the true text; of a line that
    stands twice (the title, a teaser) as often as the text has it, nearest to the main part first.
    """
    words = [tokens(line) for line in lines]
    shares = _shares(words, tokens(body))
    start, end = _heaviest(
        [len(own) * (s - MIN_SHARE) for own, s in zip(words, shares, strict=True)]
    )
    order = sorted(range(len(lines)), key=lambda at: (max(0, start - at, at - end), at))
    left = Counter(tokens(body))
    kept = [False] * len(lines)
    for at in order:
        own = Counter(words[at])
        if own and shares[at] >= MIN_SHARE and (own & left).total() >= MIN_SHARE * own.total():
            kept[at] = True
            left -= own
    return kept


def _shares(words: Sequence[list[str]], body: list[str]) -> list[float]:
    """Return for each line the share of its words that stand in shingles of the body."""
    known = {tuple(body[at : at + SHINGLE]) for at in range(max(1, len(body) - SHINGLE + 1))}
    flat = [word for line in words for word in line]
    covered = [False] * len(flat)
    for at in range(len(flat) - SHINGLE + 1):
        if tuple(flat[at : at + SHINGLE]) in known:
            covered[at : at + SHINGLE] = [True] * SHINGLE
    shares, at = [], 0
    for line in words:
        shares.append(sum(covered[at : at + len(line)]) / max(1, len(line)))
        at += len(line)
    return shares


def _heaviest(gains: Sequence[float]) -> tuple[int, int]:
    """Return first and last index of the run with the largest sum."""
    best, best_sum = (0, 0), 0.0
    start, running = 0, 0.0
    for at, gain in enumerate(gains):
        if running <= 0:
            start, running = at, 0.0
        running += gain
        if running > best_sum:
            best, best_sum = (start, at), running
    return best

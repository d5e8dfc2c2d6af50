"""How well suggestions fit the labels of held-out posts; one rule for both sides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOP = 5
N_BINS = 10

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one set of suggestions, 0 to 1."""

    ndcg: float
    """nDCG@5, every label of gain 1; mean over the posts."""
    f1: float
    """F1 of the five best against the labels; mean over the posts."""
    macro_top: float
    """F1 of each label over the posts, where the five best are given; mean over labels."""
    micro: float
    """F1 over all pairs at the one threshold that suits these very suggestions best: neither side
    has to choose it, so that it is the ranking that is compared."""
    macro: float
    """Mean F1 of the labels at that threshold."""
    ece: float
    """Expected calibration error over all pairs, ten equal bins."""


def measure(suggested: Sequence[Scores], gold: Sequence[frozenset[str]], known: int) -> Figures:
    """Measure suggestions.

    Args:
        suggested: Label to score, for each post; labels of score 0 or below are not suggested.
        gold: Labels of each post, at least one.
        known: Number of labels in the vocabulary.
    """
    tops = [_top(scores) for scores in suggested]
    pairs = list(zip(tops, gold, strict=True))
    threshold = _best_threshold(suggested, gold)
    chosen = [{k for k, v in scores.items() if v >= threshold} for scores in suggested]
    return Figures(
        ndcg=_mean([_ndcg(top, labels) for top, labels in pairs]),
        f1=_mean([2 * len(set(top) & labels) / (len(top) + len(labels)) for top, labels in pairs]),
        macro_top=_macro([set(top) for top in tops], gold),
        micro=_f1(*_counts(chosen, gold)),
        macro=_macro(chosen, gold),
        ece=_calibration_error(suggested, gold, known),
    )


def mean_figures(all_of: Sequence[Figures]) -> Figures:
    """Return the mean of several draws."""
    names = Figures.__dataclass_fields__
    return Figures(**{name: _mean([getattr(one, name) for one in all_of]) for name in names})


def _top(scores: Scores) -> list[str]:
    ranked = sorted((label for label in scores if scores[label] > 0), key=lambda k: (-scores[k], k))
    return ranked[:TOP]


def _ndcg(top: Sequence[str], labels: frozenset[str]) -> float:
    found = sum(1 / math.log2(place + 2) for place, label in enumerate(top) if label in labels)
    return found / sum(1 / math.log2(place + 2) for place in range(min(TOP, len(labels))))


def _counts(chosen: Sequence[set[str]], gold: Sequence[frozenset[str]]) -> tuple[int, int, int]:
    right = sum(len(some & labels) for some, labels in zip(chosen, gold, strict=True))
    return right, sum(map(len, chosen)), sum(map(len, gold))


def _f1(right: int, given: int, true: int) -> float:
    return 2 * right / (given + true) if given + true else 0.0


def _macro(chosen: Sequence[set[str]], gold: Sequence[frozenset[str]]) -> float:
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for some, labels in zip(chosen, gold, strict=True):
        right.update(some & labels)
        given.update(some)
        true.update(labels)
    return _mean([_f1(right[label], given[label], true[label]) for label in sorted(true)])


def _best_threshold(suggested: Sequence[Scores], gold: Sequence[frozenset[str]]) -> float:
    """Return the score from which on giving all suggestions has the best micro F1."""
    pairs = [
        (score, label in labels)
        for scores, labels in zip(suggested, gold, strict=True)
        for label, score in scores.items()
    ]
    n_true, right = sum(map(len, gold)), 0
    best, threshold = 0.0, math.inf
    ranked = sorted(pairs, reverse=True)
    for given, (score, is_right) in enumerate(ranked, start=1):
        right += is_right
        is_last_of_equals = given == len(ranked) or ranked[given][0] < score
        if is_last_of_equals and _f1(right, given, n_true) > best:
            best, threshold = _f1(right, given, n_true), score
    return threshold


def _calibration_error(
    suggested: Sequence[Scores], gold: Sequence[frozenset[str]], known: int
) -> float:
    bins = [[0, 0.0, 0] for _ in range(N_BINS)]
    for scores, labels in zip(suggested, gold, strict=True):
        for label, score in scores.items():
            one = bins[min(N_BINS - 1, int(score * N_BINS))]
            one[0], one[1], one[2] = one[0] + 1, one[1] + score, one[2] + (label in labels)
        unsaid = labels - scores.keys()
        bins[0][0] += known - len(scores)
        bins[0][2] += len(unsaid)
    return sum(abs(summed - true) for _, summed, true in bins) / (known * len(gold))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

"""What a suggestion is, and how strongly a text must speak for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

NAME_WEIGHT = 0.1
"""What a passage gains where it names a concept: 0.1 * log(1 + times). Of 0, 0.05, 0.1 and 0.2 the
best on 99 documents that are not part of this repository: nDCG@5 0.83, 0.86, 0.87 and 0.85."""
BEST_SHARE = 0.25
"""A document is about a concept as far as the best quarter of its passages is..."""
LEAST_BEST = 2
"""...or the two best, where that is more: one passage alone is chance, all would hide a
secondary theme. (Those documents: the best one 0.858, two 0.869, half 0.870, all 0.860.)"""
MIDPOINT = 0.2
"""Strength that becomes score 0.5, and..."""
SPREAD = 0.05
"""...how much more makes it 0.73: a logistic curve whose two constants serve every vocabulary until
something is learnt. Round numbers; the expected calibration error is 0.012 on those documents (36
concepts described at length), 0.02 to 0.04 on news posts tagged by many hands (51 of a line)."""
N_EVIDENCE = 2
DECIMALS = 6


class Suggestion(NamedTuple):
    """A concept proposed for a document."""

    concept_id: str
    score: float
    """0 to 1: the probability that an editor would give it, where `is_calibrated`."""
    evidence: tuple[str, ...]
    """Ids of the passages that speak most for it, best first."""
    low: float = 0.0
    """95 % interval of the probability, from how much the calibration rests on."""
    high: float = 1.0
    is_sure: bool = True
    """False where the model abstains: it has seen too little to tell whether it applies."""
    is_calibrated: bool = False
    signals: Mapping[str, float] = {}
    """What speaks for it, in log-odds that add up to that of the score: "description", "names",
    "usual", and where something is learnt "words" and "meaning"; of countries "names",
    "adjectives", "title", "lead", "usual". Empty where labels are all that was looked for."""

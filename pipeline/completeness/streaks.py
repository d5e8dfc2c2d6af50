"""Streaks: how many bad visits in a row are more than chance.

A source that fails now and then has learnt us how often; a streak of k is told when so many in a
row come by chance less than FALSE_A_YEAR times a year (run rule of control charts, W. A. Shewhart,
Economic Control of Quality, 1931; the rate is the mean of a beta posterior).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Visit

FALSE_A_YEAR = 0.05
"""Streaks a year and source that mere chance may bring."""
LEAST = 2
"""One bad visit is a server's bad hour."""
MOST = 10
"""After so many even a source that often fails is told of."""
MEMORY = 120
"""Visits that the rate of bad ones is learnt from."""
PRIOR_BAD, PRIOR_GOOD = 0.2, 9.8
"""Prior of the rate: two bad visits in a hundred, worth ten visits."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Bad visits in a row, up to the last one."""

    visits: tuple[Visit, ...]
    n_needed: int
    share_before: float
    """Of bad ones in the visits before, 0 to 1."""


def streak(visits: Sequence[Visit], is_bad: Sequence[bool]) -> Streak | None:
    """Return the bad visits at the end, if they are more in a row than chance brings.

    Of those before, bad ones in a row count once: an outage must not make the next one usual.

    Args:
        visits: In order.
        is_bad: Of each, whether it shows the fault.
    """
    n = next((at for at, bad in enumerate(reversed(is_bad)) if not bad), len(is_bad))
    if not n:
        return None
    before = is_bad[:-n][-MEMORY:]
    learnt = [bad for at, bad in enumerate(before) if not (bad and at and before[at - 1])]
    share = (sum(learnt) + PRIOR_BAD) / (len(learnt) + PRIOR_BAD + PRIOR_GOOD)
    needed = _needed(share, visits_a_year(visits)) if before else 1
    if n < needed:
        return None
    return Streak(tuple(visits[-n:]), needed, sum(before) / len(before) if before else 0.0)


def visits_a_year(visits: Sequence[Visit]) -> float:
    """Return how often a source is visited, by its visits so far; 365 where that is not known."""
    days = (visits[-1].started_at - visits[0].started_at).total_seconds() / 86_400
    return 365.25 * (len(visits) - 1) / days if days >= 1 else 365.25


def _needed(share: float, a_year: float) -> int:
    by_chance = math.log(FALSE_A_YEAR / max(a_year, 1.0)) / math.log(share)
    return min(max(math.ceil(by_chance), LEAST), MOST)

"""Faults of single items: no text, no title, no date, far too few words, the same as others.

Each kind is a run of yes and no, with a share of its own in the past. The log-likelihood ratio of
a share that is far worse against the usual one is summed up from its last low (CUSUM for Bernoulli
counts; M. R. Reynolds and Z. G. Stoumbos, Journal of Quality Technology 31, 1999); what suspicious
items show is not learnt from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FALSE_ALARM = 1 / 20_000
"""In so many items one false alarm of a kind at most (G. Lorden, Annals of Mathematical Statistics
42, 1971): once in twenty years for a source of a thousand items a year."""
THRESHOLD = -math.log(FALSE_ALARM)
PER_VISIT = THRESHOLD / 2
"""One visit adds no more: the ten items of a visit may all be of one odd sort."""
LEAST_ITEMS = 10
"""Items that are learnt from before anything is said."""
MOST_USUAL = 0.6
"""Where more items than this are bad anyway, nothing is said of it."""
WORSE = 0.3
"""The share of good items that is looked for is this part of the usual one."""
FORGETS = 0.995
"""Each item makes the past count so much less: about 200 are remembered."""
PRIOR_BAD, PRIOR_ALL = 0.15, 3.0
LEAST_SHARE = 0.02
"""One item in fifty may be bad anywhere, though none was yet."""
WELL_AGAIN = 0.5
"""Part of the threshold under which the sum has to fall."""
WELL_IN_A_ROW = 4
"""So many good items in a row end what was told, too: where the good share is WORSE, they come by
chance once in a hundred times."""
SETTLES_AFTER = 150
"""Items after which the worse share is taken for what the source is now."""


@dataclass(frozen=True, slots=True)
class Worse:
    """A share of bad items that has risen, and has not fallen again."""

    since: int
    """Index of the first item of it."""
    n: int
    n_bad: int
    before: float
    """Share of bad ones among the items before it, 0 to 1; later ones count more."""


def worse(is_bad: Sequence[bool], visits: Sequence[str]) -> Worse | None:
    """Return what has become worse by the end of a series of items, None where nothing has.

    Args:
        is_bad: Of each item, in order.
        visits: To which visit each belongs.
    """
    usual = _Usual()
    held: list[bool] = []
    total, in_visit, is_told = 0.0, 0.0, False
    for at, bad in enumerate(is_bad):
        if not bad and not total:
            usual.learn((bad,))
            in_visit = 0.0
            continue
        in_visit = in_visit if at and visits[at] == visits[at - 1] else 0.0
        step = usual.step(bad)
        step = min(step, PER_VISIT - in_visit) if step > 0 else step
        in_visit += max(step, 0.0)
        total = min(max(total + step, 0.0), 1.3 * THRESHOLD)
        held.append(bad)
        is_told = total >= THRESHOLD or (is_told and total > WELL_AGAIN * THRESHOLD)
        if is_told and not any(held[-WELL_IN_A_ROW:]):
            usual.learn(held[-WELL_IN_A_ROW:])
            held, total, is_told = [], 0.0, False
        elif not total or (is_told and len(held) > SETTLES_AFTER):
            usual = _Usual() if total else usual
            usual.learn(held)
            held, total, is_told = [], 0.0, False
    if not is_told:
        return None
    return Worse(len(is_bad) - len(held), len(held), sum(held), usual.seen)


@dataclass(slots=True)
class _Usual:
    """The usual share of bad items, as far as it is known."""

    n_bad: float = 0.0
    n_all: float = 0.0

    @property
    def share(self) -> float:
        return max((self.n_bad + PRIOR_BAD) / (self.n_all + PRIOR_ALL), LEAST_SHARE)

    @property
    def seen(self) -> float:
        """Return what was seen alone: the share above supposes a little more."""
        return self.n_bad / self.n_all if self.n_all else 0.0

    def learn(self, items: Sequence[bool]) -> None:
        for bad in items:
            self.n_bad = FORGETS * self.n_bad + bad
            self.n_all = FORGETS * self.n_all + 1

    def step(self, bad: bool) -> float:
        """Return the log-likelihood ratio of an item."""
        if self.n_all < LEAST_ITEMS * FORGETS**LEAST_ITEMS or self.share > MOST_USUAL:
            return 0.0
        good = 1 - self.share
        worse_good = WORSE * good
        return math.log((1 - worse_good) / (1 - good)) if bad else math.log(worse_good / good)

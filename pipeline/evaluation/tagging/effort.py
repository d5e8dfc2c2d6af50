"""What an editor has to do to reach the right tags, with suggestions and without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.evaluation.tagging.editor import acts_on
from pipeline.evaluation.tagging.truth import Judged, Truth

SHOWN = (3, 5, 8, 10)
"""Lengths of the list of suggestions that are compared."""
LOOKUP_COSTS = (1.0, 2.0, 3.0, 5.0, 10.0)
"""Clicks that it may take to find one tag in the list of all; nobody has timed our editors."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Acts over all documents whose right tags are all known to the measurement.

    With suggestions each of the first n_shown costs one click (accept, or reject or skip), and
    each right tag that is not among them one lookup in the list of all concepts and one click.
    Without suggestions each right tag costs one lookup and one click.
    """

    n_shown: int
    n_documents: int
    n_accepts: int
    n_rejects: int
    """Or skips: a wrong suggestion was read."""
    n_adds: int
    """Each with one lookup."""
    n_tags: int
    """Right tags: adds, and lookups, without suggestions."""

    @property
    def break_even(self) -> float | None:
        """Clicks a lookup must cost for suggestions to pay; None where they never do.

        accepts + rejects + adds (1 + c) = (accepts + adds) (1 + c) holds for c = rejects / accepts.
        """
        return self.n_rejects / self.n_accepts if self.n_accepts else None

    def clicks(self, lookup_cost: float) -> tuple[float, float]:
        """Return the clicks with suggestions and without."""
        with_them = self.n_accepts + self.n_rejects + self.n_adds * (1 + lookup_cost)
        return with_them, self.n_tags * (1 + lookup_cost)

    def saved(self, lookup_cost: float) -> float | None:
        """Return the share of the clicks that suggestions save; below 0 where they cost more."""
        with_them, without = self.clicks(lookup_cost)
        return 1 - with_them / without if without else None


def efforts(truth: Truth, judged: Judged) -> tuple[Effort, ...]:
    """Count an editor's acts for each length of the list in SHOWN."""
    return tuple(_effort(truth, judged, n_shown) for n_shown in SHOWN)


def _effort(truth: Truth, judged: Judged, n_shown: int) -> Effort:
    kinds: Counter[str] = Counter()
    rows = [row for row, is_judged in enumerate(truth.is_judged) if is_judged]
    for row in rows:
        acts = acts_on(row, truth.gains[row], judged.probabilities[row], n_shown)
        kinds.update(act.kind for act in acts)
    n_accepts, n_adds = kinds["accept"], kinds["add"]
    return Effort(n_shown, len(rows), n_accepts, kinds["reject"], n_adds, n_accepts + n_adds)

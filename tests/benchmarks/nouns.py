"""What a measure is and what it gives."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.settings import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """What one measure found."""

    n_documents: int
    seconds: float
    """Wall time of the whole stage, with all that it starts, loads and stores."""
    peak_mb: float
    """Most resident memory of this process and its children while the stage ran, in 10^6 bytes;
    pages that several processes share count in each."""
    pairs: tuple[tuple[float, float], ...] = ()
    """Seconds of our core and the peer's on the same input, in turn; empty: nothing to compare."""
    n_words: int = 0
    """0: not told in words."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our time over the peer's, the median of the pairs: below 1 we are faster."""
        ratios = [ours / theirs for ours, theirs in self.pairs if theirs]
        return statistics.median(ratios) if ratios else None


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table."""

    title: str
    peer: str
    """What the ratio compares with."""
    needs: tuple[str, ...]
    """Stages run before it, untimed."""
    run: Callable[[Workspace, int], Figures]
    """Takes a workspace in which `needs` have run, and how often to alternate with the peer."""

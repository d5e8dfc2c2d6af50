"""How quickly a snapshot answers: theme by country by year."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.queries import Filters, Snapshot

N_THEMES = 10
N_COUNTRIES = 10
MS = 1000


@dataclass(frozen=True, slots=True)
class Answers:
    """Milliseconds."""

    opened: float
    first: float
    each: tuple[float, ...]
    """Of all later ones."""

    def quantile(self, part: float) -> float:
        """Return a quantile of the later ones."""
        return float(np.quantile(self.each, part))


def ask(folder: Path, frequent: tuple[list[str], list[str]]) -> Answers:
    """Ask for every pair of themes and countries, each once.

    Args:
        folder: Of a snapshot.
        frequent: Ids of themes and of countries.
    """
    begun = time.perf_counter()
    with Snapshot(folder) as snapshot:
        opened = time.perf_counter()
        times = [
            _timed(snapshot, theme, country) for theme in frequent[0] for country in frequent[1]
        ]
    return Answers((opened - begun) * MS, times[0], tuple(times[1:]))


def _timed(snapshot: Snapshot, theme: str, country: str) -> float:
    begun = time.perf_counter()
    answer = snapshot.trend("theme", theme, by="year", filters=Filters(countries=(country,)))
    if answer.empty:
        raise RuntimeError(f"{theme} in {country}: no answer")
    return (time.perf_counter() - begun) * MS


def most_frequent(folder: Path) -> tuple[list[str], list[str]]:
    """Return the themes and countries with the most documents: the slowest to ask for."""
    with Snapshot(folder) as snapshot:
        found = [
            snapshot.series(kind).sort_values(["n_documents", "id"], ascending=[False, True])["id"]
            for kind in ("theme", "country")
        ]
    return list(found[0][:N_THEMES]), list(found[1][:N_COUNTRIES])

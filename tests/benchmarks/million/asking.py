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
class Took:
    """Milliseconds."""

    wall: float
    processor: float
    """Of all threads together: what other work on the machine hardly changes."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How long 100 questions took, the first apart."""

    opened: Took
    first: Took
    later: tuple[Took, ...]

    def quantile(self, part: float) -> Took:
        """Return a quantile of the later ones."""
        walls, busy = [one.wall for one in self.later], [one.processor for one in self.later]
        return Took(float(np.quantile(walls, part)), float(np.quantile(busy, part)))


def ask(folder: Path, frequent: tuple[list[str], list[str]]) -> Answers:
    """Ask for every pair of themes and countries, each once.

    They are asked diagonal by diagonal, so that the first ten questions are of ten themes and ten
    countries never asked for before.

    Args:
        folder: Of a snapshot.
        frequent: Ids of themes and of countries.
    """
    themes, countries = frequent
    clock = _Clock()
    with Snapshot(folder) as snapshot:
        opened = clock.stop()
        took = []
        for step in range(len(countries)):
            for at, theme in enumerate(themes):
                country = countries[(at + step) % len(countries)]
                clock = _Clock()
                answer = snapshot.trend("theme", theme, filters=Filters(countries=(country,)))
                took.append(clock.stop())
                if answer.empty:
                    raise RuntimeError(f"{theme} in {country}: no answer")
    return Answers(opened, took[0], tuple(took[1:]))


class _Clock:
    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def stop(self) -> Took:
        wall, processor = time.perf_counter(), time.process_time()
        return Took((wall - self.wall) * MS, (processor - self.processor) * MS)


def most_frequent(folder: Path) -> tuple[list[str], list[str]]:
    """Return the themes and countries with the most documents: the slowest to ask for."""
    with Snapshot(folder, print) as snapshot:
        found = [
            snapshot.series(kind).sort_values(["n_documents", "id"], ascending=[False, True])["id"]
            for kind in ("theme", "country")
        ]
    return list(found[0][:N_THEMES]), list(found[1][:N_COUNTRIES])

"""One place over a year: faults that last until they are told of, and what is told without one."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.completeness import find_findings
from pipeline.declarations import Source
from tests.benchmarks.outages.rhythms import Place
from tests.benchmarks.outages.world import FAULTS, World

START = dt.date(2025, 1, 6)
DAYS = 365
LONGEST = 45
"""Runs that a fault lasts if nobody is told of it."""
PATIENCE = 12
"""Days after a fault in which what is told may be its echo."""
FIRST, SPACING = 40, 45
"""Days from the first visit to the first fault, and from the end of one to the next at least."""
VARYING = 20
"""Days that may be added to either."""
SOURCE = Source(id="simulated", name="Simulated", kind="sitemap", url="https://x.example/s.xml")


@dataclass(slots=True)
class Outcome:
    """What was told, over all source-years."""

    n_days: int = 0
    false: list[tuple[str, str, dt.date]] = field(default_factory=list)
    """Place, kind of finding, day."""
    delays: dict[tuple[str, str], list[int | None]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By fault and place: runs until something was told; None: nothing in LONGEST runs."""
    told_as: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: float = 0.0


class Life:
    """A place, its faults, and what is told of it."""

    def __init__(self, place: Place, seed: int, outcome: Outcome, *, with_faults: bool) -> None:
        """Prepare a year; the same seed gives the same one."""
        self.place, self.outcome = place, outcome
        self.chance = random.Random(f"{place.name} {seed} {with_faults}")
        self.world = World(place, START, self.chance)
        self.faults = self.chance.sample(FAULTS, len(FAULTS)) if with_faults else []
        self.fault = ""
        self.began = self.quiet_from = START
        self.next_fault = self._later(START, FIRST)
        self.active: set[str] = set()

    def live(self) -> None:
        """Let the year pass."""
        self.world.open()
        for n in range(1, DAYS):
            day = START + dt.timedelta(days=n)
            if not self.fault and self.faults and day >= self.next_fault:
                self.fault, self.began = self.faults.pop(), day
            self.world.visit(day, self.fault)
            self._judge(day, self._look())

    def _look(self) -> set[str]:
        """Return the kinds of findings that the last visit was the first to show."""
        started = time.perf_counter()
        now = {finding.kind for finding in find_findings(SOURCE, self.world.history())}
        self.outcome.seconds += time.perf_counter() - started
        self.outcome.n_days += 1
        fresh, self.active = now - self.active, now
        return fresh

    def _judge(self, day: dt.date, fresh: set[str]) -> None:
        if self.fault:
            n_runs = (day - self.began).days + 1
            if fresh or n_runs >= LONGEST:
                self._end(day, n_runs, fresh)
        elif day > self.quiet_from and not self.place.is_drifting:
            self.outcome.false += [(self.place.name, kind, day) for kind in sorted(fresh)]

    def _end(self, day: dt.date, n_runs: int, fresh: set[str]) -> None:
        self.outcome.delays[self.fault, self.place.name].append(n_runs if fresh else None)
        self.outcome.told_as.update((self.fault, kind) for kind in sorted(fresh))
        self.fault, self.quiet_from = "", day + dt.timedelta(days=PATIENCE)
        self.next_fault = self._later(day, SPACING)

    def _later(self, day: dt.date, n_days: int) -> dt.date:
        return day + dt.timedelta(days=n_days + self.chance.randint(0, VARYING))

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
from tests.benchmarks.outages.world import FAULTS, MISSED, World

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
KINDS = {
    "feed": SOURCE.model_copy(update={"kind": "feed"}),
    "pages": SOURCE.model_copy(update={"kind": "listing"}),
    "sitemap": SOURCE,
    "api": SOURCE.model_copy(update={"kind": "wordpress"}),
}
"""By what a place lists."""
RIGHT = {
    "server errors": ("failing",),
    "pages fail": ("failing", "silent"),
    "index empty": ("layout", "silent"),
    "frozen index": ("silent", "shrinking"),
    "half of the listing": ("shrinking", "silent"),
    "half of the news": ("shrinking", "silent"),
    "explosion": ("exploding",),
}
"""Kinds of findings that tell of a fault; of others: layout. What else is told is a false alarm."""
DRIFTS = ("silent", "shrinking")
"""Kinds that are right of a place whose rate really falls."""
FELL_FOR = 150
"""Days after a fall of the rate in which they are right."""


@dataclass(slots=True)
class Outcome:
    """What was told, over all source-years."""

    n_days: int = 0
    n_quiet: int = 0
    """Days on which what is told has no cause."""
    false: list[tuple[str, str, dt.date]] = field(default_factory=list)
    """Place, kind of finding, day."""
    delays: dict[tuple[str, str], list[int | None]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By fault and place: runs until something was told; None: nothing in LONGEST runs."""
    told_as: Counter[tuple[str, str]] = field(default_factory=Counter)
    falls: list[tuple[str, int | None]] = field(default_factory=list)
    """Place, and days until a real fall of its rate was told; None: it was not."""
    seconds: float = 0.0


class Life:
    """A place, its faults, and what is told of it."""

    def __init__(self, place: Place, seed: int, outcome: Outcome, *, with_faults: bool) -> None:
        """Prepare a year; the same seed gives the same one."""
        self.place, self.outcome, self.source = place, outcome, KINDS[place.lists]
        self.chance = random.Random(f"{place.name} {seed} {with_faults}")
        self.world = World(place, START, self.chance)
        self.faults = self.chance.sample(FAULTS, len(FAULTS)) if with_faults else []
        self.fault = ""
        self.n_runs, self.quiet_from = 0, START
        self.next_fault = self._later(START, FIRST)
        self.active: set[str] = set()
        self.fallen: dict[dt.date, int | None] = dict.fromkeys(place.falls)

    def live(self) -> None:
        """Let the year pass."""
        self.world.open()
        for n in range(1, DAYS):
            day = START + dt.timedelta(days=n)
            self.world.publish(day - dt.timedelta(days=1))
            if self.chance.random() < MISSED:
                continue
            self._begin(day, DAYS - n)
            self.world.visit(day, self.fault)
            self._judge(day, self._look())
        self.outcome.falls += [(self.place.name, n) for n in self.fallen.values()]

    def _begin(self, day: dt.date, n_left: int) -> None:
        """Begin a fault, but none so late that it could not be seen to the end."""
        if not self.fault and self.faults and day >= self.next_fault and n_left > LONGEST + 2:
            self.fault, self.n_runs = self.faults.pop(), 0

    def _look(self) -> set[str]:
        """Return the kinds of findings that the last visit was the first to show."""
        started = time.perf_counter()
        now = {finding.kind for finding in find_findings(self.source, self.world.history())}
        self.outcome.seconds += time.perf_counter() - started
        self.outcome.n_days += 1
        fresh, self.active = now - self.active, now
        return fresh

    def _judge(self, day: dt.date, fresh: set[str]) -> None:
        if self.fault:
            self.n_runs += 1
            right = fresh & {*RIGHT.get(self.fault, ("layout",))}
            self._false(day, fresh - right)
            if right or self.n_runs >= LONGEST:
                self._end(day, self.n_runs, right)
        elif day > self.quiet_from:
            self.outcome.n_quiet += 1
            self._false(day, fresh)

    def _false(self, day: dt.date, told: set[str]) -> None:
        fell = [each for each in self.fallen if 0 <= (day - each).days <= FELL_FOR]
        if told & {*DRIFTS}:
            self.fallen |= {each: self.fallen[each] or (day - each).days for each in fell}
        wrong = told - {*DRIFTS} if self.place.is_drifting or fell else told
        self.outcome.false += [(self.place.name, kind, day) for kind in sorted(wrong)]

    def _end(self, day: dt.date, n_runs: int, fresh: set[str]) -> None:
        self.outcome.delays[self.fault, self.place.name].append(n_runs if fresh else None)
        self.outcome.told_as.update((self.fault, kind) for kind in sorted(fresh))
        self.fault, self.quiet_from = "", day + dt.timedelta(days=PATIENCE)
        self.next_fault = self._later(day, SPACING)

    def _later(self, day: dt.date, n_days: int) -> dt.date:
        return day + dt.timedelta(days=n_days + self.chance.randint(0, VARYING))

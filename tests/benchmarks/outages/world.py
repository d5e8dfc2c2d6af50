"""A simulated source day by day: what its visits count, and what becomes of what they bring."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from pipeline.completeness import History, Look, Part
from pipeline.records import Visit, VisitStatus
from tests.benchmarks.outages.rhythms import Place

FLAKY = 0.01
"""Part of visits that fail without anything being wrong."""
REVISITS = 60
"""A known page is asked again every so many days."""
MOST_REVISITS = 8
FLOOD = (150, 2500)
FAULTS = (
    "server errors", "index empty", "pages fail", "half of the listing", "half of the news",
    "frozen index", "explosion", "text gone", "titles gone", "dates gone", "frame only",
)  # fmt: skip
HALF = ("half of the listing", "half of the news")
"""Of the news: an index of the newest items is as long as ever, but a section has no part in it."""
SECTIONS = ("/news", "/calls")
"""Half of the items each, by chance or over longer stretches."""
BLOCK = 40
"""Days over which a section may have nearly all."""
LAYOUT = ("text gone", "titles gone", "dates gone", "frame only")
"""The last one: words of the frame are left, and nothing else."""
NEWEST = ("feed", "pages")
MISSED = 0.01
"""Part of days on which no visit is made: this machine is off."""
SAME = 0.5
"""Part of visits without news at which an index of the newest items answers 304."""
HOUR = 4


@dataclass(slots=True)
class World:
    """One place and what is known of it."""

    place: Place
    start: dt.date
    chance: random.Random
    visits: list[Visit] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    published: Counter[tuple[str, dt.date]] = field(default_factory=Counter)
    """Items by section and day."""
    waiting: list[tuple[str, dt.date]] = field(default_factory=list)
    """Section and day of items that are there and were not brought."""
    came: dict[str, set[dt.date]] = field(default_factory=lambda: defaultdict(set))
    """Days of arrival by section."""
    n_known: int = 0
    n_there: int = 0

    def history(self) -> History:
        """Return the past as the store would tell it."""
        return History(
            tuple(self.visits[-400:]),
            tuple(self.looks[-400:]),
            tuple(sorted(self._days().items())),
            self.n_known,
            parts=self._parts() if self.place.shows_sections else (),
        )

    def _parts(self) -> tuple[Part, ...]:
        from_ = self.start - dt.timedelta(days=400)
        return tuple(
            Part(
                name,
                tuple(sorted(day for of, day in self.published if of == name and day > from_)),
                tuple(sorted(self.came[name])),
            )
            for name in SECTIONS
        )

    def _days(self) -> Counter[dt.date]:
        days: Counter[dt.date] = Counter()
        for (_, day), n in self.published.items():
            days[day] += n
        return days

    def open(self) -> None:
        """Make the first visit."""
        days = [self.start - dt.timedelta(days=n) for n in range(self.place.archive_days, 0, -1)]
        for day in days:
            self._put(day, self.place.rate(day, self.chance))
        self.n_there = len(self.waiting)
        self.visit(self.start, "")

    def publish(self, day: dt.date) -> None:
        """Let a day pass."""
        new = self.place.rate(day, self.chance)
        self._put(day, new)
        self.n_there += new

    def _put(self, day: dt.date, n: int) -> None:
        block = random.Random(f"{self.place.name} {day.toordinal() // BLOCK}")
        share = block.uniform(0.1, 0.9) if self.place.uneven_sections else 0.5
        self.waiting += [(SECTIONS[self.chance.random() < share], day) for _ in range(n)]

    def visit(self, day: dt.date, fault: str) -> None:
        """Make the visit of a day, with a fault or none ("")."""
        if fault == "server errors" or self.chance.random() < FLAKY:
            self._enter(day, status="failed", n_index_failed=1, note="503")
        elif fault == "index empty":
            self._enter(day, n_index=1, n_unchanged=self._revisits())
        elif fault == "frozen index":
            self._enter(day, n_index=1, n_listed=self._listed(), n_unchanged=self._revisits())
        elif fault == "pages fail":
            n = len(self.waiting) + self._revisits()
            self._enter(day, n_index=1, n_listed=self._listed(), n_failed=n)
        else:
            self._bring(day, fault)

    def _bring(self, day: dt.date, fault: str) -> None:
        listed, waiting = self._listed(), self.waiting
        if fault in HALF:
            waiting = [each for each in waiting if each[0] == SECTIONS[0]]
        if fault == "half of the listing":
            listed = len(waiting) if self.place.lists == "api" else listed // 2
        if self.place.lists == "feed":
            waiting = waiting[-20:]
        flood = self.chance.randint(*FLOOD) if fault == "explosion" else 0
        revisits, is_layout = self._revisits(), fault in LAYOUT
        n = len(waiting) + flood
        is_same = not n and self.place.lists in NEWEST and self.chance.random() < SAME
        self._enter(
            day,
            n_index=int(not is_same),
            n_index_same=int(is_same),
            n_listed=listed + flood,
            n_new=n,
            n_changed=revisits if is_layout else 0,
            n_unchanged=0 if is_layout else revisits,
            n_failed=int(self.chance.random() < 0.02),
        )
        for _ in range(min(n + (revisits if is_layout else 0), 400)):
            self.looks.append(self._look(self.visits[-1].run_id, fault))
        if self.place.is_dated and fault != "dates gone":
            self.published.update(waiting)
        for section, _ in waiting:
            self.came[section].add(day)
        self.n_known += n
        self.waiting = []

    def _enter(
        self, day: dt.date, status: VisitStatus = "done", note: str = "", **numbers: int
    ) -> None:
        minutes = self.chance.randint(0, 50)
        at = dt.datetime(day.year, day.month, day.day, HOUR, minutes, tzinfo=dt.UTC)
        n = len(self.visits) + 1
        is_full = self.place.lists == "sitemap" or n == 1
        visit = Visit(self.place.name, n, f"run {n}", at, at, status, is_full, note=note)
        self.visits.append(replace(visit, **numbers))

    def _listed(self) -> int:
        if self.place.lists == "feed":
            return min(20, self.n_there)
        if self.place.lists == "pages":
            return min(12 * (1 + min(len(self.waiting) // 12, 3)), self.n_there)
        if self.place.lists == "api":
            return len(self.waiting) if self.visits else self.n_there
        return self.n_there - self.n_there // 400

    def _revisits(self) -> int:
        return min(self.n_known // REVISITS, MOST_REVISITS)

    def _look(self, run_id: str, fault: str) -> Look:
        draw = self.chance.random
        if fault == "text gone" or draw() < self.place.no_text:
            return Look(run_id, None)
        words = 31 if fault == "frame only" else int(self.chance.lognormvariate(6.0, 0.7)) + 20
        has_title = fault != "titles gone" and draw() > 0.01
        title = f"Title {self.chance.randint(0, 10**9)}" if has_title else ""
        return Look(run_id, words, title, fault != "dates gone" and draw() > self.place.no_date)

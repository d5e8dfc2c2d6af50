"""Command line: `python -m tests.benchmarks.outages`, from the root of the repository.

Twenty simulated sources are visited daily for a year, once as they are and once with faults that
last until they are told of (or for 45 days): prints in how many runs each kind of fault was found,
and how many findings came without a cause.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.completeness import find_findings
from pipeline.declarations import Source
from tests.benchmarks.outages.rhythms import Place, places
from tests.benchmarks.outages.world import FAULTS, World
from tests.benchmarks.table import formatted

START = dt.date(2025, 1, 6)
LONGEST = 45
"""Runs that a fault lasts if nobody is told of it."""
PATIENCE = 12
"""Days after a fault in which what is told may be its echo."""
FIRST, SPACING = 40, 45
"""Days from the first visit to the first fault, and from the end of one to the next at least."""


@dataclass(slots=True)
class Outcome:
    """What was told, over all source-years."""

    n_days: int = 0
    false: list[tuple[str, str, dt.date]] = field(default_factory=list)
    delays: dict[tuple[str, str], list[int | None]] = field(
        default_factory=lambda: defaultdict(list)
    )
    missed: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    told_as: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> None:
    """Run the command."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.outages", description=__doc__)
    made.add_argument("--years", type=int, default=1, help="source-years with and without faults")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--verbose", action="store_true", help="every false alarm")
    options = made.parse_args()
    well, ill = Outcome(), Outcome()
    for year in range(options.years):
        for place in places(START):
            live(place, options.seed + year, well, with_faults=False)
            live(place, options.seed + year, ill, with_faults=True)
    report(well, ill, options.verbose)


def live(place: Place, seed: int, outcome: Outcome, *, with_faults: bool) -> None:
    """Let one place live for a year."""
    chance = random.Random(f"{place.name} {seed} {with_faults}")
    world = World(place, START, chance)
    world.open()
    source = Source(id="simulated", name=place.name, kind="sitemap", url="https://x.example/s.xml")
    kinds = list(FAULTS)
    chance.shuffle(kinds)
    fault, began, quiet_from = "", START, START
    next_fault = START + dt.timedelta(days=FIRST + chance.randint(0, 20))
    active: set[str] = set()
    for n in range(1, 365):
        day = START + dt.timedelta(days=n)
        if with_faults and not fault and day >= next_fault and kinds:
            fault, began, n_before = kinds.pop(), day, world.n_there
        world.visit(day, fault)
        started = time.perf_counter()
        now = {f.kind for f in find_findings(source, world.history())}
        outcome.seconds += time.perf_counter() - started
        outcome.n_days += 1
        fresh = now - active
        active = now
        if fault:
            n_runs = (day - began).days + 1
            if fresh or n_runs >= LONGEST:
                outcome.delays[fault, place.name].append(n_runs if fresh else None)
                outcome.told_as.update((fault, kind) for kind in sorted(fresh))
                if not fresh and world.n_there == n_before:
                    outcome.told_as[fault, "nothing was missed"] += 1
                fault, quiet_from = "", day + dt.timedelta(days=PATIENCE)
                next_fault = day + dt.timedelta(days=SPACING + chance.randint(0, 20))
        elif day > quiet_from and not place.is_drifting:
            outcome.false += [(place.name, kind, day) for kind in sorted(fresh)]


def report(well: Outcome, ill: Outcome, is_verbose: bool) -> None:
    """Print both outcomes."""
    rows = []
    for fault in FAULTS:
        delays = [d for (kind, _), found in ill.delays.items() if kind == fault for d in found]
        found = sorted(d for d in delays if d is not None)
        if not delays:
            continue
        within = sum(d <= 3 for d in found) / len(delays)
        middle = f"{statistics.median(found):.0f}" if found else "-"
        ninth = str(found[int(0.9 * (len(found) - 1))]) if found else "-"
        as_kinds = ", ".join(f"{k} {n}" for (f, k), n in ill.told_as.most_common() if f == fault)
        rows.append(
            (fault, str(len(delays)), str(len(found)), middle, ninth, f"{within:.0%}", as_kinds)
        )
    heads = ("fault", "n", "found", "median runs", "9 in 10", "within 3", "told as")
    print(formatted(heads, rows, (0, 6)))
    print("\nfrozen index and half of the listing, by place (runs until told; none: not in 45)")
    for (fault, name), found in sorted(ill.delays.items()):
        if fault in ("frozen index", "half of the listing"):
            print(f"  {fault:<20} {name:<32} {', '.join(str(d or 'none') for d in found)}")
    for name, outcome in (("without faults", well), ("beside faults", ill)):
        years = outcome.n_days / 365
        kinds = Counter(kind for _, kind, _ in outcome.false)
        told = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
        print(f"\nfalse alarms {name}: {len(outcome.false) / years:.2f} a source-year ({told})")
        for each in outcome.false if is_verbose else ():
            print("  ", *each)
    ms = 1000 * (well.seconds + ill.seconds) / (well.n_days + ill.n_days)
    print(f"\n{ms:.1f} ms for the findings of one source")


if __name__ == "__main__":
    main()

"""Command line: `python -m tests.benchmarks.outages`, from the root of the repository.

The sources of a simulated world are visited daily for a year, once as they are and once with faults
that last until they are told of (or for 45 runs): prints in how many runs each kind of fault was
found, and how many findings came without a cause, for a year of days without a fault or the echo of
one.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter

from tests.benchmarks.outages.later import later
from tests.benchmarks.outages.living import START, Life, Outcome
from tests.benchmarks.outages.pausing import pausing
from tests.benchmarks.outages.rhythms import places
from tests.benchmarks.outages.unsteady import unseen, unsteady
from tests.benchmarks.outages.world import FAULTS
from tests.benchmarks.table import formatted

AIM = 3
"""Runs."""
HEADS = ("fault", "n", "found", "median runs", "9 in 10", f"within {AIM}", "told as")
BY_RHYTHM = ("frozen index", "half of the news", "half of the listing", "index empty")
"""Faults that only a source's own rhythm tells, or that might be expected to be so."""
WORLDS = {
    "steady": lambda start, _: places(start),
    "unsteady": unsteady,
    "pausing": pausing,
    "unseen": unseen,
    "later": later,
}
"""Places by name of a world, for a first day and a seed."""


def main() -> None:
    """Run the command."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.outages", description=__doc__)
    made.add_argument("--years", type=int, default=1, help="of each source, with and without")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--world", choices=WORLDS, default="steady")
    made.add_argument("--verbose", action="store_true", help="name every false alarm")
    options = made.parse_args()
    well, ill = Outcome(), Outcome()
    for year in range(options.years):
        seed = options.seed + year
        for place in WORLDS[options.world](START, seed):
            Life(place, seed, well, with_faults=False).live()
            Life(place, seed, ill, with_faults=True).live()
    print(formatted(HEADS, [row for fault in FAULTS for row in delays(ill, fault)], (0, 6)))
    by_place(ill)
    for name, outcome in (("without faults", well), ("beside faults", ill)):
        false_alarms(name, outcome, options.verbose)
    if well.falls:
        found = sorted(n for _, n in well.falls if n is not None)
        print(f"\nreal falls of a rate: {len(well.falls)}, told after {found} days, else not")
    ms = 1000 * (well.seconds + ill.seconds) / (well.n_days + ill.n_days)
    print(f"\n{ms:.1f} ms for the findings of one source")


def delays(outcome: Outcome, fault: str) -> list[tuple[str, ...]]:
    """Return the line of a fault, none where it never happened."""
    every = [n for (kind, _), found in outcome.delays.items() if kind == fault for n in found]
    if not every:
        return []
    found = sorted(n for n in every if n is not None)
    middle = f"{statistics.median(found):.0f}" if found else "-"
    ninth = str(found[int(0.9 * (len(found) - 1))]) if found else "-"
    within = f"{sum(n <= AIM for n in found) / len(every):.0%}"
    kinds = ((kind, n) for (of, kind), n in outcome.told_as.most_common() if of == fault)
    told = ", ".join(f"{kind} {n}" for kind, n in kinds)
    return [(fault, str(len(every)), str(len(found)), middle, ninth, within, told)]


def by_place(outcome: Outcome) -> None:
    """Print the runs until told, by place."""
    print(f"\n{', '.join(BY_RHYTHM)}, by place (runs until told)")
    for (fault, name), found in sorted(outcome.delays.items()):
        if fault in BY_RHYTHM:
            print(f"  {fault:<20} {name:<32} {', '.join(str(n or 'none') for n in found)}")


def false_alarms(name: str, outcome: Outcome, is_verbose: bool) -> None:
    """Print findings without a cause a source-year."""
    kinds = Counter(kind for _, kind, _ in outcome.false)
    told = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()) or "none"
    rate = len(outcome.false) / (outcome.n_quiet / 365)
    print(f"\nfalse alarms {name}: {rate:.2f} a source-year ({told})")
    for each in outcome.false if is_verbose else ():
        print("  ", *each)


if __name__ == "__main__":
    main()

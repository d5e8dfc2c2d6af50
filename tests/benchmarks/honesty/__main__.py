"""Whether trends keep their word: `python -m tests.benchmarks.honesty`.

The truth of an interval is the prevalence in the population that a period's documents are drawn
from: the probability that one more document of that period would have what the series counts. With
post-stratified shares every source has its part of the whole corpus in that population. A finding
is false where prevalence does not move, or only with the season, or in bursts about its level.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.benchmarks.honesty.comparing import COMPARISONS, compared, powers, signs
from tests.benchmarks.honesty.covering import SCENARIOS, TOO_WIDE, cover
from tests.benchmarks.honesty.discovering import NULLS, false_findings, mixed_findings
from tests.benchmarks.table import formatted, machine

LEAST, MOST = 0.93, 0.97
MAX_FALSE = 0.05


def main() -> int:
    """Print the tables; return 1 where a figure misses what is asked of it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.honesty",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpora", type=int, default=10, help="simulated for each figure")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    started = time.perf_counter()
    print(machine(), flush=True)
    missed = [
        table(options.corpora, options.seed)
        for table in (coverage_table, false_table, comparison_table, other_figures)
    ]
    print(f"{sum(missed)} figures miss; {time.perf_counter() - started:.0f} s")
    return int(sum(missed) > 0)


def coverage_table(n_corpora: int, seed: int) -> int:
    """Print how often intervals of shares hold the truth; return how many figures miss."""
    rows, n_missed = [], 0
    for name in SCENARIOS:
        found = cover(name, n_corpora, seed)
        is_wide = name in TOO_WIDE and found.part > MOST
        misses = not is_wide and not LEAST <= found.part <= MOST
        n_missed += misses
        figures = (f"{found.n_intervals:,}", f"{found.width:.3f}", f"{found.error:+.4f}")
        verdict = "MISSES" if misses else "too wide" * is_wide
        rows.append((name, f"{found.part:.3f}", *figures, verdict))
    _print(("95 % intervals of shares", "hold", "of", "mean width", "mean error", ""), rows)
    return n_missed


def false_table(n_corpora: int, seed: int) -> int:
    """Print how many series that do not move are called findings."""
    rows, n_missed = [], 0
    for name in NULLS:
        found = false_findings(name, n_corpora, seed)
        misses = max(found.slopes, found.changes, found.movers) > MAX_FALSE
        n_missed += misses
        parts = (found.slopes, found.any_slope, found.changes, found.movers)
        rows.append((name, *(f"{part:.4f}" for part in parts), "MISSES" if misses else ""))
    heads = ("nothing moves; called", "slopes", "(corpora with any)", "changes", "movers", "")
    _print(heads, rows)
    return n_missed


def comparison_table(n_corpora: int, seed: int) -> int:
    """Print how contrasts keep their word."""
    rows, n_missed = [], 0
    for name in COMPARISONS:
        apart, times, told = compared(name, n_corpora, seed)
        misses = apart < LEAST or times < LEAST or (name.startswith("equal") and told > MAX_FALSE)
        n_missed += misses
        figures = (f"{part:.3f}" for part in (apart, times, told))
        rows.append((name, *figures, "MISSES" if misses else ""))
    _print(("A against B", "difference holds", "ratio holds", "told from chance", ""), rows)
    return n_missed


def other_figures(n_corpora: int, seed: int) -> int:
    """Print what becomes of dying sources and of real movements."""
    found = signs(n_corpora, seed)
    wrong, power = mixed_findings(n_corpora, seed)
    rows: list[tuple[str, float]] = [
        ("a source dies: series with falling numbers", found.falling_counts),
        ("... with falling shares over all sources", found.falling_shares),
        ("... that rise on the panel, as they do in truth", found.rising_panel),
        ("... that rise post-stratified", found.rising_strata),
        ("... that the panel calls a fall", found.wrong_panel),
        ("a fifth rise among bursts: wrong among the slopes called", wrong),
        ("... series that rise which are called", power),
        *powers(n_corpora, seed).items(),
    ]
    _print(("other figures", ""), [(name, f"{part:.3f}") for name, part in rows])
    return int(found.rising_panel < LEAST or found.falling_counts < LEAST)


def _print(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print("\n" + formatted(heads, rows, (0, len(heads) - 1)), flush=True)


if __name__ == "__main__":
    sys.exit(main())

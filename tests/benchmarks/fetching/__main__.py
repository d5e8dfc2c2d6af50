"""Pages a second and processor time a page, beside a plain Scrapy crawl storing the same bodies.

All ways fetch the same pages from one server on loopback, without delay, in turn, each in a process
of its own. Ours asks a host one request at a time, as it always does, keeps a frontier that kill -9
cannot hurt, and writes compressed WARC records; Scrapy writes bare bodies to files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.fetching.nouns import Figures
from tests.benchmarks.fetching.ours import fetch, httpx_alone, ingest
from tests.benchmarks.fetching.peer import WAYS, crawl, environment
from tests.benchmarks.fetching.serving import serving
from tests.benchmarks.harness import apart
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.workspaces import REPOSITORY

HEADS = ("fetched by", "pages", "pages/s", "CPU ms/page", "CPU / Scrapy's")
PEER = "Scrapy"
Way = Callable[[Sequence[str], int], Figures]


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.fetching", description=__doc__)
    made.add_argument("--hosts", type=int, default=20)
    made.add_argument("--pages", type=int, default=200, help="of each host")
    made.add_argument("--rounds", type=int, default=3, help="the median of each way is told")
    made.add_argument("--environment", type=Path, default=REPOSITORY / ".scrapy")
    return made


def ways(python: Path) -> Iterator[Way]:
    """Yield all ways of fetching, in the order of the table."""
    yield from (ingest, *(partial(crawl, python, name) for name in WAYS), fetch, httpx_alone)


def measured(way: Way, bases: Sequence[str], n_pages: int, rounds: int) -> Figures:
    """Return the round of the median in processor time."""
    found = [apart(way, bases, n_pages) for _ in range(rounds)]
    return sorted(found, key=lambda one: one.cpu_s)[rounds // 2]


def main() -> int:
    """Run the benchmark; return the exit code."""
    options = parser().parse_args()
    python = environment(options.environment)
    print(machine(), flush=True)
    with serving(options.hosts, options.pages) as bases:
        found = [measured(way, bases, options.pages, options.rounds) for way in ways(python)]
    peer = next(one for one in found if one.name == PEER)
    print(formatted(HEADS, [one.cells(peer) for one in found], left=(0,)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

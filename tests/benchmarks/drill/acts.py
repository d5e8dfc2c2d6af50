"""The play: five sources are visited, the site changes, they are visited again."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.drill.archives import unsound
from tests.benchmarks.drill.killing import Ended, run
from tests.benchmarks.drill.outcome import (
    Outcome,
    differences,
    is_finished,
    let_time_pass,
    outcome,
)
from tests.ingestion.web_workspace import Web
from tests.site import Site, serve
from tests.site.weather import Weather

CHANGED_AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
MOST_RUNS = 40
"""Undisturbed runs until nothing is left; more are a standstill."""
LISTING = {"links": "li.teaser h2 a", "next": "a.next"}


@dataclass(slots=True)
class Drill:
    """What came out."""

    n_kills: int = 0
    n_runs: int = 0
    n_workspaces: int = 0
    n_requests: int = 0
    n_failed: int = 0
    """Answers that the server spoilt."""
    n_cut: int = 0
    """WARC files that end in a record that was cut off."""
    lines: list[str] = field(default_factory=list)
    """What is wrong: empty when all is well."""


def declare(web: Web) -> None:
    """Write five cards, one of each kind and host."""
    site = web.site
    web.card("news", "sitemap", site.url("news", "/sitemap_index.xml"))
    web.card("latest", "feed", site.url("news", "/feed.atom"))
    web.card("archive", "listing", site.url("archive", "/archive"), listing=LISTING, sweep_days=0)
    web.card("blog", "wordpress", site.url("blog", "/"), sweep_days=0)
    web.card("reports", "listing", site.url("repository", "/reports"), listing=LISTING,
             files=["pdf"], sweep_days=0)  # fmt: skip
    web.card("records", "oai", site.url("repository", "/oai"), sweep_days=0)


def change(site: Site) -> None:
    """Publish, change and take away, on every host."""
    for shelf in site.shelves.values():
        n = len(shelf.articles)
        shelf.add()
        for number in range(0, n, 4):
            shelf.change(number, CHANGED_AT)
        for number in range(1, n, 7):
            shelf.remove(number, CHANGED_AT)


def leave(_: Site) -> None:
    """Change nothing."""


ACTS = (leave, change)
"""What happens to the site before each visit."""


def drill(
    folder: Path, n_kills: int, seed: int, *, small: bool, say: Callable[[str], None]
) -> Drill:
    """Kill so many runs; compare what they leave with what undisturbed ones do."""
    found, dice = Drill(), random.Random(seed)
    with stage(folder / "undisturbed", seed, small) as web:
        port = web.site.port
        sizes = list(undisturbed(web))
        expected = outcome(web.root)
        found.lines += unsound(web.root)
    say(f"undisturbed: {len(expected):,} things in the store, {sizes} requests")
    while found.n_kills < n_kills and not found.lines:
        found.n_workspaces += 1
        with stage(folder / f"killed-{found.n_workspaces}", seed, small, port) as web:
            _killed(web, sizes, dice, found, n_kills)
            compare(web, expected, found)
        say(f"workspace {found.n_workspaces}: {found.n_kills} kills, {len(found.lines)} problems")
    return found


@contextmanager
def stage(folder: Path, seed: int, small: bool, port: int = 0) -> Iterator[Web]:
    """Serve a fresh site with weather, always at the same address, and a fresh workspace."""
    with serve(small=small, port=port) as site:
        site.noise = False
        site.weather = Weather(seed)
        web = Web(folder, site)
        declare(web)
        yield web


def undisturbed(web: Web) -> Iterator[int]:
    """Play both acts; yield the requests that each takes."""
    for act in ACTS:
        act(web.site)
        n_before = len(web.site.log)
        run_to_the_end(web)
        yield len(web.site.log) - n_before


def run_to_the_end(web: Web) -> int:
    """Run until nothing is left; return how many runs that took."""
    for n in range(1, MOST_RUNS):
        ended = run(web.root, web.site)
        if ended.exit_code not in FINE:
            raise RuntimeError(f"a run ended with {ended.exit_code}: {ended.said}")
        if is_finished(web.root):
            return n
        let_time_pass(web.root)
    raise RuntimeError(f"not through after {MOST_RUNS} runs: {ended.said}")


FINE = (0, 7)
"""Exit codes of a run that went to its end, without and with findings."""


def _killed(web: Web, sizes: list[int], dice: random.Random, found: Drill, n_kills: int) -> None:
    """Play both acts; kill each until it is through, or enough have been killed."""
    for n_most, act in zip(sizes, ACTS, strict=True):
        act(web.site)
        while found.n_kills < n_kills:
            ended = run(web.root, web.site, dice, n_most)
            found.n_runs += 1
            found.n_kills += ended.was_killed
            if not ended.was_killed:
                _note_failure(ended, found)
                break
        found.n_runs += run_to_the_end(web)


def _note_failure(ended: Ended, found: Drill) -> None:
    if ended.exit_code not in FINE:
        found.lines.append(f"a run ended by itself with {ended.exit_code}: {ended.said[-2000:]}")


def compare(web: Web, expected: Outcome, found: Drill) -> None:
    """Note what is lost, doubled, different or unsound in a workspace."""
    found.lines += differences(expected, outcome(web.root))
    found.lines += unsound(web.root)
    found.n_requests += len(web.site.log)
    found.n_failed += sum(one.status >= 429 or one.status == 0 for one in web.site.log)
    whole = web.root / "corpus/store/warc/whole"
    found.n_cut += len(list(whole.glob("*"))) if whole.is_dir() else 0

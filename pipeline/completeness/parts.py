"""Parts: a section of a source's addresses falls silent while the rest goes on.

Time is counted in days on which the source had news of any kind, so that its seasons, holidays and
clusters, which all parts share, make no silence of one; else as in `rhythm`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from pipeline.completeness.nouns import History, Part, day_of
from pipeline.completeness.pulse import ONE_DAY, Pulse, last_archive_day
from pipeline.completeness.rhythm import Waits, learn_waits
from pipeline.completeness.telling import counted, day, how_often, percent
from pipeline.declarations import Source
from pipeline.records import Finding

FALSE_A_YEAR = 0.02
"""For all parts of a source together."""
LEAST_WAITS, AS_LONG = 4.0, 0.6
"""Nor is anything said of fewer usual waits, or where there was a wait of this part of the present
one: a section lies still while its subject does."""
LEAST_DAYS, LEAST_SHARE = 20, 0.1
"""Days with news that a part must have had, and of all days of the source: of small ones nothing is
expected."""
LEAST_SINCE = 3
"""Days on which the rest went on."""
SPAN = dt.timedelta(days=90)
"""What has not been used for so long is no section, but a subject of a season."""
SETTLES_AFTER = dt.timedelta(days=90)
"""After so long the source is taken to have given the part up."""
MOST_PARTS = 12
MOST_DIRECTORIES = 2


def part_of(url: str) -> str:
    """Return the part an address belongs to: its first directories, years and numbers left out."""
    folders = urlsplit(url).path.split("/")[1:-1]
    words = [each for each in folders if each and not each.replace("-", "").isdigit()]
    return "/" + "".join(f"{word}/" for word in words[:MOST_DIRECTORIES])


def gather(items: Iterable[tuple[str, str, str]]) -> tuple[Part, ...]:
    """Return the parts of a source, whatever the order of its items.

    Args:
        items: Address, day of publication ("": not known) and day of the first capture, the days
            as ISO 8601.
    """
    published: defaultdict[str, set[str]] = defaultdict(set)
    came: defaultdict[str, set[str]] = defaultdict(set)
    for url, day_of_publication, day_of_capture in items:
        folder = url.partition("?")[0].rpartition("/")[0]
        came[folder].add(day_of_capture)
        if day_of_publication:
            published[folder].add(day_of_publication)
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for folder in came:
        by_name[part_of(f"{folder}/")].append(folder)
    return tuple(
        Part(name, _dates(published, by_name[name]), _dates(came, by_name[name]))
        for name in sorted(by_name)
    )


def _dates(days: Mapping[str, set[str]], folders: Sequence[str]) -> tuple[dt.date, ...]:
    every = {each for folder in folders for each in days.get(folder, ())}
    return tuple(map(dt.date.fromisoformat, sorted(every)))


@dataclass(frozen=True, slots=True)
class _Still:
    """A part that has had nothing for long."""

    part: Part
    last: dt.date
    n_since: int
    """Days of the source with news since."""
    share: float
    """Of the days of the source before on which it had part."""
    a_year: float
    """How often chance brings that."""


def find_still_parts(source: Source, history: History, pulse: Pulse) -> Iterator[Finding]:
    """Yield parts of a source that have nothing new while the rest has, the unlikeliest first."""
    if pulse.rhythm is None or len(history.parts) < 2 or pulse.last is None:
        return
    for still in sorted(_still(history, pulse), key=lambda each: each.a_year):
        yield _finding(source, pulse, still)


def _still(history: History, pulse: Pulse) -> Iterator[_Still]:
    from_ = last_archive_day(history)
    until = day_of(pulse.seen[-1]) - ONE_DAY
    known = [(part, _days(part, from_, until)) for part in history.parts]
    clock = sorted({each for _, days in known for each in days})
    large = [(part, days) for part, days in known if _is_large(days, clock)][:MOST_PARTS]
    for part, days in large:
        n_since = len(clock) - bisect_right(clock, days[-1])
        since = until - days[-1]
        if n_since < LEAST_SINCE or since > SETTLES_AFTER or days[-1] < from_:
            continue
        at = [bisect_right(clock, each) for each in days]
        waits = learn_waits([after - before for before, after in pairwise(at)])
        a_year = _a_year(waits, n_since, pulse)
        if a_year * len(large) < FALSE_A_YEAR:
            yield _Still(part, days[-1], n_since, 1 / max(waits.mean, 1.0), a_year)


def _days(part: Part, from_: dt.date, until: dt.date) -> list[dt.date]:
    """Return the days of a part: of publication, and of arrival once the archive was in."""
    came = (each - ONE_DAY for each in part.came if each > from_)
    return sorted({each for each in (*part.published, *came) if each <= until})


def _is_large(days: Sequence[dt.date], clock: Sequence[dt.date]) -> bool:
    is_long = len(days) >= LEAST_DAYS and days[-1] - days[0] >= SPAN
    n_all = bisect_right(clock, days[-1]) - bisect_right(clock, days[0]) if is_long else 0
    return is_long and len(days) >= LEAST_SHARE * n_all


def _a_year(waits: Waits, n_since: int, pulse: Pulse) -> float:
    """Return how often a year chance lets a part wait so long; more than once where it did."""
    waited = n_since / waits.mean
    is_known = waits.longest[0] >= AS_LONG * waited
    if waited < LEAST_WAITS or is_known or pulse.rhythm is None:
        return 1.0
    return waits.chance(waited) * pulse.rhythm.a_year / waits.mean


def _finding(source: Source, pulse: Pulse, still: _Still) -> Finding:
    since = next(v for v in pulse.seen if day_of(v) > still.last + ONE_DAY)
    n_days = (day_of(pulse.seen[-1]) - still.last).days
    where = f"at addresses with {still.part.name}" if still.part.name != "/" else "at its top level"
    line = (
        f"nothing new {where} for {counted(n_days, 'day')} (since {day(still.last)}), though the "
        f"rest had news on {counted(still.n_since, 'day')} since, and before, this part had some "
        f"on {percent(still.share)} of such days; by chance {how_often(still.a_year)}. Look "
        "whether it is still listed, or has an index of its own now: "
        f"'culturescope sources check {source.id}'"
    )
    evidence = (
        ("part", still.part.name),
        ("last_news", still.last.isoformat()),
        ("days_of_the_rest_since", str(still.n_since)),
        ("share_of_days_before", f"{still.share:.3f}"),
        ("expected_a_year", f"{still.a_year:.2g}"),
    )
    return Finding(source.id, "silent", since.started_at, line, evidence)

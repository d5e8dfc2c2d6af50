"""Pasts of a source, written down as a few numbers a day."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from pipeline.completeness import History, Look, find_findings
from pipeline.declarations import Source
from pipeline.records import Visit

START = dt.date(2024, 1, 1)
"""A Monday."""
WEB = Source(id="council_news", name="Council", kind="sitemap", url="https://x.example/s.xml")
FOLDER = Source(id="council_files", name="Council", kind="folder", path="corpus/files")


def day(n):
    return START + dt.timedelta(days=n)


def visit(n, **numbers):
    """The visit on the n-th day, well unless told otherwise."""
    at = dt.datetime.combine(day(n), dt.time(4), dt.UTC)
    well = Visit("council_news", n + 1, f"run {n}", at, at, "done", n_index=1, n_listed=50)
    return replace(well, **numbers)


def daily(counts, **numbers):
    """One visit a day, which brings as many new items as is written."""
    return [visit(n, n_new=count, **numbers) for n, count in enumerate(counts)]


def office(n_days, per_day=2):
    """What an office brings in the mornings after its working days."""
    return [per_day * (day(n - 1).weekday() < 5) for n in range(n_days)]


def looks(n, run=0, **changes):
    """Items that became good documents, all different."""
    good = [
        Look(f"run {run + at // 3}", 300 + 7 * at, f"Title {run} {at}", True) for at in range(n)
    ]
    return [replace(look, **changes) for look in good]


def kinds(history, source=WEB):
    return [finding.kind for finding in found(history, source)]


def found(history, source=WEB):
    return find_findings(source, history)


def first_told(visits, since, source=WEB, **past):
    """How many visits from the given one on it took until something was told, and what."""
    for n in range(since + 1, len(visits) + 1):
        told = kinds(History(tuple(visits[:n]), **past), source)
        if told:
            return n - since, told
    return None


def published(days):
    """Items on days given as numbers, one each."""
    assert all(a < b for a, b in pairwise(days))
    return tuple((day(n), 1) for n in days)

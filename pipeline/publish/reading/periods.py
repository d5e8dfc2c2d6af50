"""Which periods the report shows, and at which it tells rises and falls."""

from __future__ import annotations

from pipeline.publish.tables import Tables

LONGEST = {"month": 2, "quarter": 8, "year": 40}
"""Spans of more years are shown by longer periods: some 40 small points still read as a line."""
MIN_EXACT = 0.8
"""Part of the dated documents that must be dated exactly enough for periods to be shown."""
_EXACT = {"month": ("day", "month"), "quarter": ("day", "month")}


def shown_granularity(tables: Tables) -> str:
    """Return by which periods the report shows trends."""
    years = tables.one("SELECT max(year(counted)) - min(year(counted)) FROM documents")[0] or 0
    held = {row[0] for row in tables.all("SELECT DISTINCT granularity FROM trends")}
    fit = [name for name, most in LONGEST.items() if years <= most and name in held]
    exact = [name for name in fit if _is_exact(tables, name)]
    return next(iter(exact), "decade" if years > LONGEST["year"] else "year")


def tested_granularity(tables: Tables, shown: str) -> str:
    """Return at which periods rises and falls are told: one for all, chosen beforehand.

    Years wherever years were tested, for they are many and no season shows in them; else the
    periods shown; "" where neither was tested.
    """
    held = {row[0] for row in tables.all("SELECT DISTINCT granularity FROM slopes")}
    return next((name for name in ("year", shown) if name in held), "")


def _is_exact(tables: Tables, granularity: str) -> bool:
    names = _EXACT.get(granularity, ("day", "month", "year"))
    n, n_all = tables.one(
        "SELECT count(*) FILTER (list_contains(?, published_precision)), count(*) "
        "FROM documents WHERE counted IS NOT NULL",
        list(names),
    )
    return bool(n >= MIN_EXACT * n_all)

"""Which dates count, for which periods, and what is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from pipeline.errors import UsageError
from pipeline.trends.columns import GRANULARITIES, PRECISIONS
from pipeline.trends.facts import ALL


@dataclass(frozen=True, slots=True)
class Dating:
    """Which dates count."""

    min_confidence: float = 0.0
    """Documents whose date is less sure (0 to 1) count as undated."""
    last_day: dt.date | None = None
    """Day up to which the corpus is complete (`last_day`); documents dated after it count as
    undated, and so a date in the year 9999 does not stretch time. None: every date counts."""


EVERY_DATE = Dating()


def last_day(
    connection: duckdb.DuckDBPyConnection,
    *,
    as_of: dt.date | None,
    until: dt.date | None,
    min_confidence: float,
) -> dt.date | None:
    """Return the day up to which a corpus is complete.

    Args:
        connection: Has documents (columns.DOCUMENTS).
        as_of: As set; then it is this.
        until: Day on which the last document was fetched: nothing can have been published after
            it. None: not known.
        min_confidence: Of dates, as of Dating.

    Returns:
        Else the latest date that counts and is not after `until`; None where there is none.
    """
    if as_of is not None:
        return as_of
    ((latest,),) = connection.execute(
        "SELECT max(published) FROM documents WHERE published_confidence >= ? "
        "AND (?::DATE IS NULL OR published <= ?::DATE)",
        [min_confidence, until, until],
    ).fetchall()
    return latest if isinstance(latest, dt.date) else None


def left_out(
    connection: duckdb.DuckDBPyConnection,
    granularity: str,
    *,
    documents: str = "documents",
    dating: Dating = EVERY_DATE,
) -> dict[str, int]:
    """Return how many documents do not count in any period, and why.

    Returns:
        undated: without a date; unsure: with one below min_confidence; future: dated after the
        last day; coarse: known by year alone, where months or quarters are asked for.
    """
    known(granularity)
    why = (
        "CASE WHEN published IS NULL THEN 'undated' "
        f"WHEN NOT {_is_sure(dating)} THEN 'unsure' WHEN NOT {_is_past(dating)} THEN 'future' "
        f"WHEN NOT {is_fine(granularity)} THEN 'coarse' END"
    )
    rows = connection.execute(f"SELECT {why} AS why, count(*) FROM {documents} GROUP BY ALL")
    found = dict(rows.fetchall())
    return {reason: found.get(reason, 0) for reason in ("undated", "unsure", "future", "coarse")}


def counted_dates(dating: Dating) -> str:
    """Return the SQL condition that a document's date counts in years."""
    return f"published IS NOT NULL AND {_is_sure(dating)} AND {_is_past(dating)}"


def known(granularity: str) -> None:
    """Raise UsageError where there is no such granularity."""
    if granularity not in GRANULARITIES and granularity != ALL:
        raise UsageError(f"{granularity}: unknown; choose {', '.join(GRANULARITIES)}")


def _is_sure(dating: Dating) -> str:
    return f"published_confidence >= {dating.min_confidence!r}"


def _is_past(dating: Dating) -> str:
    day = dating.last_day
    return f"published <= DATE '{day.isoformat()}'" if day else "TRUE"


def is_fine(granularity: str) -> str:
    """Return the SQL condition that a date is known well enough for a granularity."""
    if granularity == ALL or "year" in PRECISIONS[granularity]:
        return "TRUE"
    fine = ", ".join(f"'{precision}'" for precision in PRECISIONS[granularity])
    return f"coalesce(published_precision, 'year') IN ({fine})"

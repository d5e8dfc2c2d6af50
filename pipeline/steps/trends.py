"""Step `trends`: shares of themes, topics and entities per period, over the whole corpus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.settings import Settings
from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.counted import copy_corpus, scratch
from pipeline.steps.state import is_known, mark_known, upstream
from pipeline.store import frames, results

if TYPE_CHECKING:
    import duckdb

    from pipeline.trends import Analysis, Dating

UPSTREAM = ("entities", "topics", "themes")
BASIS = "basis"
"""Name of the one row of figures that says which documents trends rest on."""
ROWS_AT_ONCE = 10_000
ZONES = dt.timedelta(days=1)
"""When a text was fetched it may have been tomorrow where it was published."""


def pending(context: Context) -> Pending:
    """Return the corpus as one batch, or nothing where nothing has changed."""
    if is_known(context, "trends", upstream(context, UPSTREAM)):
        return Pending((), 1)
    return Pending((("corpus",),), 0)


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Compute all figures anew."""
    del ids
    from pipeline.trends import TABLES, analyse, rows

    inputs = upstream(context, UPSTREAM)
    with scratch(context.workspace.store_dir) as duck:
        copy_corpus(context, duck)
        _label(duck, context.workspace.settings)
        dating = _dating(context, duck)
        found = analyse(duck, dating)
        basis = _basis(duck, found, dating)
        tables = {name: map(_plain, rows(getattr(found, name))) for name in TABLES}
        with context.store.write() as connection:
            results.put_figures(connection, {**tables, BASIS: iter([basis])}, _rest_on(duck))
            mark_known(connection, context, "trends", inputs)
    return Tally(basis["n_documents"], len(found.trends))


def _label(duck: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    from pipeline.trends import PROBABILITY_FLOOR, add_uncertain, label_documents, name_series

    label_documents(duck, min_score=settings.min_score)
    add_uncertain(duck, floor=PROBABILITY_FLOOR)
    name_series(duck)


def _dating(context: Context, duck: duckdb.DuckDBPyConnection) -> Dating:
    from pipeline.trends import Dating, last_day

    settings = context.workspace.settings
    with context.store.read() as connection:
        fetched = frames.last_fetched(connection)
    until = fetched + ZONES if fetched else None
    least = settings.min_date_confidence
    day = last_day(duck, as_of=settings.as_of, until=until, min_confidence=least)
    return Dating(least, day)


def _basis(duck: duckdb.DuckDBPyConnection, found: Analysis, dating: Dating) -> dict[str, Any]:
    ((n,),) = duck.sql("SELECT count(*) FROM documents").fetchall()
    day = dating.last_day.isoformat() if dating.last_day else None
    return {"n_documents": n, "last_day": day, "panel": list(found.panel), **found.left_out}


def _rest_on(duck: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    from pipeline.trends import SERIES_DOCUMENTS

    columns = ", ".join(SERIES_DOCUMENTS)
    found = duck.execute(f"SELECT {columns} FROM series_documents ORDER BY kind, id, document_id")
    while some := found.fetchmany(ROWS_AT_ONCE):
        yield from (dict(zip(SERIES_DOCUMENTS, row, strict=True)) for row in some)


def finish(context: Context) -> str:
    """Say how much was computed, and what was left out of periods."""
    with context.store.read() as connection:
        n_series = sum(1 for _ in results.load_figures(connection, "series"))
        basis = results.first_figure(connection, BASIS)
    words = {
        "undated": "without a date",
        "unsure": "whose date is not sure enough",
        "future": f"dated after {basis.get('last_day')}",
    }
    told = [f"{basis[why]:,} {word}" for why, word in words.items() if basis.get(why)]
    left = f"; left out of periods: documents {', '.join(told)}" if told else ""
    return f"{n_series:,} series{left}"


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Turn days into ISO 8601 text, for JSON."""
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}

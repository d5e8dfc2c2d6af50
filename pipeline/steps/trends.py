"""Step `trends`: shares of themes, topics and entities per period, over the whole corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.deciding.known import resolver
from pipeline.steps.labels import labeller, lacks_of
from pipeline.steps.published_decisions import load_decided
from pipeline.steps.state import is_known, mark_known, upstream
from pipeline.store import frames, results

if TYPE_CHECKING:
    import pandas as pd

UPSTREAM = ("entities", "topics", "themes")


def pending(context: Context) -> Pending:
    """Return the corpus as one batch, or nothing where nothing has changed."""
    if is_known(context, "trends", upstream(context, UPSTREAM)):
        return Pending((), 1)
    return Pending((("corpus",),), 0)


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Compute all figures anew."""
    del ids
    from pipeline.trends import analyse, label_documents, rows

    inputs = upstream(context, UPSTREAM)
    settings = context.workspace.settings
    documents, tables = _tables(context)
    found = analyse(
        documents,
        label_documents(tables, min_score=settings.min_score),
        as_of=settings.as_of,
        min_date_confidence=settings.min_date_confidence,
    )
    computed = {name: getattr(found, name) for name in ("series", "trends", "slopes")}
    with context.store.write() as connection:
        results.put_figures(
            connection,
            {name: map(_plain, rows(frame)) for name, frame in computed.items()},
            rows(found.series_documents),
        )
        mark_known(connection, context, "trends", inputs)
    return Tally(len(documents), len(found.trends))


def _tables(context: Context) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the dated documents, and what tells which of them count for what."""
    from pipeline.trends import TABLE_COLUMNS

    label = labeller(context.workspace)
    with context.store.read() as connection:
        documents = with_lacks(frames.dated_documents(connection))
        tables = frames.labelling_tables(connection)
        decided = load_decided(connection, resolver(context.workspace))
    current = set(documents["document_id"])
    tables["decisions"] = decided.frame(current, TABLE_COLUMNS["decisions"])
    tables["tags"] = tags = decided.tags_frame(tables["tags"], current)
    tags["label"] = [label(*key) for key in zip(tags["scheme"], tags["concept_id"], strict=True)]
    return documents, tables


def with_lacks(documents: pd.DataFrame) -> pd.DataFrame:
    """Add what cannot be done for each document's language, as trends and snapshots write it."""
    joined = {code: lacks_of(code) for code in documents["language"].unique()}
    return documents.assign(lacks=documents["language"].map(joined).astype("str"))


def finish(context: Context) -> str:
    """Say how much was computed."""
    with context.store.read() as connection:
        n_series = sum(1 for _ in results.load_figures(connection, "series"))
    return f"{n_series:,} series"


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Turn days into ISO 8601 text, for JSON."""
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}

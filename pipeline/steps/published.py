"""Rows of a snapshot's tables, streamed from the store in the order of their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.declarations import Source, load_sources
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps import published_entities as entities
from pipeline.steps.deciding.known import resolver
from pipeline.steps.labels import labeller
from pipeline.steps.published_decisions import load_decided
from pipeline.steps.published_entity_decisions import entity_decision_rows
from pipeline.steps.published_texts import (
    Row,
    date_rows,
    document_rows,
    of_current,
    passage_rows,
    section_rows,
    stream,
)
from pipeline.steps.published_topics import event_rows, topic_rows
from pipeline.store import families, ledger, results, schema, topic_schema
from pipeline.store.documents import current_ids

UNCALIBRATED = ("labels-",)
"""How the versions of models begin whose scores are no measured probabilities: they only say how
strongly a text names the concept."""


def published_tables(workspace: Workspace, connection: Connection) -> dict[str, Iterator[Row]]:
    """Return the rows of every table by its name; they are read as they are consumed.

    They depend on the store, the cards of sources and the labels of vocabularies and gazetteers,
    on nothing else.
    """
    sources, _ = load_sources(workspace.sources_dir)
    label = labeller(workspace)
    types = workspace.settings.published_entities
    places = declared.gazetteers(workspace)
    decided = load_decided(connection, resolver(workspace))
    current = set(current_ids(connection))
    return {
        "sources": _sources(connection, sources),
        "documents": document_rows(connection),
        "passages": passage_rows(connection),
        "sections": section_rows(connection),
        "dates": date_rows(connection),
        "relations": iter(families.relation_rows(connection)),
        "mentions": entities.mention_rows(connection, types),
        "entities": entities.entity_rows(connection, types, places),
        "document_entities": entities.document_entity_rows(connection, types),
        "entity_links": entities.link_rows(connection, types),
        "entity_decisions": entity_decision_rows(connection, types),
        "topics": topic_rows(connection),
        "topic_events": event_rows(connection),
        "document_topics": _plain(connection, topic_schema.document_topics),
        "tags": map(_tag(label), decided.tags(_tags(connection), current)),
        "decisions": decided.rows(current),
        "series": results.load_figures(connection, "series"),
        "series_documents": _plain(connection, schema.series_documents),
        "trends": results.load_figures(connection, "trends"),
        "slopes": results.load_figures(connection, "slopes"),
        "changes": results.load_figures(connection, "changes"),
        "movers": results.load_figures(connection, "movers"),
        "rejected": _rejected(connection),
    }


def _plain(connection: Connection, table: sa.Table) -> Iterator[Row]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in stream(connection, query):
        yield dict(row._mapping)


def _sources(connection: Connection, sources: Mapping[str, Source]) -> Iterator[Row]:
    d = schema.documents
    query = (
        sa.select(d.c.source_id, sa.func.count())
        .where(d.c.is_current)
        .group_by(d.c.source_id)
        .order_by(d.c.source_id)
    )
    for id_, n in connection.execute(query):
        yield source_row(id_, sources.get(id_), n)


def source_row(id_: str, card: Source | None, n_documents: int) -> Row:
    """Return a row of `sources`; of a source without a card little is known."""
    return {
        "source_id": id_,
        "name": card.name if card else id_,
        "publisher": (card and card.publisher) or None,
        "licence": (card and card.licence) or None,
        "kind": card.kind if card else None,
        "url": _address(card) if card else None,
        "n_documents": n_documents,
    }


def _address(card: Source) -> str | None:
    return card.base_url or next(iter(card.url), None)


def _tags(connection: Connection) -> Iterator[Row]:
    t = schema.tags
    query = sa.select(t).select_from(of_current(t)).order_by(*t.primary_key.columns)
    yield from (dict(row._mapping) for row in stream(connection, query))


def _tag(label: Callable[[str, str], str]) -> Callable[[Row], Row]:
    def published(row: Row) -> Row:
        model = row.get("model") or ""
        return {
            "document_id": row["document_id"],
            "scheme": row["scheme"],
            "concept_id": row["concept_id"],
            "label": label(row["scheme"], row["concept_id"]),
            "origin": row["origin"],
            "score": row["score"],
            "is_calibrated": row["origin"] == "suggested" and not model.startswith(UNCALIBRATED),
            "evidence": " ".join(row.get("evidence") or ()) or None,
            "model": model or None,
        }

    return published


def _rejected(connection: Connection) -> Iterator[Row]:
    for item in ledger.load_rejected(connection):
        yield {
            "stage": item.stage,
            "source_id": item.source_id,
            "locator": item.locator,
            "document_id": item.document_id,
            "reason": item.reason,
            "detail": item.detail,
        }

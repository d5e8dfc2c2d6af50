"""The audit: every decision there ever was, and what became of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.decisions import standing
from pipeline.records import Decision
from pipeline.settings import Workspace
from pipeline.steps.deciding.known import resolver, revisions
from pipeline.steps.deciding.paging import Asked, Page, row_of, told
from pipeline.steps.finding import find_document
from pipeline.steps.labels import labeller
from pipeline.store import Store, decisions, examples, results
from pipeline.store.schema import documents
from pipeline.store.upsert import CHUNK, chunks

EVERYTHING = Asked()
WHOLE = Page()


def list_decisions(
    workspace: Workspace, store: Store, asked: Asked = EVERYTHING, page: Page = WHOLE
) -> list[dict[str, Any]]:
    """Return decisions, the newest first, undone ones among them.

    Of a page only as much of the log is read as it takes: what became of a decision depends on
    others on its document alone.

    Returns:
        number and the fields of `Decision`, with label, title, state (of STATES), undone_by, and
        is_outdated: the document has a newer revision than the editor saw.
    """
    label = labeller(workspace)
    resolve = resolver(workspace)
    with store.read() as connection:
        rows = told(connection, resolve, asked, page)
        chosen = list(itertools.islice(rows, page.limit or None))
        titles = _titles(connection, [row["document_id"] for row in chosen])
    for row in chosen:
        concept = row["concept_id"]
        row["label"] = label(row["scheme"], concept) if concept else ""
        row["title"] = titles.get(row["document_id"], "")
    return chosen


def decisions_of(connection: Connection, id_: str, workspace: Workspace) -> list[dict[str, Any]]:
    """Return every decision on one document, in order, as `list_decisions` without labels."""
    log = list(decisions.load_numbered(connection, document_ids=[id_]))
    held = standing((decision for _, decision in log), resolver(workspace))
    current = revisions(connection, [id_])
    return [row_of(one, held, current) for one in log]


def tags_told(connection: Connection, id_: str, workspace: Workspace) -> list[dict[str, Any]]:
    """Return the tags that the store holds of a document, and whether each counts.

    Returns:
        As `store.results.tags_of`, with counts: False where an editor rejected the concept, or
        left it out of a document seen completely.
    """
    resolve = resolver(workspace)
    held = standing(decisions.load(connection, document_ids=[id_]), resolve)
    rows = results.tags_of(connection, id_)
    for row in rows:
        concept_id = resolve(row["scheme"], row["concept_id"]) or row["concept_id"]
        row["counts"] = held.applies(id_, row["scheme"], concept_id) is not False
    return rows


def document_named(store: Store, wanted: str) -> str:
    """Return the id of a document (by id, first digits, URL, locator) or example (by id).

    Raises:
        UsageError: Nothing, or more than one, is meant.
    """
    with store.read() as connection:
        if examples.load(connection, [wanted]):
            return wanted
        return find_document(connection, wanted)


def outdated(store: Store, made: Sequence[Decision]) -> dict[str, int]:
    """Return the current revision by id of documents that have a newer one than was decided on."""
    with store.read() as connection:
        current = revisions(connection, [one.document_id for one in made])
    return {
        one.document_id: current[one.document_id]
        for one in made
        if one.revision < current.get(one.document_id, 0)
    }


def _titles(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    found = {example.id: example.title for example in examples.load(connection, ids)}
    return found | dict(_document_titles(connection, ids))


def _document_titles(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(documents.c.document_id, documents.c.title).where(
            documents.c.is_current, documents.c.document_id.in_(chunk)
        )
        yield from ((id_, title) for id_, title in connection.execute(query))

"""Look at entities: all of them in a list, or everything that is known of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.engine import Connection

from pipeline.gazetteers import Gazetteers
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.entity_finding import ID, find_entity
from pipeline.steps.entity_log import decisions_on
from pipeline.store import Store, entity_reading
from pipeline.store.entities import load_entities
from pipeline.store.linked import load_names

N_WEIGHED = 60
"""Documents that name an entity most often, of which the most salient are shown."""
N_WRITTEN = 12
"""Written forms that are shown."""


def rows(
    workspace: Workspace, store: Store, types: Sequence[str], text: str = ""
) -> list[dict[str, Any]]:
    """Return the entities of current documents, those in most documents first.

    Args:
        workspace: With the gazetteers.
        store: Of the workspace.
        types: Of entities.
        text: Only those whose name or id has it, whatever the case.

    Returns:
        entity_id, type, name, n_mentions, n_documents, is_known (in the gazetteers).
    """
    gazetteers = declared.gazetteers(workspace)
    with store.read() as connection:
        found = load_entities(connection, types)
    wanted = text.casefold()
    kept = [
        row | {"is_known": bool(gazetteers.name_of(row["entity_id"]))}
        for row in found
        if wanted in row["name"].casefold() or wanted in row["entity_id"]
    ]
    return sorted(kept, key=lambda row: (-row["n_documents"], -row["n_mentions"], row["entity_id"]))


def explained(
    workspace: Workspace, store: Store, wanted: str, n_documents: int = 10
) -> dict[str, Any]:
    """Return everything that is known of an entity.

    Args:
        workspace: With the gazetteers.
        store: Of the workspace.
        wanted: Its id, an id that stands for it, or a name.
        n_documents: Most documents to tell of.

    Returns:
        entity_id, type, name, asked (how the id asked for came to stand for it, if it is another),
        authority (what the gazetteers have of it), n_mentions, n_documents, first and last (dates
        of documents), ids (that stand for it, each with reason and evidence), written (forms in
        texts), documents (the most salient first), decisions.

    Raises:
        MissingError: There is no such entity.
        UsageError: More than one is meant, or it was rejected.
    """
    gazetteers = declared.gazetteers(workspace)
    with store.read() as connection:
        entity_id = find_entity(connection, gazetteers, wanted)
        ids = entity_reading.local_ids(connection, entity_id)
        local = {one.local_id for one in ids}
        written = entity_reading.written_forms(connection, local)
        n, n_all, first, last = entity_reading.totals(connection, local)
        documents = _documents(connection, entity_id, local, n_documents)
        known = load_names(connection).get(entity_id) or gazetteers.name_of(entity_id)
        name = known or entity_reading.commonest_name(connection, local) or entity_id
        told = decisions_on(connection, local | ({wanted} if ID.fullmatch(wanted) else set()))
    return {
        "entity_id": entity_id,
        "type": entity_id.partition(":")[0],
        "name": name,
        "asked": _asked(wanted, entity_id, ids),
        "authority": authority_row(gazetteers, entity_id),
        "n_mentions": n,
        "n_documents": n_all,
        "first": first,
        "last": last,
        "ids": [_id_row(one) for one in ids],
        "written": [asdict(one) for one in written[:N_WRITTEN]],
        "documents": documents,
        "decisions": told,
    }


def _asked(wanted: str, entity_id: str, ids: Sequence[entity_reading.LocalId]) -> str:
    if not ID.fullmatch(wanted) or wanted == entity_id:
        return ""
    link = next((one.link for one in ids if one.local_id == wanted and one.link), None)
    why = f" ({link.reason}: {link.evidence})" if link else " (no document gives it any more)"
    return f"{wanted} stands for {entity_id}{why}"


def _id_row(one: entity_reading.LocalId) -> dict[str, Any]:
    return {
        "local_id": one.local_id,
        "reason": one.link.reason if one.link else "",
        "evidence": one.link.evidence if one.link else "",
        "n_mentions": one.n_mentions,
        "n_documents": one.n_documents,
    }


def authority_row(gazetteers: Gazetteers, entity_id: str) -> dict[str, Any]:
    """Return what the gazetteers have of an entity; empty: it is not in them."""
    body = gazetteers.body(entity_id) or gazetteers.country(entity_id)
    if body is None:
        name = gazetteers.name_of(entity_id)
        return {"name": name} if name else {}
    told = body.model_dump(exclude_defaults=True)
    return {"name": gazetteers.name_of(entity_id)} | told


def _documents(
    connection: Connection, entity_id: str, local: Collection[str], limit: int
) -> list[dict[str, Any]]:
    """Return the documents that are most about an entity."""
    found = entity_reading.naming_documents(connection, local, N_WEIGHED)
    weights = _salience(connection, entity_id, [one.document_id for one in found])
    ranked = sorted(found, key=lambda one: (-weights[one.document_id], one.document_id))
    return [
        {
            "document_id": one.document_id,
            "title": one.title,
            "url": one.url,
            "published": one.published,
            "n_mentions": one.n_mentions,
            "salience": weights[one.document_id],
        }
        for one in ranked[:limit]
    ]


def _salience(connection: Connection, entity_id: str, ids: Sequence[str]) -> dict[str, float]:
    """Return how much documents are about an entity, 0 to 1."""
    from pipeline.entities.salience import Named, salience, stands

    named: dict[str, list[Named]] = defaultdict(list)
    for one in entity_reading.mentions_in(connection, ids):
        counts = stands(one.via, one.inside)
        named[one.document_id].append(Named(one.entity_id, one.start, one.text, counts))
    texts = entity_reading.texts_of(connection, ids)
    found = dict.fromkeys(ids, 0.0)
    for id_, (title, text) in texts.items():
        weighed = salience(title, len(text), named[id_])
        found[id_] = sum(each.salience for each in weighed if each.entity_id == entity_id)
    return found

"""From what a person names to the id of a document."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.errors import UsageError
from pipeline.records import document_id
from pipeline.steps.fetched import fetched_as
from pipeline.store import schema

MIN_PREFIX = 4
"""Digits of an id that may stand for it where they are one document's only."""


def find_document(connection: Connection, wanted: str) -> str:
    """Return the id of what is named by its id, the first digits of it, its URL or its locator.

    Of what was fetched any address that leads to it names it.

    Raises:
        UsageError: Nothing, or more than one, is meant; or an address of which no document came.
    """
    c = schema.captures.c
    query = sa.select(c.document_id).where(c.is_current).order_by(c.document_id)
    if re.fullmatch(rf"[0-9a-f]{{{MIN_PREFIX},16}}", wanted):
        found = list(connection.scalars(query.where(c.document_id.startswith(wanted)).limit(3)))
    else:
        by_name = sa.or_(c.document_id == document_id(wanted), c.url == wanted, c.locator == wanted)
        found = list(connection.scalars(query.where(by_name).limit(3)))
        found = found or list(filter(None, [fetched_as(connection, wanted)]))
    if len(found) > 1:
        raise UsageError(f"{wanted}: stands for more than one: {', '.join(found)}; say more of it")
    if not found:
        raise UsageError(
            f"{wanted}: no captured item has this id, URL or locator; 'culturescope rejected' "
            "lists what was not even read, 'culturescope export documents' all that was"
        )
    return str(found[0])

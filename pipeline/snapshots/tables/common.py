"""Columns and keys that several tables share."""

from __future__ import annotations

from pipeline.snapshots.nouns import ForeignKey, text

OF_DOCUMENT = ForeignKey(("document_id",), "documents", ("document_id",))
OF_TOPIC = ForeignKey(("topic_id",), "topics", ("topic_id",))
OF_SERIES = ForeignKey(("kind", "id"), "series", ("kind", "id"))
DOCUMENT_ID = text("document_id", "Permanent id: 16 hex digits of the SHA-256 of the locator")
DECISION_STATES = ("counts", "replaced", "undone")

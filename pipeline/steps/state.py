"""What the corpus stages have seen: one digest of everything before them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from pipeline.settings import digest
from pipeline.steps import models
from pipeline.steps.context import Context
from pipeline.store import decisions, families, ledger, linked, topic_names
from pipeline.store import topics as topic_store


def upstream(context: Context, stages: Sequence[str]) -> str:
    """Return one digest of documents, decisions, families, topics, names and the stages' work."""
    with context.store.read() as connection:
        fit = topic_store.fit_key(connection)
        return digest(
            ledger.documents_digest(connection),
            ledger.state_digest(connection, stages),
            families.family_digest_rows(connection),
            linked.links_digest(connection),
            [*fit, topic_names.names_digest(connection)] if fit else None,
            list(decisions.key_of_current(connection)),
        )


def is_known(context: Context, stage: str, inputs: str) -> bool:
    """Tell whether a corpus stage has dealt with just this state."""
    key = (inputs, models.fingerprint(context.workspace, stage))
    with context.store.read() as connection:
        return ledger.entry(connection, stage) == key


def mark_known(connection: Connection, context: Context, stage: str, inputs: str) -> None:
    """Enter that a corpus stage has dealt with this state."""
    key = models.fingerprint(context.workspace, stage)
    ledger.mark(connection, stage, key, [(ledger.WHOLE_CORPUS, inputs, "done")])

"""What the document stages have in common: what is pending, a batch's documents and vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from pipeline import languages
from pipeline.errors import ModelError
from pipeline.records import UNDETERMINED, Document, Passage, Rejected
from pipeline.steps import models
from pipeline.steps.context import Context, Pending, in_batches
from pipeline.store import captures, documents, ledger, results

T = TypeVar("T")


def pending_of(context: Context, stage: str) -> Pending:
    """Return the current documents that a stage's ledger does not hold."""
    return pending_under(context, (stage, models.fingerprint(context.workspace, stage)))


def pending_under(context: Context, key: tuple[str, str]) -> Pending:
    """Do what `pending_of` does for a stage whose results depend on what the store holds, too.

    Args:
        context: Of the run.
        key: Stage, and its fingerprint.
    """
    with context.store.read() as connection:
        todo = ledger.pending_documents(connection, *key)
        n_all = documents.count_current(connection)
    return in_batches(todo, context.workspace.settings.batch_size, n_all - len(todo))


def load_batch(context: Context, ids: Sequence[str]) -> list[Document]:
    """Return the current revisions of the given documents, in order of id."""
    with context.store.read() as connection:
        return list(documents.load_documents(connection, ids))


def each_alone(
    batch: Sequence[Document], work: Callable[[Document], T]
) -> tuple[dict[str, T], dict[str, str]]:
    """Work on each document by itself: what nobody foresaw in one of them must not stop a run.

    Returns:
        Results by document id, and what was raised by document id.
    """
    done: dict[str, T] = {}
    broken: dict[str, str] = {}
    for document in batch:
        try:
            done[document.id] = work(document)
        except (ModelError, OSError, MemoryError):
            raise  # no fault of the document
        except Exception as error:  # of a library or ours: there is no list of what may be raised
            broken[document.id] = f"{type(error).__name__}: {error}"
    return done, broken


def mark_done(
    connection: Connection,
    context: Context,
    stage: str,
    batch: Sequence[Document],
    broken: Mapping[str, str] | None = None,
) -> None:
    """Enter a batch in a stage's ledger, in the transaction of its results.

    Args:
        connection: Of the store, writing.
        context: Of the run.
        stage: That has worked on the batch.
        batch: All its documents.
        broken: What was raised, by id of those that gave no result; they are listed as rejected.
    """
    mark_under(connection, (stage, models.fingerprint(context.workspace, stage)), batch, broken)


def mark_under(
    connection: Connection,
    key: tuple[str, str],
    batch: Sequence[Document],
    broken: Mapping[str, str] | None = None,
) -> None:
    """Do what `mark_done` does for a stage whose models may change under its hands.

    Args:
        connection: Of the store, writing.
        key: Stage, and its fingerprint when the work began; if it is another one by now, the
            batch is pending again.
        batch: All its documents.
        broken: As of `mark_done`.
    """
    broken = broken or {}
    stage, fingerprint = key
    entries = [
        (d.id, documents.document_digest(d), "rejected" if d.id in broken else "done")
        for d in batch
    ]
    ledger.mark(connection, stage, fingerprint, entries)
    locators = captures.locators(connection, [d.id for d in batch])
    ledger.clear_rejected(connection, stage, list(locators.values()))
    rejected = [
        Rejected(stage, d.source_id, locators[d.id], "unforeseen", _report(broken[d.id]), d.id)
        for d in batch
        if d.id in broken
    ]
    ledger.put_rejected(connection, rejected)


def _report(said: str) -> str:
    return f"This stage broke on the text ({said}); please report it with the file, then 'retry'."


def passages_with_vectors(
    context: Context, batch: Sequence[Document]
) -> tuple[dict[str, list[Passage]], dict[str, NDArray[np.float32]], dict[str, bytes]]:
    """Return the passages that the encoder understands and their vectors.

    Only texts never seen are embedded. Passages in other languages are left out.

    Returns:
        Passages by document id; vectors of shape (n passages of the document, 384) by document
        id; and the new vectors as bytes by SHA-256 of their text, still to be stored.
    """
    with context.store.read() as connection:
        passages = readable(batch, documents.load_passages(connection, batch))
    vectors, new = vectors_of(context, passages)
    return passages, vectors, new


def vectors_of(
    context: Context, passages: Mapping[str, Sequence[Passage]]
) -> tuple[dict[str, NDArray[np.float32]], dict[str, bytes]]:
    """Return the vectors of passages; only texts never seen are embedded.

    Returns:
        Vectors of shape (n passages of the document, 384) by document id; and the new ones as
        bytes by SHA-256 of their text, still to be stored.
    """
    encoder = models.encoder(context.workspace)
    flat = [passage for id_ in sorted(passages) for passage in passages[id_]]
    with context.store.read() as connection:
        kept = results.load_vectors(connection, encoder.version, [p.sha256 for p in flat])
    unseen = {p.sha256: p.text for p in flat if p.sha256 not in kept}
    made = encoder.encode(list(unseen.values()))
    new = {key: vector.tobytes() for key, vector in zip(unseen, made, strict=True)}
    return _by_document(passages, kept | new), new


def readable(
    batch: Sequence[Document], passages: Mapping[str, Sequence[Passage]]
) -> dict[str, list[Passage]]:
    """Return the passages in languages that the encoder understands, by document id."""
    language = {document.id: document.language for document in batch}
    return {
        id_: [one for one in of if languages.route(spoken(one, language[id_])).encoder]
        for id_, of in passages.items()
    }


def spoken(passage: Passage, of_document: str) -> str:
    """Return the language of a passage, that of its document where it cannot be told."""
    return of_document if passage.language == UNDETERMINED else passage.language


def _by_document(
    passages: Mapping[str, Sequence[Passage]], vectors: Mapping[str, bytes]
) -> dict[str, NDArray[np.float32]]:
    return {
        id_: np.array([np.frombuffer(vectors[p.sha256], dtype="<f4") for p in of])
        for id_, of in passages.items()
    }

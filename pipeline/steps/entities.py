"""Step `entities`: find what documents name, then what those names stand for in the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.records import Document, Mention, Passage
from pipeline.settings import digest
from pipeline.steps import models
from pipeline.steps.batches import each_alone, load_batch, mark_under, pending_under
from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.linking import link
from pipeline.store import documents, entity_decisions, results
from pipeline.store.entities import count_mentions
from pipeline.store.model_spans import Found, load_spans, put_spans

if TYPE_CHECKING:
    from pipeline.entities import ModelSpan
    from pipeline.entities.recogniser import Recogniser


def pending(context: Context) -> Pending:
    """Return the documents whose mentions the ledger does not hold."""
    return pending_under(context, _key(context, _own_names(context)))


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Find the mentions of the given documents."""
    own = _own_names(context)
    key = _key(context, own)
    recogniser = models.recogniser(context.workspace, own)
    batch = load_batch(context, ids)
    with context.store.read() as connection:
        reader = _Reader(recogniser, documents.load_passages(connection, batch))
        reader.known = load_spans(connection, recogniser.model, reader.keys(batch))
    with recogniser.session():
        found, broken = each_alone(batch, reader.mentions)
    with context.store.write() as connection:
        put_spans(connection, recogniser.model, reader.new)
        results.put_mentions(
            connection, {document.id: found.get(document.id, ()) for document in batch}
        )
        mark_under(connection, key, batch, broken)
    return Tally(len(batch), len(found), len(broken))


def _own_names(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the written forms that analysts gave to entities, with the entity's id."""
    with context.store.read() as connection:
        return tuple(entity_decisions.own_names(connection))


def _key(context: Context, own: Sequence[tuple[str, str]]) -> tuple[str, str]:
    fingerprint = models.fingerprint(context.workspace, "entities")
    return "entities", digest(fingerprint, own) if own else fingerprint


class _Reader:
    """Finds mentions; asks the model only of texts that it has never read."""

    def __init__(self, recogniser: Recogniser, passages: Mapping[str, Sequence[Passage]]) -> None:
        self._recogniser = recogniser
        self._passages = passages
        self.known: Mapping[str, Found] = {}
        self.new: dict[str, Found] = {}

    def keys(self, batch: Sequence[Document]) -> list[str]:
        """Return the SHA-256 of what the model would read of each document."""
        return [_sha256(self._text(document)) for document in batch]

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the mentions of a document."""
        from pipeline.entities import mentions_of

        passages = self._passages.get(document.id, ())
        found = self._spans(self._text(document))
        return mentions_of(document, passages, self._recogniser.gazetteers, found)

    def _text(self, document: Document) -> str:
        from pipeline.entities import readable_text

        return readable_text(document, self._passages.get(document.id, ()))

    def _spans(self, text: str) -> list[ModelSpan]:
        from pipeline.entities import ModelSpan

        if not text:
            return []
        key = _sha256(text)
        if key not in self.known and key not in self.new:
            read = self._recogniser.read(text)
            self.new[key] = [(one.start, one.end, one.label) for one in read]
        return [ModelSpan(*one) for one in self.known.get(key) or self.new.get(key, ())]


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def finish(context: Context) -> str:
    """Link what documents name over the whole corpus; say how much was found."""
    told = link(context)
    with context.store.read() as connection:
        n_mentions, n_entities = count_mentions(connection)
    return f"{n_mentions:,} mentions of {n_entities:,} entities; {told}"

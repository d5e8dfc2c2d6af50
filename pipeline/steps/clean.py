"""Step `clean`: captures become documents with passages; near-identical ones become families."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.declarations import Source, load_sources
from pipeline.records import Capture, Document, Passage, Rejected
from pipeline.settings import digest
from pipeline.steps import models
from pipeline.steps.cleaning import KEPT, clean_capture
from pipeline.steps.context import Context, Pending, Tally, in_batches
from pipeline.store import captures, documents, families, ledger

READ_KEYS = frozenset(("kind", "publisher", "text_format", "ocr", "language", "fields", "select"))
"""Keys of a card that cleaning reads. A change of any other, such as a schedule or an address to
fetch from, cleans nothing anew."""


def pending(context: Context) -> Pending:
    """Return the captures that the ledger does not hold with today's card, code and libraries."""
    sources, _ = load_sources(context.workspace.sources_dir)
    todo: list[str] = []
    with context.store.read() as connection:
        for source in sources.values():
            key = _fingerprint(context, source)
            todo += ledger.pending_captures(connection, source.id, key)
        n_all = captures.count_current(connection)
    size = context.workspace.settings.batch_size
    return in_batches(sorted(todo), size, n_all - len(todo))


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Clean the given captures."""
    sources, _ = load_sources(context.workspace.sources_dir)
    with context.store.read() as connection:
        batch = list(captures.load_captures(connection, ids))
    outcomes = [
        clean_capture(context.workspace, capture, sources[capture.source_id]) for capture in batch
    ]
    _store(context, batch, outcomes, sources)
    n_rejected = sum(isinstance(outcome, Rejected) for outcome in outcomes)
    return Tally(len(batch), len(batch) - n_rejected, n_rejected)


def finish(context: Context) -> str:
    """Compare new documents with all others, put them into families, and date undated files."""
    from pipeline.steps.families import update_families
    from pipeline.steps.inheriting import inherit_dates

    told = update_families(context.store)
    inherit_dates(context.store)
    if told is None or not (n_copies := told[0] - told[1]):
        return ""
    return f"{n_copies:,} are re-posts, versions or files of others"


def _fingerprint(context: Context, source: Source) -> str:
    card = source.model_dump(include=set(READ_KEYS))
    return digest(models.fingerprint(context.workspace, "clean"), card, _ocr_version(source.ocr))


def _ocr_version(languages: str) -> str:
    """Return what would recognise scans: they are tried again once it is there, or newer."""
    if not languages:
        return ""
    from pipeline.clean.pdf.ocr import program_version

    return program_version(languages)


def _store(
    context: Context,
    batch: Sequence[Capture],
    outcomes: Sequence[Document | Rejected],
    sources: dict[str, Source],
) -> None:
    """Store what a batch became, and that it was worked on, in one transaction."""
    from pipeline import duplicates

    good = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    cut = _passages(good)
    signed = [duplicates.sign(document) for document in good]
    with context.store.write() as connection:
        lost = documents.retire_revisions(connection, _lost(batch, outcomes))
        documents.put_documents(connection, good)
        documents.put_passages(connection, [document.id for document in good] + lost, cut)
        families.remove_signatures(connection, lost)
        families.put_signatures(connection, signed)
        ids = {document.id for document in good}
        done = [capture.locator for capture in batch if capture.document_id in ids]
        ledger.clear_rejected(connection, "clean", done)
        bad = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
        ledger.put_rejected(connection, bad)
        for source_id in sorted({capture.source_id for capture in batch}):
            entries = [
                (c.document_id, c.sha256, "done" if c.document_id in ids else "rejected")
                for c in batch
                if c.source_id == source_id
            ]
            ledger.mark(connection, "clean", _fingerprint(context, sources[source_id]), entries)


def _passages(good: Sequence[Document]) -> list[Passage]:
    from pipeline.clean.language import passage_language
    from pipeline.text import passages

    return [
        replace(passage, language=passage_language(passage.text, document.language))
        for document in good
        for passage in passages(document)
    ]


def _lost(
    batch: Sequence[Capture], outcomes: Sequence[Document | Rejected]
) -> list[tuple[str, int]]:
    """Return the revisions that were documents and are none any more.

    A new revision that cannot be read leaves the last readable one standing; the same revision
    read anew and now rejected does not.
    """
    return [
        (capture.document_id, capture.revision)
        for capture, outcome in zip(batch, outcomes, strict=True)
        if isinstance(outcome, Rejected) and outcome.reason not in KEPT
    ]

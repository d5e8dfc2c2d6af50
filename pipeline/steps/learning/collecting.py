"""Collect what a model learns from: texts, their vectors, and what is known of their tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline import text
from pipeline.records import Document, Example
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.batches import load_batch, passages_with_vectors, readable, vectors_of
from pipeline.steps.context import Context
from pipeline.steps.learning.knowing import Known, known
from pipeline.store import Store, examples, results
from pipeline.store.upsert import chunks

if TYPE_CHECKING:
    from pipeline.themes.tagger import Labelled

MOST = 5_000
"""Documents that are learnt from: those that editors decided first, then by id, which is as good
as drawn by lot. On 1,511 labelled talks the curve was nearly flat (nDCG@5 0.639 with 500, 0.663
with all), and 5,000 documents of average length fit into half a gigabyte."""
MOST_PASSAGES = 60_000
"""In all: their vectors take 92 MB. Reports of hundreds of pages count for what they are."""


def collect(workspace: Workspace, store: Store, scheme: str) -> list[Labelled]:
    """Return what is known of the tags of a scheme, with texts and vectors; new ones are stored.

    From editors' decisions and taught examples first, then from publishers' tags. One document a
    family, current revisions only, and of those what the encoder understands.

    Returns:
        In order of id; the same whatever the order in which anything came in.

    Raises:
        UsageError: There is no such vocabulary.
    """
    context = Context(workspace, store, run_id="")
    with store.read() as connection:
        wanted = list(islice(known(connection, workspace, scheme), MOST))
    found: list[Labelled] = []
    n_passages = 0
    for batch in chunks(wanted, workspace.settings.batch_size):
        for one in _labelled(context, batch):
            if n_passages + len(one.passages) <= MOST_PASSAGES:
                n_passages += len(one.passages)
                found.append(one)
    return sorted(_with_families_of_texts(found), key=lambda one: one.document_id)


def _labelled(context: Context, batch: Sequence[Known]) -> Iterator[Labelled]:
    from pipeline.themes.tagger import Labelled

    by_id = {one.document_id: one for one in batch}
    documents = load_batch(context, sorted(by_id))
    passages, vectors, new = passages_with_vectors(context, documents)
    titles = {document.id: document.title for document in documents}
    taught = _taught(context, sorted(set(by_id) - set(titles)))
    cut = readable(list(taught), {document.id: text.passages(document) for document in taught})
    more_vectors, more_new = vectors_of(context, cut)
    _keep(context, new | more_new)
    titles |= {document.id: document.title for document in taught}
    passages, vectors = passages | cut, vectors | more_vectors
    for one in batch:
        if passages.get(one.document_id):
            yield Labelled(
                document_id=one.document_id,
                family_id=one.family_id,
                title=titles[one.document_id],
                passages=tuple(passages[one.document_id]),
                vectors=vectors[one.document_id],
                verdicts=dict(sorted(one.verdicts.items())),
                is_decided=one.is_decided,
            )


def _taught(context: Context, ids: Sequence[str]) -> list[Document]:
    with context.store.read() as connection:
        return [_as_document(example) for example in examples.load(connection, ids)]


def _as_document(example: Example) -> Document:
    body = text.normalise(example.text)
    return Document(example.id, 0, "", example.title, body, example.language)


def _keep(context: Context, new: Mapping[str, bytes]) -> None:
    if new:
        version = models.encoder(context.workspace).version
        with context.store.write() as connection:
            results.put_vectors(connection, version, new)


def _with_families_of_texts(found: Iterable[Labelled]) -> list[Labelled]:
    """Let an example that repeats a document's passage be of its family.

    Clients teach what they publish, and what they publish may be in the corpus as well: such a
    pair must never stand on both sides of a comparison.
    """
    ordered = sorted(found, key=lambda one: (one.family_id == one.document_id, one.document_id))
    family_of: dict[str, str] = {}
    told = []
    for one in ordered:
        keys = [passage.sha256 for passage in one.passages]
        family = next((family_of[key] for key in keys if key in family_of), one.family_id)
        told.append(one if family == one.family_id else replace(one, family_id=family))
        for key in keys:
            family_of.setdefault(key, family)
    return told

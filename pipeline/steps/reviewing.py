"""Propose the documents from whose review most would be learnt, and say why each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy.engine import Connection

from pipeline.records import Document, Passage
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.batches import load_batch, readable
from pipeline.steps.context import Context
from pipeline.steps.learning.collecting import collect
from pipeline.steps.learning.comparing import is_measurable
from pipeline.store import Store, decisions, documents, learnable, results
from pipeline.store.upsert import chunks

if TYPE_CHECKING:
    from pipeline.themes.choosing import Choice
    from pipeline.themes.tagger import Labelled, Tagger

MOST_CANDIDATES = 2_000
"""Documents that are weighed; of more the first by id, which is as good as drawn by lot."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A concept of which the model is not sure."""

    concept_id: str
    label: str
    probability: float
    n_examples: int
    """Documents that are known to be about it."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """A document that is worth a review."""

    document_id: str
    title: str
    source_id: str
    n_like: int
    """Documents that it stands for better than any reviewed or proposed before it."""
    likeness: float
    """Cosine of the most similar document that was reviewed, 0 to 1; 0 where there is none."""
    doubts: tuple[Doubt, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Document
    passages: list[Passage]
    vectors: np.ndarray


def propose(workspace: Workspace, store: Store, scheme: str, n: int) -> list[ToReview]:
    """Propose documents of which no editor has decided anything in a scheme.

    Only those whose passages have been embedded, in languages that the encoder understands; one
    of each family. See `themes.choosing` for how they are chosen.

    Args:
        workspace: To work in.
        store: Its store.
        scheme: Id of a vocabulary.
        n: Most documents to propose.

    Returns:
        The one from which most would be learnt first; fewer than n where there are no more.

    Raises:
        UsageError: There is no such vocabulary.
        ModelError: The model in use is damaged.
    """
    from pipeline.themes.choosing import choose

    tagger = models.tagger(workspace, scheme)
    known = [one for one in collect(workspace, store, scheme) if is_measurable(one)]
    candidates = list(_candidates(Context(workspace, store, ""), scheme, known))
    if not candidates:
        return []
    counts = Counter(id_ for one in known for id_, verdict in one.verdicts.items() if verdict)
    n_known = [counts[concept.id] for concept in tagger.suggester.vocabulary.concepts]
    probabilities = np.stack(
        [tagger.probabilities(one.document.title, one.passages, one.vectors) for one in candidates]
    )
    meanings = np.stack([_direction(one.vectors) for one in candidates])
    reviewed = np.array([_direction(one.vectors) for one in known])
    reviewed = reviewed.reshape(len(known), meanings.shape[1])
    chosen = choose(meanings, probabilities, reviewed, n)
    told = _Teller(tagger, n_known, candidates, probabilities)
    return [told.to_review(choice) for choice in chosen]


def _candidates(context: Context, scheme: str, known: Sequence[Labelled]) -> Iterator[_Candidate]:
    taken = {one.family_id for one in known}
    n_found = 0
    with context.store.read() as connection:
        decided = {one.document_id for one in decisions.load(connection, scheme=scheme)}
        ids = [id_ for id_ in documents.current_ids(connection) if id_ not in decided]
    for batch in chunks(ids, context.workspace.settings.batch_size):
        if n_found >= MOST_CANDIDATES:
            return
        with context.store.read() as connection:
            family_of = learnable.families_of(connection, batch)
            found = _embedded(connection, context, load_batch(context, batch))
        for one in found:
            family_id = family_of[one.document.id]
            if family_id not in taken and n_found < MOST_CANDIDATES:
                taken.add(family_id)
                n_found += 1
                yield one


def _embedded(
    connection: Connection, context: Context, batch: Sequence[Document]
) -> list[_Candidate]:
    """Return the documents whose vectors are all there: to make them is the work of a run."""
    version = models.encoder(context.workspace).version
    passages = readable(batch, documents.load_passages(connection, batch))
    keys = [passage.sha256 for of in passages.values() for passage in of]
    vectors = results.load_vectors(connection, version, keys)
    found = []
    for document in batch:
        of = passages[document.id]
        if of and all(passage.sha256 in vectors for passage in of):
            rows = [np.frombuffer(vectors[passage.sha256], dtype="<f4") for passage in of]
            found.append(_Candidate(document, of, np.stack(rows)))
    return found


def _direction(vectors: np.ndarray) -> np.ndarray:
    """Return the direction of the mean passage."""
    mean = vectors.astype(np.float64).mean(axis=0)
    unit: np.ndarray = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


class _Teller:
    """Says why a document was chosen."""

    def __init__(
        self,
        tagger: Tagger,
        n_known: Sequence[int],
        candidates: Sequence[_Candidate],
        probabilities: np.ndarray,
    ) -> None:
        self.concepts = tagger.suggester.vocabulary.concepts
        self.n_known, self.candidates = n_known, candidates
        self.probabilities = probabilities

    def to_review(self, choice: Choice) -> ToReview:
        """Return a choice as it is shown."""
        document = self.candidates[choice.at].document
        doubts = tuple(self._doubt(choice.at, column) for column in choice.unsure)
        return ToReview(
            document_id=document.id,
            title=document.title,
            source_id=document.source_id,
            n_like=choice.n_like,
            likeness=round(choice.nearest, 3),
            doubts=doubts,
            why="; ".join(_reasons(choice, doubts)),
        )

    def _doubt(self, at: int, column: int) -> Doubt:
        concept = self.concepts[column]
        probability = round(float(self.probabilities[at, column]), 3)
        return Doubt(concept.id, concept.label, probability, self.n_known[column])


def _reasons(choice: Choice, doubts: Sequence[Doubt]) -> Iterator[str]:
    if choice.n_like:
        yield f"{choice.n_like:,} more like it" if choice.n_like > 1 else "one more like it"
    else:
        yield "none like it"
    yield "not sure of " + ", ".join(_doubtful(one) for one in doubts)


def _doubtful(one: Doubt) -> str:
    n_examples = "one example" if one.n_examples == 1 else f"{one.n_examples:,} examples"
    return f"{one.label} ({one.probability:.0%}, {n_examples})"

"""Which sentences of a text speak for a suggestion: what an editor reads before deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.records import Passage
from pipeline.themes.scoring import DECIMALS, NAME_WEIGHT, Suggestion
from pipeline.themes.sentences import sentences

if TYPE_CHECKING:
    from pipeline.embedding import Reading
    from pipeline.themes.suggester import Suggester

MOST_SENTENCES = 3
MARGIN = 0.05
"""Further sentences are shown that are nearly as strong as the best one."""
LEAST_WORDS = 4
"""Fewer are a heading or a name: shown only where nothing else speaks."""


class Sentence(NamedTuple):
    """A stretch of a document's text."""

    passage_id: str
    start: int
    """Half-open range of code points in the document's text."""
    end: int


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one passage, in order."""

    spans: tuple[Sentence, ...]
    texts: tuple[str, ...] = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    """float64 (n_sentences, n_dimensions): mean of the token vectors of a sentence as they stand
    in the passage, of unit length; zeros for what the encoder has not read any more."""


def read_sentences(passage: Passage, reading: Reading) -> Sentences:
    """Cut a passage into sentences, from what the encoder read in it.

    The sentences cost nothing beyond the passage, whose vector is the mean of the same tokens. On
    99 documents that are not part of this repository they were the same, or as good to a reader,
    as those found by embedding each sentence by itself, which takes 25 times as long.
    """
    found = sentences(passage.text)
    rows = [_vector(reading, start, end) for start, end in found]
    return Sentences(
        spans=tuple(Sentence(passage.id, passage.start + a, passage.start + b) for a, b in found),
        texts=tuple(passage.text[a:b] for a, b in found),
        vectors=np.array(rows).reshape(len(rows), reading.vector.shape[0]),
    )


def _vector(reading: Reading, start: int, end: int) -> np.ndarray:
    firsts, lasts = reading.spans[:, 0], reading.spans[:, 1]
    inside = (firsts >= start) & (lasts <= end) & (lasts > firsts)
    if not inside.any():
        return np.zeros(reading.vector.shape[0])
    mean: np.ndarray = reading.tokens[inside].astype(np.float64).mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def speaking(
    suggestions: Sequence[Suggestion], read: Mapping[str, Sentences], suggester: Suggester
) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences that speak most for each suggestion, by concept id, best first.

    A sentence speaks for a concept as a passage does: by the cosine with the concept's vector,
    and by naming it.

    Args:
        suggestions: Any; what is no concept of the vocabulary has no sentences.
        read: By passage id, for all passages that the suggestions give as evidence.
        suggester: The vocabulary.
    """
    places = {concept.id: at for at, concept in enumerate(suggester.vocabulary.concepts)}
    wanted = [one for one in suggestions if one.concept_id in places]
    columns = [places[one.concept_id] for one in wanted]
    ids = sorted({id_ for one in wanted for id_ in one.evidence})
    strengths = {id_: _strengths(read[id_], columns, suggester) for id_ in ids}
    return {
        one.concept_id: _best(
            [(read[id_], strengths[id_][:, column]) for id_ in one.evidence],
        )
        for column, one in enumerate(wanted)
    }


def _strengths(read: Sentences, columns: Sequence[int], suggester: Suggester) -> np.ndarray:
    """How much each sentence speaks for some concepts: float64 (n_sentences, n_columns)."""
    cosines = np.einsum("ij,kj->ik", read.vectors, suggester.vectors[columns])
    named = np.log1p(suggester.names.count(read.texts)[:, columns])
    strengths: np.ndarray = cosines + NAME_WEIGHT * named
    return strengths.round(DECIMALS)


def _best(evidence: Sequence[tuple[Sentences, np.ndarray]]) -> tuple[Sentence, ...]:
    found = [
        (-float(strength), len(text.split()) < LEAST_WORDS, span.start, span)
        for read, column in evidence
        for span, text, strength in zip(read.spans, read.texts, column, strict=True)
    ]
    ranked = sorted(row for row in found if not row[1]) or sorted(found)
    return tuple(row[-1] for row in ranked[:MOST_SENTENCES] if row[0] <= ranked[0][0] + MARGIN)


def naming(
    suggestions: Sequence[Suggestion],
    passages: Sequence[Passage],
    weigh: Callable[[Sentence, str], Mapping[str, float]],
) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences that name each suggestion most, by concept id, of equals the earlier.

    Args:
        suggestions: Of whatever is found by name.
        passages: With all that the suggestions give as evidence.
        weigh: From a sentence and its text to how much it names each concept.
    """
    wanted = {id_ for one in suggestions for id_ in one.evidence}
    weighed: dict[str, list[tuple[float, int, Sentence]]] = {}
    for passage in passages:
        if passage.id in wanted:
            for start, end in sentences(passage.text):
                one = Sentence(passage.id, passage.start + start, passage.start + end)
                for concept_id, weight in weigh(one, passage.text[start:end]).items():
                    weighed.setdefault(concept_id, []).append((-weight, one.start, one))
    return {
        one.concept_id: tuple(
            sentence
            for _, _, sentence in sorted(weighed.get(one.concept_id, ()))
            if sentence.passage_id in one.evidence
        )[:MOST_SENTENCES]
        for one in suggestions
    }

"""Which sentences of a text speak for a suggestion: what an editor reads before deciding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.records import Passage
from pipeline.themes.names import fold
from pipeline.themes.scoring import DECIMALS, NAME_WEIGHT, SPREAD, Suggestion
from pipeline.themes.sentences import sentences
from pipeline.themes.tagger.judging import passage_strengths
from pipeline.themes.tagger.reading import Reading

if TYPE_CHECKING:
    from pipeline import embedding
    from pipeline.themes.tagger import Tagger

MOST_SENTENCES = 3
MARGIN = 1.0
"""Log-odds by which further sentences that are shown may speak less than the best one."""
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


def read_sentences(passage: Passage, reading: embedding.Reading) -> Sentences:
    """Cut a passage into sentences, from what the encoder read in it.

    The sentences cost nothing beyond the passage, whose vector is the mean of the same tokens: 2 ms
    a document, where embedding each by itself takes 110. For 93 themes of 99 documents that are not
    part of this repository the best sentence was the same in 49, and among the three best that way
    in 72; to a reader the others point at the theme as well.
    """
    found = sentences(passage.text)
    rows = [_vector(reading, start, end) for start, end in found]
    return Sentences(
        spans=tuple(Sentence(passage.id, passage.start + a, passage.start + b) for a, b in found),
        texts=tuple(passage.text[a:b] for a, b in found),
        vectors=np.array(rows).reshape(len(rows), reading.vector.shape[0]),
    )


def _vector(reading: embedding.Reading, start: int, end: int) -> np.ndarray:
    firsts, lasts = reading.spans[:, 0], reading.spans[:, 1]
    inside = (firsts >= start) & (lasts <= end) & (lasts > firsts)
    if not inside.any():
        return np.zeros(reading.vector.shape[0])
    mean: np.ndarray = reading.tokens[inside].astype(np.float64).mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def speaking(
    suggestions: Sequence[Suggestion], read: Mapping[str, Sentences], tagger: Tagger
) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences that speak most for each suggestion, by concept id, best first.

    A sentence speaks for a concept as a passage does: by the cosine with the concept's vector, by
    naming it, and by the words and the meaning that the tagger has learnt to tell it by.

    Args:
        suggestions: Of the tagger.
        read: By passage id, for all passages that the suggestions give as evidence.
        tagger: That made them.
    """
    columns = np.array([_place(tagger, one.concept_id) for one in suggestions], dtype=np.int64)
    ids = sorted({id_ for one in suggestions for id_ in one.evidence})
    strengths = {id_: _strengths(read[id_], columns, tagger) for id_ in ids}
    return {
        one.concept_id: _best([(read[id_], strengths[id_][:, at]) for id_ in one.evidence])
        for at, one in enumerate(suggestions)
    }


def _place(tagger: Tagger, concept_id: str) -> int:
    """Return the place of a concept in its vocabulary, which is in order of id."""
    concepts = tagger.suggester.vocabulary.concepts
    return bisect_left(concepts, concept_id, key=lambda concept: concept.id)


def _strengths(read: Sentences, columns: np.ndarray, tagger: Tagger) -> np.ndarray:
    """How much each sentence speaks for some concepts: float64 (n_sentences, n_columns)."""
    suggester = tagger.suggester
    folded = ("", *map(fold, read.texts))
    named = suggester.names.count_folded(folded[1:])
    described = np.zeros(named.shape)  # of all others nothing is asked
    cosines = np.einsum("ij,kj->ik", read.vectors, suggester.vectors[columns])
    described[:, columns] = cosines - suggester.usual[columns]
    as_passages = Reading(
        ids=tuple(str(number) for number in range(len(read.texts))),
        described=described / SPREAD,
        named=NAME_WEIGHT * np.log1p(named) / SPREAD,
        in_title=np.zeros(named.shape[1]),
        vectors=read.vectors,
        folded=folded,
    )
    return passage_strengths(as_passages, tagger.learnt, columns).round(DECIMALS)


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

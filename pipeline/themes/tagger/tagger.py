"""The tagger: a document in, probabilities with reasons out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.records import Passage
from pipeline.themes.scoring import DECIMALS, N_EVIDENCE, Suggestion
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.calibration import Z95
from pipeline.themes.tagger.judging import Judgement, Learnt, judge, passage_strengths
from pipeline.themes.tagger.linear import sigmoid
from pipeline.themes.tagger.reading import Reading, read
from pipeline.themes.tagger.state import arrays_of, learnt_of, values_of

WIDEST = 0.5
"""An interval that is wider says nothing: the model abstains."""
SIGNAL_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Tagger:
    """Suggests concepts of one vocabulary; never changes once made."""

    suggester: Suggester
    version: str
    """Names what was learnt; of a cold one vocabulary, encoder and code. A learnt one keeps it when
    the vocabulary changes, which `suggester.version` tells."""
    learnt: Learnt | None = field(default=None, repr=False)
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was learnt from: n_documents, n_verdicts, data (digest), ..."""

    @property
    def scheme(self) -> str:
        """The vocabulary's id."""
        return self.suggester.vocabulary.scheme_id

    def suggest(
        self,
        title: str,
        passages: Sequence[Passage],
        vectors: np.ndarray,
        *,
        limit: int | None = None,
        threshold: float = 0.0,
    ) -> list[Suggestion]:
        """Rank the concepts of the vocabulary for one document.

        Args:
            title: May be empty.
            passages: All passages of the document that the encoder understands, in any order.
            vectors: Their unit vectors, float32 (n_passages, n_dimensions), in the same order.
            limit: At most so many suggestions; None for all concepts.
            threshold: Least probability, 0 to 1.

        Returns:
            Best first; equal scores in order of id. Score 0 and no evidence where there are no
            passages.
        """
        concepts = self.suggester.vocabulary.concepts
        if not passages:
            empty = [Suggestion(concept.id, 0.0, (), is_sure=False) for concept in concepts]
            return empty[:limit] if threshold <= 0 else []
        reading = read(title, passages, vectors, self.suggester)
        judgement = judge(reading, self.learnt)
        scores = sigmoid(judgement.logits).round(DECIMALS)
        # Concepts are in order of id, which a stable sort keeps among equals.
        ranked = np.argsort(-scores, kind="stable")[:limit]
        ranked = ranked[scores[ranked] >= threshold]
        return self._suggestions(reading, judgement, ranked)

    def assess(
        self, title: str, passages: Sequence[Passage], vectors: np.ndarray, *, limit: int
    ) -> tuple[list[Suggestion], np.ndarray]:
        """Return the best of `suggest` and all of `probabilities`, for the price of the former."""
        if not passages:
            nothing = np.zeros(len(self.suggester.vocabulary.concepts))
            return self.suggest(title, passages, vectors, limit=limit), nothing
        reading = read(title, passages, vectors, self.suggester)
        judgement = judge(reading, self.learnt)
        scores = sigmoid(judgement.logits).round(DECIMALS)
        ranked = np.argsort(-scores, kind="stable")[:limit]
        return self._suggestions(reading, judgement, ranked), scores

    def probabilities(
        self, title: str, passages: Sequence[Passage], vectors: np.ndarray
    ) -> np.ndarray:
        """Return the scores of `suggest` alone, which are had much sooner; arguments as there.

        Returns:
            float64 (n_concepts), 0 to 1, in the order of the vocabulary.
        """
        if not passages:
            return np.zeros(len(self.suggester.vocabulary.concepts))
        scores: np.ndarray = sigmoid(
            judge(read(title, passages, vectors, self.suggester), self.learnt).logits
        )
        return scores.round(DECIMALS)

    def state(self) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Return all that was learnt: arrays, and values that JSON can hold."""
        if self.learnt is None:
            return {}, {"version": self.version, "about": dict(self.values)}
        about = {"version": self.version, "about": dict(self.values)}
        return arrays_of(self.learnt), about | values_of(self.learnt, self.suggester.vocabulary)

    def _suggestions(
        self, reading: Reading, judgement: Judgement, ranked: np.ndarray
    ) -> list[Suggestion]:
        concepts, names = self.suggester.vocabulary.concepts, tuple(judgement.signals)
        signals = np.stack([row[ranked] for row in judgement.signals.values()], axis=1)
        return [
            Suggestion(
                concept_id=concepts[at].id,
                score=score,
                evidence=evidence,
                low=low,
                high=high,
                is_sure=is_sure,
                is_calibrated=True,
                signals=dict(zip(names, said, strict=True)),
            )
            for at, evidence, (score, low, high, is_sure), said in zip(
                ranked.tolist(),
                self._evidence(reading, ranked),
                _probable(judgement, ranked),
                signals.round(SIGNAL_DECIMALS).tolist(),
                strict=True,
            )
        ]

    def _evidence(self, reading: Reading, ranked: np.ndarray) -> list[tuple[str, ...]]:
        """Return for each concept the passages that speak most for it, of equals the earlier."""
        strengths = passage_strengths(reading, self.learnt, ranked).round(DECIMALS)
        best = np.argsort(-strengths, axis=0, kind="stable")[:N_EVIDENCE]
        return [tuple(reading.ids[index] for index in column) for column in best.T.tolist()]


def _probable(judgement: Judgement, ranked: np.ndarray) -> Iterator[tuple[Any, ...]]:
    """Yield score, low, high and is_sure of some concepts."""
    logits, margin = judgement.logits[ranked], Z95 * judgement.doubt[ranked]
    edges = np.stack([logits, logits - margin, logits + margin])
    scores, lows, highs = sigmoid(edges).round(DECIMALS)
    columns = (scores, lows, highs, highs - lows <= WIDEST)
    yield from zip(*(column.tolist() for column in columns), strict=True)


def cold(suggester: Suggester) -> Tagger:
    """Return the tagger that knows the vocabulary alone."""
    return Tagger(suggester, suggester.version)


def restore(
    suggester: Suggester, arrays: Mapping[str, np.ndarray], values: Mapping[str, Any]
) -> Tagger:
    """Make a tagger of what `Tagger.state` returned.

    Args:
        suggester: The vocabulary as it is now: what was learnt of a concept that was merged
            serves its successor, of one that was retired nothing; new ones are judged cold.
        arrays: As `state` gave them.
        values: Likewise.

    Raises:
        KeyError, ValueError: They are no tagger's.
    """
    learnt = learnt_of(arrays, values, suggester.vocabulary) if arrays else None
    return Tagger(suggester, values["version"], learnt, values["about"])

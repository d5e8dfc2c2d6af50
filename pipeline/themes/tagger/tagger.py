"""The tagger: a document in, probabilities with reasons out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.records import Passage
from pipeline.themes.scoring import DECIMALS, MIDPOINT, N_EVIDENCE, SPREAD, Suggestion
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.linear import sigmoid
from pipeline.themes.tagger.reading import Reading, read

DOUBT = 1.0
"""Standard deviation of a cold judgement, in log-odds."""
WIDEST = 0.5
"""An interval that is wider says nothing: the model abstains."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Suggests concepts of one vocabulary; never changes once made."""

    suggester: Suggester
    version: str
    meaning: np.ndarray | None = field(default=None, repr=False)
    """float64 (n_dimensions, n_concepts): what was learnt, on top of the vocabulary."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was learnt from: n_documents, data (digest), ..."""

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
        del title
        concepts = self.suggester.vocabulary.concepts
        if not passages:
            empty = [Suggestion(concept.id, 0.0, (), is_sure=False) for concept in concepts]
            return empty[:limit] if threshold <= 0 else []
        reading = read(passages, vectors, self.suggester)
        signals = self._signals(reading)
        logits = sum(signals.values()) - MIDPOINT / SPREAD
        scores = sigmoid(logits).round(DECIMALS)
        low = sigmoid(logits - 1.96 * DOUBT).round(DECIMALS)
        high = sigmoid(logits + 1.96 * DOUBT).round(DECIMALS)
        ranked = sorted(range(len(concepts)), key=lambda at: (-scores[at], concepts[at].id))
        return [
            Suggestion(
                concept_id=concepts[at].id,
                score=float(scores[at]),
                evidence=_evidence(reading, at),
                low=float(low[at]),
                high=float(high[at]),
                is_sure=bool(high[at] - low[at] <= WIDEST),
                is_calibrated=True,
                signals={name: round(float(row[at]), 3) for name, row in signals.items()},
            )
            for at in ranked[:limit]
            if scores[at] >= threshold
        ]

    def state(self) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Return all that was learnt: arrays, and values that JSON can hold."""
        arrays = {} if self.meaning is None else {"meaning": self.meaning}
        return arrays, {"version": self.version, **self.values}

    def _signals(self, reading: Reading) -> dict[str, np.ndarray]:
        signals = {"description": reading.description / SPREAD, "names": reading.names / SPREAD}
        if self.meaning is not None:
            signals["meaning"] = np.einsum("i,ij->j", reading.meaning, self.meaning)
        return signals


def _evidence(reading: Reading, at: int) -> tuple[str, ...]:
    best = np.argsort(-reading.strengths[:, at], kind="stable")[:N_EVIDENCE]
    return tuple(reading.ids[index] for index in best)


def cold(suggester: Suggester) -> Tagger:
    """Return the tagger that knows the vocabulary alone."""
    return Tagger(suggester, suggester.version)


def restore(
    suggester: Suggester, arrays: Mapping[str, np.ndarray], values: Mapping[str, Any]
) -> Tagger:
    """Make a tagger of what `Tagger.state` returned."""
    learnt = {name: value for name, value in values.items() if name != "version"}
    return Tagger(suggester, values["version"], arrays.get("meaning"), learnt)

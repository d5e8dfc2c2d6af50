"""From what was read and what was learnt to log-odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.themes.tagger.calibration import INTERCEPT_SD, SLOPE_SD, Calibration
from pipeline.themes.tagger.heads import LEARNT, Heads
from pipeline.themes.tagger.reading import COLD, Reading, for_window

SAID = ("description", "names")
"""What the vocabulary says, before anything is learnt."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that is learnt; concepts without a head are judged as if nothing were."""

    heads: Heads
    weights: Mapping[str, float]
    """Of SAID and LEARNT, and "all", which is added to every concept's log-odds."""
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one document or stretch; all float64 (n_concepts)."""

    signals: dict[str, np.ndarray] = field(repr=False)
    """Their sum is the log-odds."""
    doubt: np.ndarray = field(repr=False)
    """Standard deviation of the log-odds."""

    @property
    def logits(self) -> np.ndarray:
        """Log-odds that a concept applies."""
        total: np.ndarray = sum(self.signals.values(), np.zeros(len(self.doubt)))
        return total


def judge(reading: Reading, learnt: Learnt | None) -> Judgement:
    """Judge a document by the stretch that speaks most for each concept."""
    stretches = [_of_vocabulary(reading, window) for window in reading.windows()]
    if learnt is not None:
        words = reading.terms()
        for at, window in enumerate(reading.windows()):
            meaning = reading.meaning(window)[None, :]
            added = learnt.heads.signals([for_window(words, window)], meaning)
            stretches[at] = _with_learnt(stretches[at], learnt, {k: v[0] for k, v in added.items()})
    return stretches[0] if len(stretches) == 1 else _strongest(stretches)


def _of_vocabulary(reading: Reading, window: slice) -> Judgement:
    description, names = reading.of_vocabulary(window)
    signals = {"description": description, "names": names}
    signals["usual"] = np.full(len(description), COLD)
    logits = description + names + COLD
    return Judgement(signals, np.sqrt((SLOPE_SD * logits) ** 2 + INTERCEPT_SD**2))


def _with_learnt(cold: Judgement, learnt: Learnt, added: Mapping[str, np.ndarray]) -> Judgement:
    columns, weights, calibration = learnt.heads.columns, learnt.weights, learnt.calibration
    signals = {name: row.copy() for name, row in cold.signals.items()}
    signals |= {name: np.zeros(len(cold.doubt)) for name in LEARNT if name not in signals}
    doubt = cold.doubt.copy()
    for name in SAID:
        signals[name][columns] *= weights[name] * calibration.slopes
    for name in LEARNT:
        part = weights[name] * added[name] + (weights["all"] + COLD if name == "usual" else 0.0)
        signals[name][columns] = calibration.slopes * part
    total = sum(row[columns] for row in signals.values())
    doubt[columns] = calibration.spread(total / calibration.slopes)
    signals["usual"][columns] += calibration.intercepts
    return Judgement(signals, doubt)


def _strongest(stretches: list[Judgement]) -> Judgement:
    """Take each concept from the stretch with its greatest log-odds, of equals the earlier."""
    best = np.argmax(np.stack([one.logits for one in stretches]), axis=0)
    concepts = np.arange(len(best))
    signals = {
        name: np.stack([one.signals[name] for one in stretches])[best, concepts]
        for name in stretches[0].signals
    }
    return Judgement(signals, np.stack([one.doubt for one in stretches])[best, concepts])


def passage_strengths(reading: Reading, learnt: Learnt | None, concepts: np.ndarray) -> np.ndarray:
    """Return how much each passage alone speaks for some concepts: (n_passages, n_concepts).

    Args:
        reading: Of the document.
        learnt: None for what the vocabulary says.
        concepts: int64 (n_concepts), places in the vocabulary.
    """
    strengths = reading.described[:, concepts] + reading.named[:, concepts]
    if learnt is None:
        return strengths
    heads, weights = learnt.heads, learnt.weights
    added = heads.signals(reading.terms()[1:], reading.vectors)
    head_of = {int(column): head for head, column in enumerate(heads.columns)}
    for at, concept in enumerate(concepts.tolist()):
        if concept in head_of:
            said = zip(SAID, (reading.described, reading.named), strict=True)
            strengths[:, at] = sum(weights[name] * rows[:, concept] for name, rows in said)
            for name in ("words", "meaning"):
                strengths[:, at] += weights[name] * added[name][:, head_of[concept]]
    return strengths

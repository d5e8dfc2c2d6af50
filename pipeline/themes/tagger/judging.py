"""From what was read and what was learnt to log-odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.themes.tagger.calibration import Calibration, undecided
from pipeline.themes.tagger.heads import Heads
from pipeline.themes.tagger.reading import Reading, cold_constant

SAID = ("description", "names")
"""What the vocabulary says, before anything is learnt."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that is learnt; concepts without a head are judged as if nothing were."""

    heads: Heads
    weights: Mapping[str, float]
    """Of SAID and heads.LEARNT, and "all", the log-odds before anything is read."""
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one document or stretch."""

    signals: dict[str, np.ndarray] = field(repr=False)
    """float64 (n_concepts) each; their sum is the log-odds."""
    logits: np.ndarray = field(repr=False)
    """float64 (n_concepts): log-odds that a concept applies."""
    doubt: np.ndarray = field(repr=False)
    """float64 (n_concepts): standard deviation of the log-odds."""


def judge(reading: Reading, learnt: Learnt | None) -> Judgement:
    """Judge a document by the stretch that speaks most for each concept."""
    stretches = [_judge(reading, window, learnt) for window in reading.windows()]
    return stretches[0] if len(stretches) == 1 else _strongest(stretches)


def _judge(reading: Reading, window: slice, learnt: Learnt | None) -> Judgement:
    description, names = reading.of_vocabulary(window)
    signals = {"description": description, "names": names}
    signals["usual"] = np.full(len(description), cold_constant(len(description)))
    logits = description + names + signals["usual"]
    doubt = undecided(logits)
    if learnt is not None:
        added = _added(reading, window, learnt.heads)
        _put(signals, learnt, added)
        logits = sum(signals.values(), np.zeros(len(doubt)))
        columns, calibration = learnt.heads.columns, learnt.calibration
        doubt[columns] = calibration.spread(calibration.before(logits[columns]))
    return Judgement(signals, logits, doubt)


def _added(reading: Reading, window: slice, heads: Heads) -> dict[str, np.ndarray]:
    every = np.arange(len(heads.columns))
    return {
        "words": heads.of_words([reading.words(window)], every)[0],
        "meaning": heads.of_meaning(reading.meaning(window)[None, :], every)[0],
        "usual": heads.usual,
    }


def _put(signals: dict[str, np.ndarray], learnt: Learnt, added: Mapping[str, np.ndarray]) -> None:
    """Weigh the signals of what has a head, and calibrate them."""
    columns, weights, calibration = learnt.heads.columns, learnt.weights, learnt.calibration
    for name in SAID:
        signals[name][columns] *= weights[name] * calibration.slopes
    for name in ("words", "meaning"):
        signals[name] = np.zeros(len(signals["usual"]))
        signals[name][columns] = weights[name] * calibration.slopes * added[name]
    constant = weights["all"] + weights["usual"] * added["usual"]
    signals["usual"][columns] = calibration.slopes * constant + calibration.intercepts


def _strongest(stretches: list[Judgement]) -> Judgement:
    """Take each concept from the stretch with its greatest log-odds, of equals the earlier."""
    logits = np.stack([one.logits for one in stretches])
    at = np.argmax(logits, axis=0), np.arange(logits.shape[1])
    signals = {
        name: np.stack([one.signals[name] for one in stretches])[at]
        for name in stretches[0].signals
    }
    return Judgement(signals, logits[at], np.stack([one.doubt for one in stretches])[at])


def passage_strengths(reading: Reading, learnt: Learnt | None, concepts: np.ndarray) -> np.ndarray:
    """Return how much each passage alone speaks for some concepts: (n_passages, n_concepts).

    Args:
        reading: Of the document.
        learnt: None for what the vocabulary says.
        concepts: int64 (n_concepts), places in the vocabulary.
    """
    described, named = reading.described[:, concepts], reading.named[:, concepts]
    strengths: np.ndarray = described + named
    if learnt is None:
        return strengths
    heads, weights = learnt.heads, learnt.weights
    places = np.minimum(np.searchsorted(heads.columns, concepts), len(heads.columns) - 1)
    has_head = heads.columns[places] == concepts
    words = heads.of_words(reading.terms()[1:], places[has_head])
    meaning = heads.of_meaning(reading.vectors, places[has_head])
    strengths[:, has_head] = (
        weights["description"] * described[:, has_head]
        + weights["names"] * named[:, has_head]
        + weights["words"] * words
        + weights["meaning"] * meaning
    )
    return strengths

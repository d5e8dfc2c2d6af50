"""What was learnt as arrays and JSON-able values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pipeline.themes.tagger.calibration import Calibration
from pipeline.themes.tagger.heads import Heads
from pipeline.themes.tagger.judging import Learnt
from pipeline.themes.tagger.words import TermSpace
from pipeline.vocabulary import Vocabulary


def arrays_of(learnt: Learnt) -> dict[str, np.ndarray]:
    """Return the arrays of what was learnt."""
    heads, calibration = learnt.heads, learnt.calibration
    return {
        "hashes": heads.terms.hashes,
        "rarity": heads.terms.rarity,
        "by_words": heads.by_words,
        "centre": heads.centre,
        "by_meaning": heads.by_meaning,
        "usual": heads.usual,
        "slopes": calibration.slopes,
        "intercepts": calibration.intercepts,
        "covariances": calibration.covariances,
    }


def values_of(learnt: Learnt, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what is no array."""
    ids = [vocabulary.concepts[at].id for at in learnt.heads.columns]
    return {"concepts": ids, "weights": dict(learnt.weights)}


def learnt_of(
    arrays: Mapping[str, np.ndarray], values: Mapping[str, Any], vocabulary: Vocabulary
) -> Learnt | None:
    """Read what `arrays_of` and `values_of` returned, for the vocabulary as it is now."""
    kept = _kept(values["concepts"], vocabulary)
    if not kept:
        return None
    columns = sorted(kept)
    at = [kept[column] for column in columns]
    heads = Heads(
        columns=np.array(columns, dtype=np.int64),
        terms=TermSpace(arrays["hashes"], arrays["rarity"]),
        by_words=np.ascontiguousarray(arrays["by_words"][:, at]),
        centre=arrays["centre"],
        by_meaning=np.ascontiguousarray(arrays["by_meaning"][:, at]),
        usual=arrays["usual"][at],
    )
    calibration = Calibration(
        *(arrays[name][at] for name in ("slopes", "intercepts", "covariances"))
    )
    return Learnt(heads, values["weights"], calibration)


def _kept(concept_ids: list[str], vocabulary: Vocabulary) -> dict[int, int]:
    """Return the head of each concept by its place; its own before that of one merged into it."""
    places = {concept.id: at for at, concept in enumerate(vocabulary.concepts)}
    kept: dict[int, int] = {}
    for head, concept_id in enumerate(concept_ids):
        successor = vocabulary.resolve(concept_id)
        if successor == concept_id or (successor and places[successor] not in kept):
            kept[places[successor]] = head
    return kept

"""What was learnt as arrays and JSON-able values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.themes.tagger.calibration import Calibration
from pipeline.themes.tagger.heads import Heads, Space
from pipeline.themes.tagger.judging import Learnt
from pipeline.themes.tagger.words import TermSpace
from pipeline.vocabulary import Vocabulary


def arrays_of(learnt: Learnt) -> dict[str, np.ndarray]:
    """Return the arrays of what was learnt."""
    space, calibration = learnt.heads.space, learnt.calibration
    return {
        "hashes": space.terms.hashes,
        "rarity": space.terms.rarity,
        "words_values": space.words.data,
        "words_documents": space.words.indices,
        "words_starts": space.words.indptr,
        "centre": space.centre,
        "meaning": space.meaning,
        "votes": learnt.heads.votes,
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
    columns = np.array(sorted(kept), dtype=np.int64)
    heads = [kept[column] for column in columns.tolist()]
    terms = TermSpace(arrays["hashes"], arrays["rarity"])
    shape = (len(terms.hashes), len(arrays["meaning"]))
    parts = (arrays["words_values"], arrays["words_documents"], arrays["words_starts"])
    space = Space(terms, csr_matrix(parts, shape=shape), arrays["centre"], arrays["meaning"])
    calibration = Calibration(
        arrays["slopes"][heads], arrays["intercepts"][heads], arrays["covariances"][heads]
    )
    votes = np.ascontiguousarray(arrays["votes"][:, heads])
    return Learnt(Heads(columns, space, votes), values["weights"], calibration)


def _kept(concept_ids: list[str], vocabulary: Vocabulary) -> dict[int, int]:
    """Return the head of each concept by its place; its own before that of one merged into it."""
    places = {concept.id: at for at, concept in enumerate(vocabulary.concepts)}
    kept: dict[int, int] = {}
    for head, concept_id in enumerate(concept_ids):
        successor = vocabulary.resolve(concept_id)
        if successor == concept_id or (successor and places[successor] not in kept):
            kept[places[successor]] = head
    return kept

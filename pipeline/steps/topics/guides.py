"""The themes that topics are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.settings import Workspace
from pipeline.steps import declared, in_use, models, taggers

if TYPE_CHECKING:
    from pipeline.topics import Guide

SCHEME = "themes"


def load(workspace: Workspace) -> list[Guide]:
    """Return the themes of the vocabulary that may guide a fit, in order of id.

    A theme's vector is the one that suggestions compare passages with: the mean of label and
    definition, of its other labels and of its examples.
    """
    from pipeline.topics import Guide
    from pipeline.vocabulary import LANGUAGE

    vocabulary = declared.vocabularies(workspace).get(SCHEME)
    if vocabulary is None or not vocabulary.concepts:
        return []
    folder = in_use.folder(workspace, SCHEME)
    vectors = taggers.concept_vectors(vocabulary, folder, models.encoder(workspace))["vectors"]
    return [
        Guide(one.id, one.label, (one.label, *one.alt_labels_in(LANGUAGE)), _unit(vector))
        for one, vector in zip(vocabulary.concepts, vectors, strict=True)
    ]


def _unit(vector: np.ndarray) -> np.ndarray:
    return (vector / (float(np.linalg.norm(vector)) or 1.0)).astype(np.float32)

"""Controlled vocabularies: SKOS concepts from a Turtle file."""

from pipeline.vocabulary.concepts import (
    LANGUAGE,
    Concept,
    Vocabulary,
    label_parts,
    normalise_label,
)
from pipeline.vocabulary.reading import load_vocabulary

__all__ = [
    "LANGUAGE",
    "Concept",
    "Vocabulary",
    "label_parts",
    "load_vocabulary",
    "normalise_label",
]

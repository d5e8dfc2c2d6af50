"""Controlled vocabularies: concepts from SKOS Turtle or CSV files."""

from pipeline.vocabulary.concepts import (
    LANGUAGE,
    Concept,
    Vocabulary,
    label_parts,
    normalise_label,
)
from pipeline.vocabulary.kept import read_kept
from pipeline.vocabulary.reading import SUFFIXES, Reading, load_vocabulary, read_vocabulary

__all__ = [
    "LANGUAGE",
    "SUFFIXES",
    "Concept",
    "Reading",
    "Vocabulary",
    "label_parts",
    "load_vocabulary",
    "normalise_label",
    "read_kept",
    "read_vocabulary",
]

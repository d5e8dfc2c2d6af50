"""Controlled vocabularies: concepts from SKOS Turtle or CSV files."""

from pipeline.vocabulary.concepts import (
    LANGUAGE,
    Concept,
    Vocabulary,
    label_parts,
    normalise_label,
)
from pipeline.vocabulary.kept import keep, read_kept
from pipeline.vocabulary.reading import (
    SUFFIXES,
    Reading,
    check_scheme,
    file_text,
    load_vocabulary,
    read_text,
    read_vocabulary,
)

__all__ = [
    "LANGUAGE",
    "SUFFIXES",
    "Concept",
    "Reading",
    "Vocabulary",
    "check_scheme",
    "file_text",
    "keep",
    "label_parts",
    "load_vocabulary",
    "normalise_label",
    "read_kept",
    "read_text",
    "read_vocabulary",
]

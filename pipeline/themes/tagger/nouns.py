"""What is learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.records import Passage


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, or an example that a client taught, with what is known of its tags."""

    document_id: str
    family_id: str
    """Near-identical documents never stand on both sides of a comparison."""
    title: str
    passages: tuple[Passage, ...] = field(repr=False)
    """In order; those that the encoder understands."""
    vectors: np.ndarray = field(repr=False)
    """float32 (n_passages, n_dimensions), unit rows, in the same order."""
    verdicts: Mapping[str, float]
    """Concept id to 1 (applies) or 0 (does not). What is missing is not known, and never read
    as 0."""
    is_decided: bool = False
    """By an editor; otherwise the tags are the publisher's."""

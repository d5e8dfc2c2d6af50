"""What suggestions are measured on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from pipeline.evaluation.tagging import Truth
from pipeline.records import Document, Passage, Rejected
from pipeline.settings import digest
from pipeline.themes.tagger import Labelled


@dataclass(frozen=True, slots=True)
class Target:
    """Documents whose right tags are known, in order of id."""

    name: str
    kind: Literal["file", "source"]
    tags_from: str
    """Where the right tags stand, in words."""
    examples: tuple[Labelled, ...] = field(repr=False)
    """Without passages where the encoder understands none of them."""
    truth: Truth = field(repr=False)
    """Of the same documents."""
    languages: tuple[str, ...] = field(repr=False)
    """Of the same documents, ISO 639-1 or und."""
    whole: Mapping[str, tuple[Document, tuple[Passage, ...]]] = field(repr=False)
    """Documents that can be judged by labels, with all their passages, by id."""
    refused: tuple[Rejected, ...] = ()
    n_left_out: int = 0
    """Documents of the source of which no right tag is known, or that no encoder understands."""
    n_retired: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of everything that is measured on."""
        said = [
            (one.document_id, one.title, [passage.sha256 for passage in one.passages], known)
            for one, known in zip(self.examples, self._known(), strict=True)
        ]
        whole = [document.text for document, _ in self.whole.values()]
        return digest(self.name, self.kind, said, whole, [str(one) for one in self.refused])

    def _known(self) -> Iterator[list[tuple[str, float]]]:
        for gains in self.truth.gains:
            pairs = zip(self.truth.concepts, gains, strict=True)
            yield [(concept, float(gain)) for concept, gain in pairs if not np.isnan(gain)]

"""What is known of the tags of documents, and what a model says of them: as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of the tags of the documents that are measured."""

    ids: tuple[str, ...]
    """Of the documents."""
    families: tuple[str, ...]
    """Of the documents; those of one family are drawn and held out together."""
    concepts: tuple[str, ...]
    """Ids in ascending order."""
    gains: Floats = field(repr=False)
    """(n_documents, n_concepts): above 0 the tag is right (2 of the main themes, 1 of others),
    0 it is wrong, NaN it is not known."""

    @property
    def is_right(self) -> Flags:
        """Whether a tag is known to be right."""
        return self.gains > 0

    @property
    def is_known(self) -> Flags:
        """Whether anything is known of a tag."""
        return ~np.isnan(self.gains)

    @property
    def is_judged(self) -> Flags:
        """(n_documents): something is known to be wrong, or all is known.

        Of any other document no suggestion could be wrong.
        """
        return np.asarray((self.gains == 0).any(axis=1) | self.is_known.all(axis=1))

    @property
    def is_ranked(self) -> Flags:
        """(n_documents): is judged, and something is known to be right."""
        return self.is_judged & self.is_right.any(axis=1)

    def part(self, rows: Sequence[int]) -> Truth:
        """Return what is known of some of the documents."""
        return Truth(
            tuple(self.ids[row] for row in rows),
            tuple(self.families[row] for row in rows),
            self.concepts,
            self.gains[list(rows)],
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model says of the same documents and concepts."""

    probabilities: Floats = field(repr=False)
    """(n_documents, n_concepts), 0 to 1."""
    is_sure: Flags = field(repr=False)
    """False where the model abstains."""

    def part(self, rows: Sequence[int]) -> Judged:
        """Return what is said of some of the documents."""
        return Judged(self.probabilities[list(rows)], self.is_sure[list(rows)])


def truth_of(
    documents: Iterable[tuple[str, str, Mapping[str, float]]], concepts: Iterable[str]
) -> Truth:
    """Put verdicts into a matrix.

    Args:
        documents: Id, family id, and gain by concept id: above 0 right, 0 wrong; what is missing
            is not known. Concepts that are not measured are left out.
        concepts: Ids of those that are measured, in any order.
    """
    listed, columns = list(documents), tuple(sorted(set(concepts)))
    place = {concept: column for column, concept in enumerate(columns)}
    gains = np.full((len(listed), len(columns)), np.nan)
    for row, (_, _, verdicts) in enumerate(listed):
        for concept, gain in verdicts.items():
            if concept in place:
                gains[row, place[concept]] = gain
    ids, families = tuple(one[0] for one in listed), tuple(one[1] for one in listed)
    return Truth(ids, families, columns, gains)


def judged_of(
    suggestions: Sequence[Iterable[tuple[str, float, bool]]], concepts: Sequence[str]
) -> Judged:
    """Put suggestions into matrices.

    Args:
        suggestions: For each document (concept id, probability, whether the model is sure); a
            concept that is not there is judged 0, and not surely.
        concepts: Ids in the order of the columns.
    """
    place = {concept: column for column, concept in enumerate(concepts)}
    shape = (len(suggestions), len(concepts))
    judged = Judged(np.zeros(shape), np.zeros(shape, dtype=np.bool_))
    for row, of_document in enumerate(suggestions):
        for concept, probability, is_sure in of_document:
            if concept in place:
                judged.probabilities[row, place[concept]] = probability
                judged.is_sure[row, place[concept]] = is_sure
    return judged

"""Few of many probabilities, that together stand for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

DIGEST_BYTES = 8


def sparse(
    key: str, probabilities: Iterable[tuple[str, float]], *, floor: float
) -> dict[str, float]:
    """Leave out most probabilities below a floor, and raise the others to it.

    Of the documents whose probability is p, below the floor, a part of p / floor is kept, chosen
    by a digest and so always the same. What the probabilities of many documents add up to is on
    average what it was. Leaving all of them out would take half of their sum from rare concepts.

    Args:
        key: Of whatever the probabilities are about.
        probabilities: Concept id and probability, 0 to 1.
        floor: Above 0.

    Returns:
        By concept id, each of at least the floor, in the order given.
    """
    kept: dict[str, float] = {}
    for concept_id, probability in probabilities:
        if probability >= floor:
            kept[concept_id] = probability
        elif _chance(f"{key}/{concept_id}") < probability / floor:
            kept[concept_id] = floor
    return kept


def _chance(text: str) -> float:
    """Return a number from 0 to 1, below 1, that looks like chance."""
    digest = hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()
    return float(int.from_bytes(digest) / 256**DIGEST_BYTES)

"""Near-identical texts: MinHash signatures, LSH bands, and the families that result."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from rensa import RMinHash

N_HASHES = 128
SEED = 20231  # any fixed number; stored signatures are comparable only under the same one
SHINGLE_WORDS = 3
MIN_SHINGLED_WORDS = 10  # below, one changed word changes a third of the shingles: exact text only
# 32 bands of 4 rows: a pair of Jaccard 0.6 shares a band with probability
# 1 - (1 - 0.6**4)**32 = 0.988, one of 0.5 with 0.87, one of 0.2 with 0.05.
N_BANDS = 32
N_ROWS = N_HASHES // N_BANDS
# Estimates have a standard error of 0.043 at 0.6. A re-post with one word in eleven changed
# keeps about 0.6; of 45,000 pairs of passages on one subject the most similar unrelated one
# is estimated at 0.12.
FAMILY_THRESHOLD = 0.6

_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text over its case-folded word 3-shingles.

    Returns:
        128 little-endian uint32 (512 bytes); empty for a text without a word. It depends on
        the text alone: not on the machine, the process or the hash seed.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return b""
    sketch = RMinHash(num_perm=N_HASHES, seed=SEED)
    sketch.update(_shingles(words))
    return np.asarray(sketch.digest(), dtype="<u4").tobytes()


def _shingles(words: list[str]) -> list[str]:
    if len(words) < MIN_SHINGLED_WORDS:
        return [" ".join(words)]
    runs = range(len(words) - SHINGLE_WORDS + 1)
    return [" ".join(words[i : i + SHINGLE_WORDS]) for i in runs]


def bands(signature: bytes) -> list[str]:
    """Return the LSH keys of a signature: texts that share one are worth comparing.

    Returns:
        N_BANDS strings `<band>:<hexadecimal>`; none for the empty signature.
    """
    width = 4 * N_ROWS
    return [
        f"{start // width:02d}:{signature[start : start + width].hex()}"
        for start in range(0, len(signature), width)
    ]


def similarity(a: bytes, b: bytes) -> float:
    """Estimate the Jaccard similarity (0 to 1) of two texts from their signatures.

    A text without a word is similar to nothing.
    """
    if not a or not b:
        return 0.0
    equal = np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")
    return float(equal.mean())


def components(pairs: Iterable[tuple[str, str]], ids: Iterable[str]) -> dict[str, str]:
    """Join similar documents to families.

    Args:
        pairs: Pairs of ids whose texts are similar, in any order; ids not among `ids` are taken in.
        ids: Every document, also the ones without a pair.

    Returns:
        The family of each document, in order of id: the smallest id of all documents it is
        connected with. The order of the arguments has no influence.
    """
    parents = {id_: id_ for id_ in ids}
    for a, b in pairs:
        roots = sorted((_root(parents, a), _root(parents, b)))
        parents[roots[1]] = roots[0]
    return {id_: _root(parents, id_) for id_ in sorted(parents)}


def _root(parents: dict[str, str], id_: str) -> str:
    parents.setdefault(id_, id_)
    while parents[id_] != id_:
        parents[id_] = parents[parents[id_]]
        id_ = parents[id_]
    return id_

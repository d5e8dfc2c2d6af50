"""A small world for the tagger: an encoder without a network, a vocabulary, and texts on it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

import numpy as np
import pytest

from pipeline.records import Passage
from pipeline.themes import Suggester, load_suggester
from pipeline.themes.tagger import Labelled
from pipeline.vocabulary import Concept, Vocabulary

DEFINED = {
    "bread": ("Bread", "dough flour oven crust loaf"),
    "gardens": ("Gardens", "lawn hedge roses pruning greenhouse"),
    "law": ("Law", "court judge statute verdict appeal"),
    "music": ("Music", "violin choir melody orchestra concert"),
    "ships": ("Ships", "harbour mast sailor cargo anchor"),
    "weather": ("Weather", "rain storm cloud frost thunder"),
}
"""Label and definition by id."""
UNSAID = {
    "bread": "sourdough rye kneading yeast millers",
    "gardens": "tulips compost seedlings orchards beds",
    "law": "barristers plaintiff testimony bail jurors",
    "music": "quartet soprano rehearsal tempo encore",
    "ships": "deckhands ballast rudder dockyard voyage",
    "weather": "barometer drizzle gale forecast humidity",
}
"""Words of each subject that the vocabulary does not hold."""
FILLER = "people time year place work report group week number part side case point government"


class WordEncoder:
    """A text's vector is the sum of those of its words, which are random but always the same."""

    version = "words-384"

    def encode(self, texts: Sequence[str], threads: int = 1) -> np.ndarray:
        del threads
        sums = [
            sum((_vector(word) for word in text.lower().split()), np.zeros(384)) for text in texts
        ]
        rows = np.array(sums, dtype=np.float32).reshape(len(texts), 384)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _vector(word: str) -> np.ndarray:
    return np.random.default_rng(crc32(word.strip(".,:").encode())).normal(size=384)


@pytest.fixture(scope="session")
def world() -> Suggester:
    """Six subjects, embedded."""
    concepts = tuple(
        Concept(id_, label, (("en", label),), definition=definition)
        for id_, (label, definition) in DEFINED.items()
    )
    return load_suggester(Vocabulary("world", "World", concepts), WordEncoder())


Cut = Callable[..., Labelled]


@pytest.fixture(scope="session")
def document() -> Cut:
    """Make a document of given passages."""

    def make(
        id_: str, texts: Sequence[str], verdicts: Mapping[str, float] | None = None, **more: object
    ) -> Labelled:
        passages = tuple(
            Passage(f"{id_}-{at:03d}", id_, at, 0, len(text), len(text.split()), text)
            for at, text in enumerate(texts)
        )
        vectors = WordEncoder().encode(texts)
        given = {"family_id": id_, "title": "", "is_decided": True} | more
        return Labelled(id_, passages=passages, vectors=vectors, verdicts=verdicts or {}, **given)

    return make


@pytest.fixture(scope="session")
def posts(document: Cut) -> list[Labelled]:
    """120 documents on one or two subjects, mostly in words that the vocabulary does not hold."""
    return [_post(document, number) for number in range(120)]


def _post(document: Cut, number: int) -> Labelled:
    draw = random.Random(number)
    subjects = draw.sample(sorted(UNSAID), draw.choice((1, 1, 2)))
    words = [word for id_ in subjects for word in draw.choices(UNSAID[id_].split(), k=6)]
    words += [word for id_ in subjects for word in draw.choices(DEFINED[id_][1].split(), k=2)]
    words += draw.choices(FILLER.split(), k=12)
    draw.shuffle(words)
    texts = [" ".join(words[:12]), " ".join(words[12:])]
    return document(f"p{number:03d}", texts, {id_: float(id_ in subjects) for id_ in UNSAID})

"""A tagger of three concepts, learnt from our own sentences with an encoder of 16 numbers.

`tests/themes/kept/format_1` was made by `python -m tests.themes.kept_tagger FOLDER` when that was
the format; it must load for ever. A new format gets a folder of its own beside it.
"""

import sys
import zlib
from pathlib import Path

import numpy as np

from pipeline.records import Passage
from pipeline.themes import Suggester, load_suggester
from pipeline.themes.tagger import Labelled, Tagger, train
from pipeline.themes.tagger.files import save_tagger
from pipeline.vocabulary import Concept, Vocabulary

KEPT = Path(__file__).parent / "kept"
SIZE = 16
TEXTS = {
    "gardens": ("Roses and herbs grow in the walled garden.", "Gardeners prune roses in March."),
    "harbours": (
        "Ships unload timber in the harbour.",
        "Pilots guide ships past the harbour mole.",
    ),
    "kitchens": ("Cooks bake bread in the old kitchen.", "The kitchen serves bread and soup."),
}


class Encoder:
    """Counts words by hash: no meaning, but the same everywhere and for ever."""

    version = "words-16"

    def encode(self, texts, threads=1):
        del threads
        rows = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", "").split():
                row[zlib.crc32(word.encode()) % SIZE] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows


def concept(id_, **more):
    label = id_.capitalize()
    return Concept(id_, label, (("en", label),), definition=TEXTS.get(id_, ("",))[0], **more)


def vocabulary(ids=tuple(TEXTS), retired=()):
    return Vocabulary("places", "Places", tuple(concept(id_) for id_ in sorted(ids)), retired)


def suggester(of=None) -> Suggester:
    return load_suggester(of or vocabulary(), Encoder())


def passage(text, id_="d1"):
    return Passage(f"{id_}-000", id_, 0, 0, len(text), len(text.split()), text, "en")


def labelled(text, concept_id, number):
    id_ = f"d{number}"
    verdicts = {other: float(other == concept_id) for other in TEXTS}
    vectors = Encoder().encode([text])
    return Labelled(id_, id_, "", (passage(text, id_),), vectors, verdicts, is_decided=True)


def examples():
    pairs = [(text, concept_id) for concept_id in TEXTS for text in TEXTS[concept_id]]
    return [labelled(text, concept_id, n) for n, (text, concept_id) in enumerate(pairs)]


def learnt() -> Tagger:
    return train(suggester(), examples())


def scores(tagger, text="Ships wait for the pilots in the harbour."):
    found = tagger.suggest("", [passage(text)], Encoder().encode([text]))
    return {one.concept_id: one.score for one in found}


def make(folder):
    """Keep the tagger, as every training does."""
    tagger = learnt()
    twin = train(suggester(), examples()[:4])
    about = {"encoder": Encoder.version, "n_documents": len(examples())}
    save_tagger(tagger, folder, about, {"comparison.json": {"figures": []}}, twin)
    return tagger


if __name__ == "__main__":
    make(Path(sys.argv[1]))

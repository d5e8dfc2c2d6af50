"""Load what recognises names: a spaCy pipeline reduced to its NER, and the gazetteers."""

from __future__ import annotations

from dataclasses import dataclass

import spacy
from spacy.language import Language

from pipeline.errors import ModelError
from pipeline.gazetteers import Gazetteers

UNNEEDED = (
    "tagger", "morphologizer", "parser", "senter", "sentencizer", "attribute_ruler",
    "lemmatizer", "textcat", "textcat_multilabel", "entity_linker", "entity_ruler", "span_ruler",
    "spancat",
)  # fmt: skip
"""Components that NER does not read from; leaving them out doubles its speed."""

SHARED = ("tok2vec", "transformer", "curated_transformer")
"""Components that NER reads from in some pipelines; dropped where its own layer does the work."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Everything needed to find mentions."""

    nlp: Language
    gazetteers: Gazetteers
    model: str
    """Name and version of the spaCy pipeline."""


def load_recogniser(spacy_model: str, gazetteers: Gazetteers) -> Recogniser:
    """Load an installed spaCy pipeline for NER alone.

    Raises:
        ModelError: It is not installed, cannot be read, or has no component `ner`.
    """
    try:
        nlp = spacy.load(spacy_model, exclude=list(UNNEEDED))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"spaCy pipeline '{spacy_model}' cannot be loaded ({error}); "
            "install it or name another as spacy_model in culturescope.toml"
        ) from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(
            f"spaCy pipeline '{spacy_model}' has no component 'ner'; name another as spacy_model"
        )
    if not _listens(nlp):
        for name in SHARED:
            if name in nlp.pipe_names:
                nlp.remove_pipe(name)
    return Recogniser(nlp, gazetteers, f"{spacy_model} {nlp.meta.get('version', '')}".strip())


def _listens(nlp: Language) -> bool:
    """Tell whether the NER component reads its vectors from a shared component."""
    layer = nlp.config["components"]["ner"].get("model", {}).get("tok2vec", {})
    return "Listener" in str(layer.get("@architectures", "Listener"))

"""Load what recognises names: a spaCy pipeline reduced to its NER, and the gazetteers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version

import spacy
from spacy.language import Language

from pipeline.entities.model_spans import VERSION, model_spans
from pipeline.entities.spans import ModelSpan
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


@dataclass(slots=True)
class _Turn:
    """Whose turn it is: a spaCy pipeline serves one thread at a time."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Everything needed to find mentions; may be used from several threads."""

    nlp: Language
    gazetteers: Gazetteers
    model: str
    """Name and version of the spaCy pipeline, and of how it is asked: texts of which it is known
    what this model found need not be read again."""
    _turn: _Turn = field(default_factory=_Turn, repr=False, compare=False)

    @contextmanager
    def session(self) -> Iterator[None]:
        """Hold the model for a batch of texts: words met are kept until its end, then forgotten.

        Without it a long run's memory would grow with every new word; one inside another is the
        same session.
        """
        with self._turn.lock:
            self._turn.depth += 1
            try:
                if self._turn.depth > 1:
                    yield
                else:
                    with self.nlp.memory_zone():
                        yield
            finally:
                self._turn.depth -= 1

    def read(self, text: str) -> tuple[ModelSpan, ...]:
        """Return what the model finds in a text, in order; it depends on the text alone."""
        with self.session():
            return tuple(model_spans(self.nlp, text))


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
    model = f"{spacy_model} {nlp.meta.get('version', '')}".strip()
    return Recogniser(nlp, gazetteers, f"{model}, spaCy {version('spacy')}, {VERSION}")


def _listens(nlp: Language) -> bool:
    """Tell whether the NER component reads its vectors from a shared component."""
    layer = nlp.config["components"]["ner"].get("model", {}).get("tok2vec", {})
    return "Listener" in str(layer.get("@architectures", "Listener"))

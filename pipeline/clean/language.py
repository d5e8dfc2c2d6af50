"""The language of a text, where it can be told."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import py3langid
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.records import UNDETERMINED

MIN_CHARACTERS = 40  # about one short sentence; names and titles are called anything
MIN_CONFIDENCE = 0.8  # of 400 texts cut to 60 characters 381 reach it, none of them wrong
MAX_CHARACTERS = 4000  # more changes no answer and costs time


def tell_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or UNDETERMINED."""
    sample = text[:MAX_CHARACTERS]
    if len(sample) < MIN_CHARACTERS:
        return UNDETERMINED
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= MIN_CONFIDENCE else UNDETERMINED


def stated_language(stated: str) -> str:
    """Return the ISO 639-1 code that a tag such as "en-GB" begins with; empty where none does."""
    code = stated.strip().replace("_", "-").split("-")[0].casefold()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


@cache
def _identifier() -> LanguageIdentifier:
    model = Path(py3langid.__file__).parent / MODEL_FILE
    return LanguageIdentifier.from_modelpath(model, norm_probs=True)

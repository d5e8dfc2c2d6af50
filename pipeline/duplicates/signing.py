"""What is kept of a document to find its look-alikes."""

from __future__ import annotations

import numpy as np

from pipeline.duplicates.languages import addresses
from pipeline.duplicates.words import numbered, prints, text_key, words
from pipeline.kinship import Signed
from pipeline.records import Document


def sign(document: Document) -> Signed:
    """Return what finds a document's look-alikes; it depends on the document alone."""
    found = words(document.text)
    return Signed(
        document_id=document.id,
        text_key=text_key(found),
        n_words=len(found),
        fingerprints=tuple(np.unique(prints(numbered(found)).values).tolist()),
        language=document.language,
        addresses=tuple(addresses(document)),
    )

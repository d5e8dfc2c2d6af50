"""Run the NER model over a text, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language

from pipeline.entities.spans import ModelSpan

MAX_PIECE = 10_000
"""Code points given to the model at once; longer paragraphs (badly cut scans) are divided."""

BATCH = 16
"""Pieces a batch: 8 to 32 were fastest. Batches never mix documents, so that a document's
mentions depend on its own text alone."""

_LINE = re.compile(r"[^\n]+")


def model_spans(nlp: Language, text: str) -> list[ModelSpan]:
    """Return the model's spans of one text, in order; none crosses a line break.

    Lines in capitals are left out: the model sees names everywhere in them.
    """
    spans: list[ModelSpan] = []
    for doc, offset in nlp.pipe(_pieces(text), as_tuples=True, batch_size=BATCH):
        spans.extend(
            ModelSpan(offset + found.start_char, offset + found.end_char, found.label_)
            for found in doc.ents
        )
    return spans


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    for line in _LINE.finditer(text):
        if line.group().isupper() or not any(map(str.isalpha, line.group())):
            continue
        start = line.start()
        while line.end() - start > MAX_PIECE:
            cut = _cut(text, start)
            yield text[start:cut], start
            start = cut
        yield text[start : line.end()], start


def _cut(text: str, start: int) -> int:
    """Return where to divide: after the last sentence end, else the last space, else hard."""
    limit = start + MAX_PIECE
    half = start + MAX_PIECE // 2
    for mark in (". ", " "):
        found = text.rfind(mark, half, limit)
        if found > 0:
            return found + len(mark)
    return limit

"""Run the NER model over a text, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.entities.spans import ModelSpan

VERSION = "1"
"""Of how the model is asked; counts up with every change here that can change a result."""

NER = "ner"

MAX_PIECE = 10_000
"""Code points given to the model at once; longer paragraphs (badly cut scans) are divided."""

BATCH = 1500
"""Tokens a batch: a sixth faster than 16 paragraphs, and no slower than 6,000 tokens. Batches
never mix documents, so that a document's mentions depend on its own text alone."""

_LINE = re.compile(r"[^\n]+")


def model_spans(nlp: Language, text: str) -> list[ModelSpan]:
    """Return the model's spans of one text, in order; none crosses a line break.

    Lines in capitals are left out: the model sees names everywhere in them.
    """
    return [
        ModelSpan(offset + found.start_char, offset + found.end_char, found.label_)
        for docs, offsets in _batches(nlp, text)
        for doc, offset in zip(_annotated(nlp, docs), offsets, strict=True)
        for found in doc.ents
    ]


def _annotated(nlp: Language, docs: list[Doc]) -> Iterable[Doc]:
    """Run the model; where it is all there is, not by `nlp.pipe`: a tenth faster on short ones."""
    if nlp.pipe_names != [NER]:
        return nlp.pipe(docs, batch_size=len(docs))
    ner: Any = nlp.get_pipe(NER)
    ner.set_annotations(docs, ner.predict(docs))
    return docs


def _batches(nlp: Language, text: str) -> Iterator[tuple[list[Doc], list[int]]]:
    docs: list[Doc] = []
    offsets: list[int] = []
    n_tokens = 0
    for piece, offset in _pieces(text):
        doc = nlp.make_doc(piece)
        if docs and n_tokens + len(doc) > BATCH:
            yield docs, offsets
            docs, offsets, n_tokens = [], [], 0
        docs.append(doc)
        offsets.append(offset)
        n_tokens += len(doc)
    if docs:
        yield docs, offsets


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

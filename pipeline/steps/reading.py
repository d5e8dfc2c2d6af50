"""Read one text as far as suggesting needs: passages, vectors, sentences, countries named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeVar

import numpy as np

from pipeline.clean.language import choose_language, passage_language, stated_language
from pipeline.embedding import DIMENSIONS
from pipeline.entities.countries import country_spans
from pipeline.entities.reading import known_names
from pipeline.entities.spans import Row, Span, mark_inside
from pipeline.errors import MissingError
from pipeline.gazetteers import Gazetteers, Hit
from pipeline.records import Document, EntityType, Mention, Passage, document_id
from pipeline.steps.batches import readable
from pipeline.steps.kit import Kit
from pipeline.store import Store, documents, results
from pipeline.text import normalise, passages
from pipeline.themes.evidence import Sentences, read_sentences

T = TypeVar("T")

MOST_PASSAGES = 64
"""Embedded of a text, evenly spread: about 10,000 words. One takes 18 ms of one core; a report of
300 pages would keep who asked waiting for half a minute, and everybody else too."""
MOST_SEARCHED = 160
"""Searched for labels, evenly spread, in languages that the encoder does not understand."""
MOST_CHARACTERS = 1_000_000
"""Of a posted text, some 300 pages; what follows is not read at all."""
THREADS = min(4, os.cpu_count() or 1)
"""Passages of one text that are read at once; has no influence on the result."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document with what was read in it."""

    document: Document
    passages: tuple[Passage, ...] = field(repr=False)
    """All, in order."""
    searched: tuple[Passage, ...] = field(repr=False)
    """Those that are looked through for labels."""
    read: tuple[Passage, ...] = field(repr=False)
    """Those with vectors, in order: in a language that the encoder understands."""
    vectors: np.ndarray = field(repr=False)
    """float32 (n_read, 384)."""
    is_whole: bool
    """False where something was not read as it is too much."""
    _sentences: dict[str, Sentences] = field(repr=False)

    def sentences(self, kit: Kit, ids: Iterable[str]) -> dict[str, Sentences]:
        """Return the sentences of some of the passages, by passage id."""
        wanted = {*ids} - {*self._sentences}
        missing = [one for one in self.read if one.id in wanted]
        self._sentences.update(_read(kit, missing)[1])
        return self._sentences


def posted(text: str, title: str, language: str) -> Document:
    """Make a document of a text that is not stored.

    Args:
        text: As typed or pasted; read up to MOST_CHARACTERS.
        title: May be empty.
        language: As stated; told from the text where it is empty or surely another.
    """
    shaped = normalise(text[:MOST_CHARACTERS])
    heading = " ".join(normalise(title[:MOST_CHARACTERS]).split())
    sha = sha256(f"{heading}\n\n{shaped}".encode()).hexdigest()
    return Document(
        id=document_id(f"posted:{sha}"),
        revision=0,
        source_id="",
        title=heading,
        text=shaped,
        language=choose_language(stated_language(language), shaped),
    )


def read_posted(kit: Kit, text: str, title: str = "", language: str = "") -> Text:
    """Read a text that is not stored; see `posted`."""
    document = posted(text, title, language)
    cut = [
        replace(one, language=passage_language(one.text, document.language))
        for one in passages(document)
    ]
    wanted = readable([document], {document.id: cut})[document.id]
    chosen, searched = spread(wanted), spread(cut, MOST_SEARCHED)
    vectors, found = _read(kit, chosen)
    is_whole = len(text) <= MOST_CHARACTERS and len(chosen) == len(wanted)
    return Text(document, tuple(cut), searched, chosen, vectors, is_whole, found)


def read_stored(kit: Kit, store: Store, id_: str) -> Text:
    """Read the current revision of a stored document, with the vectors that are stored.

    Raises:
        MissingError: There is none of this id.
    """
    with store.read() as connection:
        found = list(documents.load_documents(connection, [id_]))
        if not found:
            raise MissingError(f"no document {id_}; 'culturescope export documents' lists all")
        cut = documents.load_passages(connection, found)[id_]
        wanted = readable(found, {id_: cut})[id_]
        keys = [one.sha256 for one in wanted]
        kept = results.load_vectors(connection, kit.encoder.version, keys)
    unseen = spread([one for one in wanted if one.sha256 not in kept])
    made, sentences = _read(kit, unseen)
    new = {one.sha256: row.tobytes() for one, row in zip(unseen, made, strict=True)}
    vectors = kept | new
    read = tuple(one for one in wanted if one.sha256 in vectors)
    rows = [np.frombuffer(vectors[one.sha256], dtype="<f4") for one in read]
    matrix = np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)
    searched = spread(cut, MOST_SEARCHED)
    return Text(found[0], tuple(cut), searched, read, matrix, len(read) == len(wanted), sentences)


def spread(some: Sequence[T], most: int = MOST_PASSAGES) -> tuple[T, ...]:
    """Return as many of some as there may be, from beginning to end at even distances."""
    if len(some) <= most:
        return tuple(some)
    return tuple(some[at * (len(some) - 1) // (most - 1)] for at in range(most))


def _read(kit: Kit, some: Sequence[Passage]) -> tuple[np.ndarray, dict[str, Sentences]]:
    """Return vectors, float32 (n, 384), and the sentences of each passage by its id."""

    def one(passage: Passage) -> tuple[np.ndarray, Sentences]:
        reading = kit.encoder.read(passage.text)
        return reading.vector, read_sentences(passage, reading)

    vectors = np.zeros((len(some), DIMENSIONS), dtype=np.float32)
    found: dict[str, Sentences] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        for at, (vector, sentences) in enumerate(pool.map(one, some)):
            vectors[at] = vector
            found[some[at].id] = sentences
    return vectors, found


def country_mentions(
    document: Document, cut: Sequence[Passage], places: Gazetteers
) -> tuple[Mention, ...]:
    """Return where a text names countries, as the gazetteers alone find them.

    No model reads here: that takes ten times as long, and its one model serves one thread.
    """
    hits = known_names(document, cut, places)
    longer = Row(_span(hit) for hit in hits if hit.entry.type in ("organisation", "programme"))
    spans = mark_inside(country_spans(document.text, "", hits, ()), longer)
    return tuple(
        Mention(
            document.id, one.start, one.end, document.text[one.start : one.end],
            one.type, one.entity_id, one.name, one.via, one.inside,
        )
        for one in spans
    )  # fmt: skip


def _span(hit: Hit) -> Span:
    kind: EntityType = "programme" if hit.entry.type == "programme" else "organisation"
    return Span(hit.start, hit.end, kind, hit.entry.name, hit.entry.entity_id, hit.entry.via)

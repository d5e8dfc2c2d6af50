"""Find the mentions of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.entities.assembling import Material, spans_of
from pipeline.entities.reading import known_names, readable_text
from pipeline.entities.spans import ModelSpan
from pipeline.gazetteers import Gazetteers
from pipeline.records import Document, Mention, Passage

if TYPE_CHECKING:
    from pipeline.entities.recogniser import Recogniser


def find_mentions(
    documents: Sequence[Document],
    recogniser: Recogniser,
    passages: Mapping[str, Sequence[Passage]] = MappingProxyType({}),
) -> list[tuple[Mention, ...]]:
    """Find the mentions of each document.

    The model and the rules read what is in a language that has a recogniser (see
    `pipeline.languages`); everywhere else the gazetteers alone find countries and known names.

    Args:
        documents: Any.
        recogniser: Model and gazetteers.
        passages: By document id, for texts that are in more than one language.

    Returns:
        One tuple a document, in the order given, sorted by start, then end. A document's
        mentions depend on nothing but its title, text and languages. Those recognised in one of
        the ways `records.TENTATIVE` count only if the corpus or an analyst vouches for them.
    """
    with recogniser.session():
        return [_read(each, recogniser, passages.get(each.id, ())) for each in documents]


def _read(
    document: Document, recogniser: Recogniser, passages: Sequence[Passage]
) -> tuple[Mention, ...]:
    read = readable_text(document, passages)
    found = recogniser.read(read) if read else ()
    return mentions_of(document, passages, recogniser.gazetteers, found)


def mentions_of(
    document: Document,
    passages: Sequence[Passage],
    gazetteers: Gazetteers,
    found: Sequence[ModelSpan],
) -> tuple[Mention, ...]:
    """Find the mentions of a document for which the model has been run.

    Args:
        document: Any.
        passages: Its passages; none: its language holds for all of it.
        gazetteers: Known names.
        found: What the model found in its `readable_text`, in order.

    Returns:
        As `find_mentions` gives them.
    """
    text = document.text
    hits = known_names(document, passages, gazetteers)
    read = readable_text(document, passages)
    spans = spans_of(Material(text, read, document.title, hits, found, gazetteers))
    return tuple(
        Mention(
            document.id, one.start, one.end, text[one.start : one.end],
            one.type, one.entity_id, one.name, one.via, one.inside, one.edition,
        )
        for one in sorted(spans, key=lambda one: (one.start, one.end, one.type, one.via))
    )  # fmt: skip

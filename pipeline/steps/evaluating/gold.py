"""Measure on a file of texts with their right tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.clean.language import choose_language, passage_language
from pipeline.embedding import DIMENSIONS
from pipeline.errors import DeclarationError
from pipeline.evaluation.reading import GoldItem, read_items
from pipeline.evaluation.tagging import truth_of
from pipeline.records import Document, Passage, document_id
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.batches import readable
from pipeline.steps.evaluating.target import Target
from pipeline.steps.runs import Progress
from pipeline.text import passages
from pipeline.themes.tagger import Labelled
from pipeline.vocabulary import Vocabulary

Read = tuple[Document, tuple[Passage, ...], Labelled]


def gold_target(
    workspace: Workspace, path: Path, vocabulary: Vocabulary, progress: Progress
) -> Target:
    """Read and embed the texts of a file; nothing is stored.

    Raises:
        DeclarationError: The file cannot be used, or holds no document that can be.
    """
    gold = read_items(path, vocabulary)
    if not gold.items:
        first = f": {gold.refused[0].locator}: {gold.refused[0].detail}" if gold.refused else ""
        raise DeclarationError(f"{path}: no document to measure on{first}")
    items = sorted(gold.items, key=lambda item: item.id)
    concepts = [concept.id for concept in vocabulary.concepts]
    read = list(_read(workspace, items, concepts, progress))
    known = [
        (one.document_id, one.family_id, _gains(item, concepts))
        for item, (_, _, one) in zip(items, read, strict=True)
    ]
    return Target(
        name=path.name,
        kind="file",
        tags_from=f"“{gold.key}” of each line; every concept that is not named there is wrong",
        examples=tuple(example for _, _, example in read),
        truth=truth_of(known, concepts),
        languages=tuple(document.language for document, _, _ in read),
        whole={example.document_id: (document, cut) for document, cut, example in read},
        refused=gold.refused,
        n_retired=sum(item.n_retired for item in items),
    )


def _gains(item: GoldItem, concepts: Sequence[str]) -> dict[str, float]:
    return {id_: item.gains.get(id_, 0.0) for id_ in concepts if id_ not in item.optional}


def _read(
    workspace: Workspace, items: Sequence[GoldItem], concepts: Sequence[str], progress: Progress
) -> Iterator[Read]:
    progress("read", 0, len(items))
    for n_done, item in enumerate(items, start=1):
        yield _read_one(workspace, item, concepts)
        progress("read", n_done, len(items))


def _read_one(workspace: Workspace, item: GoldItem, concepts: Sequence[str]) -> Read:
    language = choose_language(item.language, item.text)
    id_ = document_id(f"gold:{item.id}")
    document = Document(id_, 1, "gold", item.title, item.text, language)
    cut = tuple(
        replace(one, language=passage_language(one.text, language)) for one in passages(document)
    )
    understood = tuple(readable([document], {id_: cut})[id_])
    vectors = models.encoder(workspace).encode([passage.text for passage in understood])
    example = Labelled(
        document_id=item.id,
        # One text under two ids must not be learnt from and measured on.
        family_id=sha256(item.text.encode()).hexdigest()[:16],
        title=item.title,
        passages=understood,
        vectors=vectors.reshape(len(understood), DIMENSIONS),
        verdicts={id_: float(gain > 0) for id_, gain in _gains(item, concepts).items()},
        is_decided=True,
    )
    return document, cut, example

"""Measure stages against reference annotations; nothing is learnt and nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.records import Document, document_id
from pipeline.settings import Workspace
from pipeline.steps import declared, models
from pipeline.steps.runs import Progress
from pipeline.store.upsert import chunks


def evaluate_gold(workspace: Workspace, path: Path, progress: Progress) -> dict[str, Any]:
    """Run entities and the model in use for themes on the texts of a gold file and score them.

    Returns:
        documents, predicted, unknown_ids, themes, countries, organisations, programmes, as
        `evaluation.score` gives them.

    Raises:
        DeclarationError: The file is no gold file.
    """
    from pipeline.evaluation import load_gold, score

    models.prepare(workspace, lambda _: None)
    gold = load_gold(path)
    predictions: list[dict[str, Any]] = []
    progress("evaluate", 0, len(gold))
    for chunk in chunks(gold, workspace.settings.batch_size):
        predictions += _predict(workspace, chunk)
        progress("evaluate", len(predictions), len(gold))
    return score(gold, predictions)


def _predict(workspace: Workspace, gold: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    from pipeline.entities import find_mentions
    from pipeline.evaluation import entity_predictions

    documents = [_document(item) for item in gold]
    found = find_mentions(documents, models.recogniser(workspace))
    alpha3 = declared.gazetteers(workspace).alpha3
    return [
        {"id": item["id"], "themes": _themes(workspace, document)}
        | entity_predictions(mentions, alpha3)
        for item, document, mentions in zip(gold, documents, found, strict=True)
    ]


def _document(item: Mapping[str, Any]) -> Document:
    from pipeline.text import normalise

    return Document(
        id=document_id(item["id"]),
        revision=1,
        source_id="gold",
        title=item.get("title") or "",
        text=normalise(item["text"]),
        language="en",
    )


def _themes(workspace: Workspace, document: Document) -> dict[str, float]:
    from pipeline.text import passages

    cut = passages(document)
    vectors = models.encoder(workspace).encode([passage.text for passage in cut])
    tagger = models.tagger(workspace, "themes")
    found = tagger.suggest(document.title, cut, vectors)
    return {suggestion.concept_id: suggestion.score for suggestion in found}

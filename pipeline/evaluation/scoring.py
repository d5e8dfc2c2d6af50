"""Measure all predictions against the gold set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.evaluation.figures import Counts, precision_recall_f1
from pipeline.evaluation.names import match_counts
from pipeline.evaluation.themes import score_themes

ENTITY_FIELDS = ("countries", "organisations", "programmes")


def score(gold: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Measure predictions.

    Args:
        gold: As `load_gold` gives them.
        predictions: {"id", "themes": {theme: probability 0-1}, "countries": [alpha-3],
            "organisations": [name], "programmes": [name]}; any key but id may be missing.

    Returns:
        Figures 0 to 1 as a JSON object; a mean over nothing is None. Themes and names marked
        optional in the gold count for nothing.
    """
    by_id = {one["id"]: one for one in gold}
    predicted = {one["id"]: one for one in predictions}
    result: dict[str, Any] = {
        "documents": len(by_id),
        "predicted": len(by_id.keys() & predicted.keys()),
        "unknown_ids": len(predicted.keys() - by_id.keys()),
        "themes": score_themes(by_id, predicted),
    }
    for name in ENTITY_FIELDS:
        counts = Counts()
        for document_id, one in by_id.items():
            names = predicted.get(document_id, {}).get(name, [])
            counts.add(*match_counts(names, one[name], one[f"{name}_optional"]))
        result[name] = precision_recall_f1(counts)
    return result

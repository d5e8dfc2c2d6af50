"""The same figures for machines: JSON, and the table of concepts as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.evaluation.report.nouns import Condition, Evaluation
from pipeline.evaluation.tagging.effort import LOOKUP_COSTS, Effort
from pipeline.evaluation.tagging.per_theme import ThemeRow
from pipeline.snapshots.cells import cell

DIGITS = 4
THEME_COLUMNS = (
    "condition", "model", "concept_id", "label", "n_known", "n", "n_taken", "n_hits", "precision",
    "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1",
    "mean_probability", "brier",
)  # fmt: skip


def figures_json(shown: Evaluation) -> str:
    """Return all figures as a JSON object; shares 0 to 1 with four decimals."""
    values = as_values(shown)
    return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_values(shown: Evaluation) -> dict[str, Any]:
    """Return all figures as what JSON can hold."""
    values = asdict(shown)
    labels = values.pop("labels")
    for condition, of in zip(values["conditions"], shown.conditions, strict=True):
        if of.figures:
            condition["figures"]["efforts"] = [_effort(one) for one in of.figures.efforts]
            for row in condition["figures"]["themes"]:
                row["label"] = labels[row["concept_id"]]
    rounded: dict[str, Any] = _rounded(values)
    return rounded


def _effort(one: Effort) -> dict[str, Any]:
    saved = {f"{cost:g}": one.saved(cost) for cost in LOOKUP_COSTS}
    more = {"break_even_lookup_cost": one.break_even, "saved_by_lookup_cost": saved}
    return asdict(one) | more


def _rounded(value: object) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rounded(inner) for inner in value]
    return value


def themes_csv(shown: Evaluation) -> str:
    """Return one row a concept and condition; nothing in it that a spreadsheet would run."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(THEME_COLUMNS)
    for condition in shown.conditions:
        for row in condition.figures.themes if condition.figures else ():
            writer.writerow(list(_cells(shown, condition, row)))
    return file.getvalue()


def _cells(shown: Evaluation, condition: Condition, row: ThemeRow) -> Iterator[str]:
    told: dict[str, object] = asdict(row) | {
        "condition": condition.key,
        "model": condition.model,
        "label": shown.labels[row.concept_id],
    }
    return (cell(_rounded(told[name])) for name in THEME_COLUMNS)

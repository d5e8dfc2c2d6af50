"""Tell what was measured: as a page, as figures for machines, as a table."""

from pipeline.evaluation.report.nouns import (
    Condition,
    ConditionKey,
    Evaluation,
    LanguageRow,
    TargetNote,
    evaluation_id,
)

__all__ = [
    "Condition",
    "ConditionKey",
    "Evaluation",
    "LanguageRow",
    "TargetNote",
    "evaluation_id",
]

"""Tell what was measured: as a page, as figures for machines, as a table."""

from pipeline.evaluation.report.answers import answers
from pipeline.evaluation.report.machine import as_values
from pipeline.evaluation.report.nouns import (
    Condition,
    ConditionKey,
    Evaluation,
    LanguageRow,
    NamedCurve,
    TargetNote,
    evaluation_id,
)
from pipeline.evaluation.report.render import CSV_THEMES, HTML_REPORT, JSON_FIGURES, reports

__all__ = [
    "CSV_THEMES",
    "HTML_REPORT",
    "JSON_FIGURES",
    "Condition",
    "ConditionKey",
    "Evaluation",
    "LanguageRow",
    "NamedCurve",
    "TargetNote",
    "answers",
    "as_values",
    "evaluation_id",
    "reports",
]

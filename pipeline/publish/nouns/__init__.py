"""What the report shows: plain values, read once from a snapshot's tables."""

from pipeline.publish.nouns.corpus import (
    Cell,
    Event,
    Head,
    HeatMap,
    SourceRow,
    TopicCard,
    Volume,
)
from pipeline.publish.nouns.missing import (
    Dates,
    LanguageRow,
    Missing,
    QualityStep,
    Rejection,
    Silence,
    SilentSource,
    Unassessed,
)
from pipeline.publish.nouns.report import Claim, Identity, ReportFigures
from pipeline.publish.nouns.series import (
    KIND_NAMES,
    DocumentRow,
    Evidence,
    Point,
    Series,
    Slope,
    Span,
    Step,
    anchor,
)

__all__ = [
    "KIND_NAMES",
    "Cell",
    "Claim",
    "Dates",
    "DocumentRow",
    "Event",
    "Evidence",
    "Head",
    "HeatMap",
    "Identity",
    "LanguageRow",
    "Missing",
    "Point",
    "QualityStep",
    "Rejection",
    "ReportFigures",
    "Series",
    "Silence",
    "SilentSource",
    "Slope",
    "SourceRow",
    "Span",
    "Step",
    "TopicCard",
    "Unassessed",
    "Volume",
    "anchor",
]

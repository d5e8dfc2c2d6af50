"""Tables of figures: what is counted, period by period, and how it moves."""

from __future__ import annotations

from pipeline.snapshots.nouns import (
    Column,
    Table,
    choice,
    count,
    day,
    flag,
    fraction,
    number,
    text,
    weight,
)
from pipeline.snapshots.tables.common import DOCUMENT_ID, OF_DOCUMENT, OF_SERIES

SERIES_KINDS = ("theme", "discipline", "topic", "country", "organisation", "programme")
GRANULARITIES = ("year", "decade")
_KIND = choice("kind", SERIES_KINDS, "What is counted")
_SERIES_ID = text("id", "Concept id, topic id or entity id, by kind")
_GRANULARITY = choice("granularity", GRANULARITIES, "Length of a period")
_SHARE: tuple[Column, ...] = (
    count("n_documents", "Documents that have it"),
    count("n_documents_all", "All documents, those that could not be assessed among them"),
    count(
        "n_unassessed",
        "Of all, documents in a language that this kind needs more for (see documents.lacks)",
    ),
    weight("weight", "Sum of the family weights of the documents that have it"),
    weight("weight_all", "Sum of the family weights of all documents"),
    weight("weight_unassessed", "Sum of the family weights of the unassessed documents"),
    weight("n_effective", "Effective sample size (Kish), families counted as one observation"),
    fraction("share", "weight / weight_all; null where there is no document", nullable=True),
    fraction("share_low", "Lower end of the share's 95 % interval (Wilson)", nullable=True),
    fraction("share_high", "Upper end of the share's 95 % interval (Wilson)", nullable=True),
)

FIGURES = (
    Table(
        "series",
        "Everything that is counted, with its share over all documents, dated or not.",
        ("kind", "id"),
        (_KIND, _SERIES_ID, text("label", "Name for readers"), *_SHARE),
    ),
    Table(
        "series_documents",
        "Which documents count for which series: what every figure rests on.",
        ("kind", "id", "document_id"),
        (_KIND, _SERIES_ID, DOCUMENT_ID),
        (OF_SERIES, OF_DOCUMENT),
    ),
    Table(
        "trends",
        "Shares period by period, zero-filled, of dated documents. Countries, organisations and "
        "programmes are listed from 3 families of documents up.",
        ("kind", "id", "granularity", "period_start"),
        (
            _KIND,
            _SERIES_ID,
            text("label", "Name for readers"),
            _GRANULARITY,
            day("period_start", "First day of the period"),
            *_SHARE,
            flag("is_open", "The period ends after the day up to which the corpus is complete"),
        ),
        (OF_SERIES,),
    ),
    Table(
        "slopes",
        "How fast the share of a series rises or falls over its closed periods (8 or more).",
        ("kind", "id", "granularity"),
        (
            _KIND,
            _SERIES_ID,
            text("label", "Name for readers"),
            _GRANULARITY,
            count("n_periods", "Closed periods with an effective sample size of 10 or more"),
            number("slope", "Sen's slope: change of the share (0 to 1) in ten years"),
            number("slope_low", "Lower end of its 95 % interval"),
            number("slope_high", "Upper end of its 95 % interval"),
            fraction("p", "Two-sided p of the Mann-Kendall test"),
            fraction("p_counts", "Two-sided p of the Cochran-Armitage test on effective counts"),
            fraction("q", "The larger p after Benjamini-Hochberg, over the granularity's series"),
        ),
        (OF_SERIES,),
    ),
)

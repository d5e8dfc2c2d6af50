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

SERIES_KINDS = ("theme", "discipline", "topic", "country", "region", "organisation", "programme")
GRANULARITIES = ("month", "quarter", "year", "decade")
VARIANTS = ("all", "panel", "poststratified")
DIRECTIONS = ("emerging", "fading")
_KIND = choice("kind", SERIES_KINDS, "What is counted")
_SERIES_ID = text("id", "Concept id, topic id or entity id, by kind")
_GRANULARITY = choice("granularity", GRANULARITIES, "Length of a period")
_LABEL = text("label", "Name for readers")
_SHARE: tuple[Column, ...] = (
    count("n_documents", "Documents that count for it"),
    count("n_documents_all", "All documents, those that could not be assessed among them"),
    count(
        "n_unassessed",
        "Of all, documents in a language that this kind needs more for (see documents.lacks)",
    ),
    weight("weight", "Sum of the family weights of the documents that count for it"),
    weight("weight_all", "Sum of the family weights of all documents"),
    weight("weight_unassessed", "Sum of the family weights of the unassessed documents"),
    weight("n_effective", "Effective sample size (Kish), families counted as one observation"),
    fraction(
        "share",
        "Best estimate of the part of all documents that have it, where re-posts count as one and "
        "suggestions by their probability; null where there is no document",
        nullable=True,
    ),
    fraction("share_low", "Lower end of the share's 95 % interval", nullable=True),
    fraction("share_high", "Upper end of the share's 95 % interval", nullable=True),
    fraction(
        "share_counted",
        "weight / weight_all, of the documents that count alone: the same as share for kinds "
        "without probabilities; null where there is no document",
        nullable=True,
    ),
)
_DIFFERENCE: tuple[Column, ...] = (
    number("difference", "The later share less the earlier"),
    number("difference_low", "Lower end of its 95 % interval"),
    number("difference_high", "Upper end of its 95 % interval"),
)

FIGURES = (
    Table(
        "series",
        "Everything that is counted, with its share over all documents, dated or not.",
        ("kind", "id"),
        (_KIND, _SERIES_ID, _LABEL, *_SHARE),
    ),
    Table(
        "series_documents",
        "Which documents have which series, and how likely: what every figure rests on.",
        ("kind", "id", "document_id"),
        (
            _KIND,
            _SERIES_ID,
            DOCUMENT_ID,
            fraction(
                "probability",
                "That the document has it: 1 where it is named, or stated by a publisher or an "
                "editor; calibrated where it is suggested",
            ),
            flag(
                "counts",
                "Named, stated, or suggested at settings.min_score or more; the others only carry "
                "the uncertainty into the share",
            ),
        ),
        (OF_SERIES, OF_DOCUMENT),
    ),
    Table(
        "trends",
        "Shares period by period, zero-filled, of documents dated at least as exactly as the "
        "period. Years always; decades of more than 20 years, quarters of up to 12, months of up "
        "to 5. Names of all kinds are listed from 3 families of documents up.",
        ("kind", "id", "granularity", "period_start"),
        (
            _KIND,
            _SERIES_ID,
            _LABEL,
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
        ("kind", "id", "granularity", "variant"),
        (
            _KIND,
            _SERIES_ID,
            _LABEL,
            _GRANULARITY,
            choice(
                "variant",
                VARIANTS,
                "all: of all documents. panel: of the sources that are there all along. "
                "poststratified: with every source given its weight over all periods. The last two "
                "only where there are two sources or more",
            ),
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
    Table(
        "changes",
        "Where the share of a series changed from one level to another.",
        ("kind", "id", "granularity", "period_start"),
        (
            _KIND,
            _SERIES_ID,
            _LABEL,
            _GRANULARITY,
            day("period_start", "First day of the first period after the change"),
            fraction("share_before", "Share over the periods before, back to the last change"),
            fraction("share_after", "Share over the periods after, up to the next change"),
            *_DIFFERENCE,
            fraction("p", "Two-sided p of the change"),
            fraction("q", "p after Benjamini-Hochberg, over the granularity's series"),
        ),
        (OF_SERIES,),
    ),
    Table(
        "movers",
        "What has become more frequent lately than before, and what less.",
        ("kind", "id"),
        (
            _KIND,
            _SERIES_ID,
            _LABEL,
            choice("direction", DIRECTIONS, "emerging: more frequent; fading: less"),
            day("since", "First day of the recent periods"),
            fraction("share_before", "Share over all earlier periods"),
            fraction("share_recent", "Share over the recent periods"),
            *_DIFFERENCE,
            count("n_before", "Documents that count for it before"),
            count("n_recent", "Documents that count for it lately"),
            fraction("q", "p of the difference after Benjamini-Hochberg, over all series"),
        ),
        (OF_SERIES,),
    ),
)

"""Columns of the frames that trends are made from and end in."""

DOCUMENTS = (
    "document_id",
    "published",
    "published_precision",
    "published_confidence",
    "family_id",
    "family_weight",
    "lacks",
)
"""One row a document. published: date, datetime64 or ISO 8601 text, missing where unknown;
published_precision: day, month or year; published_confidence: 0 to 1; family_weight: 1 / number
of documents in the family; lacks: what cannot be done for its language, joined by "; " (see
languages.lacks), missing or empty where nothing lacks."""

LACKS_SEPARATOR = "; "

LABELS = ("document_id", "kind", "id", "label")
"""One row a (document_id, kind, id): the document counts for that series."""

NEEDS = {
    "theme": "suggestions",
    "discipline": "suggestions",
    "topic": "topics",
    "organisation": "names",
    "programme": "names",
}
"""What must not lack for a document to be assessed for a kind of series. Countries need nothing:
the gazetteers find them in every language."""

SHARE = (
    "n_documents",
    "n_documents_all",
    "n_unassessed",
    "weight",
    "weight_all",
    "weight_unassessed",
    "n_effective",
    "share",
    "share_low",
    "share_high",
)
SERIES = ("kind", "id", "label", *SHARE)
TRENDS = ("kind", "id", "label", "granularity", "period_start", *SHARE, "is_open")
SLOPES = (
    "kind",
    "id",
    "label",
    "granularity",
    "n_periods",
    "slope",
    "slope_low",
    "slope_high",
    "p",
    "p_counts",
    "q",
)

GRANULARITIES = {"year": 1, "decade": 10}
"""Length of a period in years; periods start at multiples of it."""

DECIMALS = 6
"""To which shares, weights and slopes are rounded: far finer than any interval, and coarse
enough that the last bits of a sum never show."""
P_DECIMALS = 9
"""To which p values and q are rounded."""

"""Columns of the frames that trends are made from and end in."""

DOCUMENTS = ("document_id", "published", "published_precision", "family_id", "family_weight")
"""One row a document. published: date, datetime64 or ISO 8601 text, missing where unknown;
published_precision: day, month or year; family_weight: 1 / number of documents in the family."""

LABELS = ("document_id", "kind", "id", "label")
"""One row a (document_id, kind, id): the document counts for that series."""

SHARE = (
    "n_documents",
    "n_documents_all",
    "weight",
    "weight_all",
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

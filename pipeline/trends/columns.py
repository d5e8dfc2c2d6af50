"""Columns of the tables and frames that trends are made from and end in."""

DOCUMENTS = (
    "document_id",
    "source_id",
    "published",
    "published_precision",
    "published_confidence",
    "family_id",
    "family_weight",
    "language",
    "lacks",
)
"""One row a document. published: date, null where unknown; published_precision: day, month or
year; published_confidence: 0 to 1; family_weight: 1 / number of documents in the family; lacks:
what cannot be done for its language, joined by "; " (see languages.lacks), null or empty where
nothing lacks."""

LACKS_SEPARATOR = "; "

SERIES_DOCUMENTS = ("kind", "id", "document_id", "probability", "counts")
"""One row a document that a series rests on. counts: it is one of the documents of the series;
probability: that it has what the series counts, 1 where that is stated or named. Rows that do not
count carry the uncertainty: their probability is too low to count and too high to be left out."""

NEEDS = {
    "theme": "suggestions",
    "discipline": "suggestions",
    "topic": "topics",
    "organisation": "names",
    "programme": "names",
}
"""What must not lack for a document to be assessed for a kind of series. Countries and regions
need nothing: the gazetteers find them in every language."""

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
    "share_counted",
)
SERIES = ("kind", "id", "label", *SHARE)
TRENDS = ("kind", "id", "label", "granularity", "period_start", *SHARE, "is_open")
SLOPES = (
    "kind",
    "id",
    "label",
    "granularity",
    "variant",
    "n_periods",
    "slope",
    "slope_low",
    "slope_high",
    "p",
    "p_counts",
    "q",
)
CHANGES = (
    "kind",
    "id",
    "label",
    "granularity",
    "period_start",
    "share_before",
    "share_after",
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "q",
)
MOVERS = (
    "kind",
    "id",
    "label",
    "direction",
    "since",
    "share_before",
    "share_recent",
    "difference",
    "difference_low",
    "difference_high",
    "n_before",
    "n_recent",
    "q",
)

GRANULARITIES = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
"""Length of a period in months. Years start in January, decades in years that end in 0."""
PRECISIONS = {
    "month": ("day", "month"),
    "quarter": ("day", "month"),
    "year": ("day", "month", "year"),
    "decade": ("day", "month", "year"),
}
"""How exactly a date must be known for its document to count in a granularity."""
VARIANTS = ("all", "panel", "poststratified")
"""all: every document; panel: of the sources present throughout; poststratified: every source has
the same part in every period."""

DECIMALS = 6
"""To which shares, weights and slopes are rounded: far finer than any interval, and coarse
enough that the last bits of a sum never show."""
P_DECIMALS = 9
"""To which p values and q are rounded."""
PROBABILITY_DECIMALS = 4
"""To which the probabilities of series_documents are rounded."""
PROBABILITY_FLOOR = 0.02
"""Least probability of a row that does not count. Smaller ones are kept now and then, as this one,
and so add up to what they were (themes.sparse), which adds at most this part to the variance of a
share. Of 47 concepts 15 rows a document are kept on 1,807 news posts on digital services, 27 on 99
texts on culture; the sum of all probabilities is off by 0.0 to 0.4 %, no share by more than 0.0002
and 0.0013. Leaving smaller ones out would take 36 to 94 % from the rarest concepts."""

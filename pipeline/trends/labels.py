"""Which documents count for which series, and how likely the others have what it counts."""

from __future__ import annotations

import duckdb

from pipeline.records import WEAK
from pipeline.snapshots.regions import REGIONS
from pipeline.trends.columns import PROBABILITY_DECIMALS

# A document counts for a topic when at least this part of its passages is of that topic: one
# passage in a text of five or fewer, so that one stray passage of a book does not count.
TOPIC_MIN_SHARE = 0.2

TABLE_COLUMNS = {
    "tags": ("document_id", "scheme", "concept_id", "label", "origin", "score", "is_calibrated"),
    "document_topics": ("document_id", "topic_id", "share"),
    "topics": ("topic_id", "label", "name"),
    "mentions": ("document_id", "entity_id", "via", "inside"),
    "entities": ("entity_id", "type", "name", "un_region", "world_bank_region"),
    "decisions": ("document_id", "scheme", "concept_id", "kind", "state"),
}
"""What is read, by table of the snapshot."""

PROBABILITIES = ("document_id", "scheme", "concept_id", "probability")
"""One row a concept of a document that was assessed: 0 to 1, calibrated."""

SUGGESTIBLE = ("discipline", "theme")
"""Kinds of series that have probabilities."""
KINDS = "(VALUES ('themes', 'theme'), ('disciplines', 'discipline'), ('countries', 'country'))"
_ENTITY_KINDS = ("country", "region", "organisation", "programme")


def label_documents(
    connection: duckdb.DuckDBPyConnection, *, min_score: float, into: str = "series_documents"
) -> None:
    """Say for every document which series it counts for, and what else it may have.

    Themes, disciplines, countries: tags by publishers and editors, and suggestions whose score
    is at least min_score. Topics: those of at least TOPIC_MIN_SHARE of the document's passages.
    Countries, regions, organisations, programmes: named at least once, other than inside a longer
    name ("United States" in "United States Information Agency") or by WEAK ways. A country that an
    editor rejected does not count though it is named; `tags` hold no rejected ones. Regions of the
    United Nations and the World Bank: those of the countries that the document counts for.

    What a publisher or an editor gave, what is named and what has a topic is certain: probability
    1. A suggestion has its probability, where that is calibrated; where it only says how strongly
    labels speak, it counts wholly or not at all.

    Args:
        connection: Has documents, and relations with at least the columns of TABLE_COLUMNS; a
            mention's `inside` is null where it stands alone.
        min_score: 0 to 1, as in the settings.
        into: Name of the table that is made: columns columns.SERIES_DOCUMENTS, counts true.
    """
    connection.execute(
        f"CREATE OR REPLACE TABLE {into} AS "
        f"WITH direct AS ({_NAMED} UNION ALL {_TOPICAL} UNION ALL {_tagged(min_score)}) "
        "SELECT kind, id, document_id, max(probability) AS probability, TRUE AS counts "
        f"FROM (FROM direct UNION ALL {_ROLLED_UP}) "
        "SEMI JOIN documents USING (document_id) GROUP BY ALL"
    )


def add_uncertain(
    connection: duckdb.DuckDBPyConnection, *, floor: float, into: str = "series_documents"
) -> None:
    """Add what documents may have: rows that do not count, of series that other documents have.

    An editor's word ends all doubt: what was rejected, or not given to a complete document, has
    no row; neither has a document in a language that suggestions are not made for.

    Args:
        connection: As of `label_documents`, which has made `into`; and a relation
            `probabilities` with columns PROBABILITIES.
        floor: Least probability, 0 to 1, of a row.
        into: Name of the table that grows.
    """
    for likely in (_SUGGESTED, "FROM probabilities"):
        connection.execute(
            f"INSERT INTO {into} SELECT kind, concept_id AS id, document_id, "
            f"round(probability, {PROBABILITY_DECIMALS}), FALSE FROM ({likely}) p "
            f"JOIN {KINDS} AS kinds(scheme, kind) USING (scheme) "
            f"SEMI JOIN ({ASSESSED}) USING (document_id) "
            f"SEMI JOIN (SELECT DISTINCT kind, id FROM {into}) s "
            "ON s.kind = kinds.kind AND s.id = concept_id "
            f"ANTI JOIN (FROM {into} WHERE kind IN {SUGGESTIBLE!r}) t "
            "ON t.kind = kinds.kind AND t.id = concept_id AND t.document_id = p.document_id "
            f"ANTI JOIN ({REJECTED}) r ON r.document_id = p.document_id AND r.scheme = p.scheme "
            "AND r.concept_id = p.concept_id "
            f"ANTI JOIN ({COMPLETE}) c ON c.document_id = p.document_id AND c.scheme = p.scheme "
            f"WHERE round(probability, {PROBABILITY_DECIMALS}) >= {floor!r}"
        )


def name_series(
    connection: duckdb.DuckDBPyConnection,
    *,
    series_documents: str = "series_documents",
    into: str = "series",
) -> None:
    """Give every series its label: the entity's, region's or topic's name, else the tag's.

    Args:
        connection: As of `label_documents`.
        series_documents: Names the series.
        into: Name of the table that is made: kind, id, label.
    """
    connection.execute(
        f"CREATE OR REPLACE TABLE {into} AS "
        "SELECT s.kind, s.id, coalesce(min(n.name), min(g.label), s.id) AS label "
        f"FROM (SELECT DISTINCT kind, id FROM {series_documents}) s "
        f"LEFT JOIN ({_OWN_NAMES}) n ON n.kind = s.kind AND n.id = s.id "
        f"LEFT JOIN (SELECT DISTINCT kind, {_TAG_ID} AS id, label FROM tags "
        f"JOIN {KINDS} AS kinds(scheme, kind) USING (scheme)) g "
        "ON g.kind = s.kind AND g.id = s.id GROUP BY s.kind, s.id ORDER BY s.kind, s.id"
    )


REJECTED = (
    "SELECT document_id, scheme, concept_id FROM decisions "
    "WHERE state = 'counts' AND kind = 'reject'"
)
"""What editors rejected."""
COMPLETE = (
    "SELECT DISTINCT document_id, scheme FROM decisions "
    "WHERE state = 'counts' AND kind = 'complete'"
)
"""Where nothing applies but what an editor gave, which is among the tags."""

ASSESSED = (
    "SELECT document_id FROM documents WHERE NOT coalesce(contains(lacks, 'suggestions'), FALSE)"
)
"""Documents that suggestions are made for."""
_SUGGESTED = (
    "SELECT document_id, scheme, concept_id, score AS probability FROM tags WHERE is_calibrated"
)

_TAG_ID = "CASE kind WHEN 'country' THEN 'country:' || concept_id ELSE concept_id END"

_OWN_NAMES = f"""
    SELECT type AS kind, entity_id AS id, name FROM entities
    UNION ALL SELECT 'topic', topic_id, coalesce(nullif(name, ''), label) FROM topics
    UNION ALL SELECT DISTINCT 'region', id, label FROM ({REGIONS})
"""
_ROLLED_UP = f"""
    SELECT 'region', region.id, document_id, probability
    FROM direct JOIN ({REGIONS}) AS region ON kind = 'country' AND direct.id = country
"""

_NAMED = f"""
    SELECT DISTINCT e.type AS kind, entity_id AS id, m.document_id, 1.0::DOUBLE AS probability
    FROM mentions m JOIN entities e USING (entity_id)
    WHERE e.type IN {_ENTITY_KINDS!r} AND m.inside IS NULL
    AND m.via NOT IN ({", ".join(f"'{via}'" for via in WEAK)})
    AND NOT (e.type = 'country' AND (
        (m.document_id, entity_id) IN (
            SELECT (document_id, 'country:' || concept_id) FROM ({REJECTED})
            WHERE scheme = 'countries')
        OR m.document_id IN (SELECT document_id FROM ({COMPLETE}) WHERE scheme = 'countries')))
"""

_TOPICAL = f"""
    SELECT 'topic' AS kind, topic_id AS id, document_id, 1.0::DOUBLE AS probability
    FROM document_topics JOIN topics USING (topic_id) WHERE share >= {TOPIC_MIN_SHARE}
"""


def _tagged(min_score: float) -> str:
    is_likely = "origin = 'suggested' AND is_calibrated"
    return f"""
    SELECT kind, {_TAG_ID} AS id, document_id, CASE WHEN {is_likely}
        THEN round(score, {PROBABILITY_DECIMALS}) ELSE 1 END::DOUBLE AS probability
    FROM tags JOIN {KINDS} AS kinds(scheme, kind) USING (scheme)
    WHERE origin <> 'suggested' OR score >= {min_score!r}
    """

"""Prove which documents a snapshot's series rest on."""

from __future__ import annotations

import duckdb

from pipeline.trends import (
    PROBABILITY_DECIMALS,
    PROBABILITY_FLOOR,
    label_documents,
    name_series,
)
from pipeline.trends.labels import ASSESSED, COMPLETE, KINDS, REJECTED, SUGGESTIBLE

AGAIN = "counting_again"


def row_problems(connection: duckdb.DuckDBPyConnection, min_score: float) -> list[str]:
    """Return how series_documents contradicts the tables that it follows from.

    Args:
        connection: Has the tables of a snapshot.
        min_score: From which score a suggestion counts.

    Returns:
        Sentences; empty: it does not.
    """
    label_documents(connection, min_score=min_score, into=AGAIN)
    name_series(connection, series_documents=AGAIN, into=f"{AGAIN}_named")
    found = [(connection.sql(sql).fetchall()[0][0], says) for says, sql in _CHECKS.items()]
    return [f"{n} rows {says}" for n, says in found if n]


_COUNTING = "(SELECT * FROM series_documents WHERE counts)"
_UNCERTAIN = (
    "(SELECT s.*, scheme FROM series_documents s "
    f"JOIN {KINDS} AS kinds(scheme, kind) USING (kind) WHERE NOT counts)"
)
_BY = "USING (kind, id, document_id)"
_SUGGESTED = (
    f"(SELECT kind, concept_id AS id, document_id, round(score, {PROBABILITY_DECIMALS}) AS score "
    f"FROM tags JOIN {KINDS} AS kinds(scheme, kind) USING (scheme) WHERE is_calibrated)"
)
_CHECKS = {
    "do not follow from the documents, tags, topics and mentions": (
        f"SELECT count(*) FROM {_COUNTING} ANTI JOIN {AGAIN} {_BY}"
    ),
    "are missing, given the documents, tags, topics and mentions": (
        f"SELECT count(*) FROM {AGAIN} ANTI JOIN {_COUNTING} {_BY}"
    ),
    "have another probability than their tags": (
        f"SELECT count(*) FROM {_COUNTING} s JOIN {AGAIN} a {_BY} "
        "WHERE s.probability <> a.probability"
    ),
    "of series have another label than their tags, topics and entities": (
        f"SELECT count(*) FROM series s FULL JOIN {AGAIN}_named a USING (kind, id) "
        "WHERE s.label IS DISTINCT FROM a.label"
    ),
    "do not count and are of no theme or discipline": (
        f"SELECT count(*) FROM series_documents WHERE NOT counts AND kind NOT IN {SUGGESTIBLE!r}"
    ),
    f"do not count and have a probability below {PROBABILITY_FLOOR} or above 1": (
        "SELECT count(*) FROM series_documents WHERE NOT counts "
        f"AND NOT probability BETWEEN {PROBABILITY_FLOOR} AND 1"
    ),
    "do not count and have another probability than the suggestion": (
        f"SELECT count(*) FROM {_UNCERTAIN} u JOIN {_SUGGESTED} g {_BY} "
        f"WHERE u.probability <> greatest(g.score, {PROBABILITY_FLOOR})"
    ),
    "are missing, given suggestions that do not count": (
        f"SELECT count(*) FROM {_SUGGESTED} SEMI JOIN series USING (kind, id) "
        f"SEMI JOIN ({ASSESSED}) USING (document_id) ANTI JOIN series_documents {_BY} "
        f"WHERE score >= {PROBABILITY_FLOOR}"
    ),
    "are of documents whose editor said that they do not have it": (
        f"SELECT count(*) FROM {_UNCERTAIN} u WHERE EXISTS (FROM ({REJECTED}) r WHERE "
        "r.document_id = u.document_id AND r.scheme = u.scheme AND r.concept_id = u.id) "
        f"OR EXISTS (FROM ({COMPLETE}) c WHERE c.document_id = u.document_id "
        "AND c.scheme = u.scheme)"
    ),
    "do not count and are of documents that could not be assessed": (
        f"SELECT count(*) FROM {_UNCERTAIN} ANTI JOIN ({ASSESSED}) USING (document_id)"
    ),
}

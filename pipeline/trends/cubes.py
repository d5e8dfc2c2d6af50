"""Hits added up once for many countings: what the whole corpus is counted from."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipeline.trends.counting import EXACT, WHOLE_CORPUS, Relations, bin_of
from pipeline.trends.dating import Dating, counted_dates


def make_cube(
    connection: duckdb.DuckDBPyConnection,
    finest: str,
    dating: Dating,
    *,
    relations: Relations = WHOLE_CORPUS,
    into: str = "cube",
) -> None:
    """Add up the hits of every series by the finest periods, sources, precisions and bins.

    All coarser counts follow from these, exactly; documents and series are joined just once.

    Args:
        connection: Has the relations.
        finest: The shortest granularity that will be counted.
        dating: Which dates count; documents without one have the period null.
        relations: Of what is counted among what.
        into: Name of the temporary table that is made: kind, id, period_start, source_id,
            published_precision, bin, n (documents that count), and the sums w, m and c of weights,
            of weights times probabilities, and of weights that count.
    """
    period = f"CASE WHEN {counted_dates(dating)} THEN date_trunc('{finest}', published)::DATE END"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT kind, id, {period} AS period_start, "
        f"source_id, published_precision, {bin_of('probability')} AS bin, "
        f"count(*) FILTER (counts) AS n, sum(family_weight::{EXACT}) AS w, "
        f"sum((family_weight * probability)::{EXACT}) AS m, "
        f"sum(CASE WHEN counts THEN family_weight ELSE 0 END::{EXACT}) AS c "
        f"FROM {relations.series_documents} JOIN {relations.documents} USING (document_id) "
        "GROUP BY ALL"
    )


def show_frequent(
    connection: duckdb.DuckDBPyConnection,
    dating: Dating,
    *,
    least: Mapping[str, int],
    into: str = "shown",
) -> None:
    """Name the series that the table of trends lists.

    Args:
        connection: Has documents, series_documents and series, and their `cube`.
        dating: Which dates count.
        least: By kind, how many families of dated documents must count for a series.
        into: Name of the temporary table that is made: kind, id, label.
    """
    needed = ", ".join(f"('{kind}', {n})" for kind, n in sorted(least.items()))
    # A family weighs at most 1, so what weighs more than least - 1 has families enough; what has
    # fewer documents has not. Families are counted only where that does not tell.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS WITH known AS ("
        "SELECT kind, id, coalesce(least, 0) AS least, coalesce(n, 0) AS n, coalesce(c, 0) AS c "
        f"FROM series LEFT JOIN (VALUES {needed}) AS l(kind, least) USING (kind) LEFT JOIN "
        "(SELECT kind, id, sum(n) AS n, sum(c) AS c FROM cube WHERE period_start IS NOT NULL "
        "GROUP BY ALL) USING (kind, id)), unclear AS ("
        "SELECT kind, id, count(DISTINCT family_id) AS n_families FROM series_documents "
        "SEMI JOIN (FROM known WHERE n >= least AND c <= least - 1) USING (kind, id) "
        f"JOIN documents USING (document_id) WHERE counts AND {counted_dates(dating)} GROUP BY ALL)"
        " SELECT s.* FROM series s JOIN known USING (kind, id) LEFT JOIN unclear USING (kind, id) "
        "WHERE c > least - 1 OR n_families >= least ORDER BY kind, id"
    )

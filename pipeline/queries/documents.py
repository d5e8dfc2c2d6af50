"""The documents that a figure rests on."""

from __future__ import annotations

import pandas as pd

from pipeline.queries import noting
from pipeline.queries.asking import ROWS, Question, load_series, series_of
from pipeline.queries.names import NAMED
from pipeline.queries.opening import frame
from pipeline.queries.population import IDS, Population, select
from pipeline.queries.reading import Reading
from pipeline.snapshots.regions import MEMBERS

DOCUMENTS = {
    "document_id": "Permanent id",
    "published": "First day of the stated day, month or year (datetime.date); null: no date",
    "published_precision": "day, month or year; null: no date",
    "title": "Title; null: none",
    "source_id": "Source it came from",
    "url": "Public address; null: none",
    "language": "ISO 639-1, or und",
    "salience": "How much it is about what is named: document_entities.salience, 0 to 1; of "
    "several names the least, of a region the most of its countries; null: no name is asked for, "
    "or the document has it by a tag alone",
    "probability": "That it has what the series counts, 0 to 1; 1 where no series is asked for",
}
"""Columns of what `Snapshot.documents` returns."""
MOST = 1_000_000_000
"""Documents chosen at the most: larger numbers are none to the database."""
CHOSEN = "chosen"
"""Temporary table of the documents listed: document_id, probability, place (from 1)."""

_CHOOSE = (
    f"CREATE OR REPLACE TEMP TABLE {{chosen}} AS SELECT text AS document_id, probability, place "
    "FROM (SELECT document_id, probability, "
    "row_number() OVER (ORDER BY published DESC NULLS LAST, document_id) AS place "
    f"FROM {{documents}} {{rows}} QUALIFY place <= $limit) JOIN {IDS} USING (document_id)"
)
_LIST = (
    "SELECT document_id, published, published_precision, title, source_id, url, language, "
    "salience, probability FROM {chosen} JOIN documents USING (document_id) "
    "LEFT JOIN ({salience}) USING (document_id) "
    "WHERE document_id IN (SELECT document_id FROM {chosen}) ORDER BY place"
)
_SALIENCE = (
    "SELECT document_id, min(most) AS salience FROM (SELECT document_id, id, max(salience) AS most "
    f"FROM document_entities JOIN ({MEMBERS}) USING (entity_id) WHERE id IN (SELECT unnest($ids)) "
    "AND document_id IN (SELECT document_id FROM {chosen}) GROUP BY 1, 2) GROUP BY 1"
)


def documents(reading: Reading, question: Question, limit: int) -> pd.DataFrame:
    """Return the newest documents behind a figure; see `Snapshot.documents`."""
    among, what = choose(reading, question, limit)
    series = series_of(reading.connection, question) if question.kind else []
    ids = [one.id for one in series if one.kind in NAMED]
    sql = _LIST.format(chosen=CHOSEN, salience=_SALIENCE.format(chosen=CHOSEN))
    found = frame(reading.connection, sql, {"ids": ids})
    n_all = _count(reading, question, among)
    notes = [f"the newest {len(found):,} of {n_all:,} documents"] if n_all > len(found) else []
    if not n_all:
        notes = ["no document within these filters has it"]
    title = f"{what}, documents{among.among}"
    return noting.tell(
        found, title, notes, noting.cite(reading.folder, f"{what}, documents{among.among}")
    )


def choose(reading: Reading, question: Question, limit: int) -> tuple[Population, str]:
    """Write the newest documents behind a figure to CHOSEN; return what they are of.

    Args:
        reading: Of the snapshot.
        question: Without kind: all documents that the filters leave.
        limit: Most documents chosen.
    """
    among = select(reading, question.among)
    what, rows = "all", "CROSS JOIN (SELECT 1.0 AS probability)"
    if question.kind:
        asked = load_series(reading, question)
        what = f"{question.kind} {asked[0].label}" if asked else f"every {question.kind}"
        rows = (
            f"JOIN (SELECT document_id, max(probability) AS probability FROM {ROWS} WHERE counts "
            "GROUP BY 1) USING (document_id)"
        )
    sql = _CHOOSE.format(chosen=CHOSEN, documents=among.table, rows=rows)
    reading.connection.execute(sql, {"limit": min(max(0, limit), MOST)})
    return among, what


def document_ids(reading: Reading, question: Question) -> list[str]:
    """Return the ids of the documents that filters leave, ascending."""
    among = select(reading, question.among)
    sql = f"SELECT text FROM {IDS} SEMI JOIN {among.table} USING (document_id) ORDER BY 1"
    rows = reading.connection.execute(sql)
    return [str(id_) for (id_,) in rows.fetchall()]


def _count(reading: Reading, question: Question, among: Population) -> int:
    has = f"WHERE document_id IN (SELECT document_id FROM {ROWS} WHERE counts)"
    sql = f"SELECT count(*) FROM {among.table} {has if question.kind else ''}"
    return int(reading.connection.execute(sql).fetchall()[0][0])

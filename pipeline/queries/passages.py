"""The passages and sentences that a figure rests on."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from pipeline.errors import UsageError
from pipeline.queries import noting, search
from pipeline.queries.asking import TEXT, Question, series_of
from pipeline.queries.documents import CHOSEN, choose
from pipeline.queries.names import NAMED, Series
from pipeline.queries.opening import frame
from pipeline.queries.reading import Reading
from pipeline.records import WEAK
from pipeline.snapshots.regions import MEMBERS

PASSAGES = {
    "passage_id": "Permanent id; null: the document has no passages",
    "document_id": "Document it stands in",
    "published": "Its date, as of DOCUMENTS",
    "title": "Its title; null: none",
    "source_id": "Its source",
    "kind": "Kind of the series that it speaks for",
    "id": "Id of the series",
    "probability": "That the document has what the figure counts, 0 to 1",
    "why": "named (the sentence names it), evidence (the tagger's best passage), topic (the "
    "document's passage nearest to the topic), found (by the full-text query), opening (nothing "
    "in the text is noted as evidence, as for tags by a publisher: its first passage)",
    "sentence": "Sentence that names it; null: the whole passage speaks",
    "text": "The passage",
}
"""Columns of what `Snapshot.passages` returns."""

_BEST = ("document_id", "passage_id")
# Each answers: document_id, passage_id, at (code point in the passage where it is named).
_EVIDENCE = (
    "SELECT document_id, arg_max(string_split(evidence, ' ')[1], score) AS passage_id, "
    "NULL::BIGINT AS at FROM tags WHERE scheme = $scheme AND concept_id = $id "
    "AND evidence IS NOT NULL AND document_id IN (SELECT document_id FROM chosen) GROUP BY 1"
)
_NEAREST = (
    "SELECT document_id, arg_max(passage_id, topic_score) AS passage_id, NULL::BIGINT AS at "
    "FROM passages WHERE topic_id = $id AND document_id IN (SELECT document_id FROM chosen) "
    "GROUP BY 1"
)
_NAMED_BY = f"SELECT entity_id FROM ({MEMBERS}) WHERE id = $id"
_NAMING = (
    'SELECT document_id, passage_id, m.at - p."start" AS at FROM (SELECT document_id, '
    f'min("start") AS at FROM mentions WHERE entity_id IN ({_NAMED_BY}) AND inside IS NULL '
    "AND via NOT IN (SELECT unnest($weak)) AND document_id IN (SELECT document_id FROM chosen) "
    'GROUP BY 1) AS m JOIN passages AS p USING (document_id) WHERE m.at >= p."start" '
    'AND m.at < p."end" AND document_id IN (SELECT document_id FROM chosen)'
)
_SHOWN = (
    "SELECT coalesce(f.passage_id, o.passage_id) AS passage_id, document_id, published, title, "
    "source_id, $kind AS kind, $id AS id, probability, CASE WHEN f.passage_id IS NULL "
    "THEN 'opening' ELSE $why END AS why, f.at, coalesce(p.text, o.text) AS text, place "
    f"FROM {CHOSEN} JOIN documents USING (document_id) LEFT JOIN ({{found}}) AS f "
    "USING (document_id) LEFT JOIN passages AS p ON p.passage_id = f.passage_id "
    "LEFT JOIN passages AS o ON o.document_id = chosen.document_id AND o.ordinal = 0 "
    "ORDER BY place"
)


def passages(reading: Reading, question: Question, limit: int) -> pd.DataFrame:
    """Return the best passage of each of the newest documents; see `Snapshot.passages`."""
    series = series_of(reading.connection, question)
    if not series:
        raise UsageError(f"every {question.kind}: passages are of one series; name one")
    among, what = choose(reading, question, limit)
    parts = [_speaking(reading, one, order) for order, one in enumerate(series)]
    found = pd.concat(parts, ignore_index=True)
    found = found.sort_values(["place", "order"], ignore_index=True)[list(PASSAGES)]
    title = f"{what}, passages{among.among}"
    return noting.tell(found, title, [], noting.cite(reading.folder, title))


def _speaking(reading: Reading, one: Series, order: int) -> pd.DataFrame:
    """Return one row a chosen document: the passage that speaks for a series."""
    found, why, values = _source(reading, one)
    values |= {"kind": one.kind, "id": one.id, "why": why}
    sql = _SHOWN.format(found=found)
    asked = {name: value for name, value in values.items() if f"${name}" in sql}
    rows = frame(reading.connection, sql, asked)
    sentences = [
        None if pd.isna(at) or text is None else _sentence(text, int(at))
        for at, text in zip(rows["at"], rows["text"], strict=True)
    ]
    return rows.assign(sentence=pd.Series(sentences, dtype=object), order=order)


def _source(reading: Reading, one: Series) -> tuple[str, str, dict[str, object]]:
    """Return the SQL that finds a series' passages, why they speak for it, and its values."""
    if one.kind == TEXT:
        _find_text(reading, one.id)
        return "SELECT document_id, passage_id, NULL::BIGINT AS at FROM speaking", "found", {}
    if one.kind == "topic":
        return _NEAREST, "topic", {}
    if one.kind in NAMED:
        return _NAMING, "named", {"weak": list(WEAK)}
    return _EVIDENCE, "evidence", {"scheme": f"{one.kind}s"}


def _find_text(reading: Reading, query: str) -> None:
    """Write the best passage of each chosen document to the table `speaking`."""
    rows = reading.connection.execute(f"SELECT document_id FROM {CHOSEN}").fetchall()
    ids = [str(id_) for (id_,) in rows]
    found = search.documents(reading.folder, query, len(ids), among=ids, tell=reading.tell).frame
    best = pa.table({name: pa.array(found[name], pa.string()) for name in _BEST})
    reading.connection.register("best_passages", best)
    reading.connection.execute("CREATE OR REPLACE TEMP TABLE speaking AS FROM best_passages")
    reading.connection.unregister("best_passages")


def _sentence(text: str, at: int) -> str | None:
    """Return the sentence of a passage that holds a code point."""
    from pipeline.themes.sentences import sentences  # loads much that other questions do without

    return next((text[start:end] for start, end in sentences(text) if start <= at < end), None)

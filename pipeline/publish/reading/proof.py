"""Why a document counts for a series, with the sentence that shows it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from pipeline.publish.nouns import DocumentRow
from pipeline.publish.quotes import telling
from pipeline.publish.reading.documents import read_documents
from pipeline.publish.tables import Tables
from pipeline.records import WEAK
from pipeline.snapshots.regions import MEMBERS

Triple = tuple[str, str, str]
"""Kind and id of a series, and a document."""

REASONS = {
    "publisher": "stated by its publisher",
    "editor": "given by an editor",
}
_TAGS = """
    SELECT w.kind, w.id, w.document_id, min(t.origin),
        coalesce(first(t.evidence ORDER BY t.origin) FILTER (t.evidence IS NOT NULL), '')
    FROM wanted w JOIN tags t ON t.document_id = w.document_id AND t.concept_id = w.id
        AND t.scheme = w.kind || 's'
    WHERE w.kind IN ('theme', 'discipline') GROUP BY ALL
"""
_TOPICS = """
    SELECT w.kind, w.id, w.document_id, arg_max(p.passage_id, (p.topic_score, p.passage_id))
    FROM wanted w JOIN passages p ON p.document_id = w.document_id AND p.topic_id = w.id
    WHERE w.kind = 'topic' GROUP BY ALL
"""
_MENTIONS = f"""
    SELECT w.kind, w.id, w.document_id,
        arg_min((p.passage_id, m.start - p.start),
            (m.inside IS NOT NULL OR m.via IN {WEAK!r}, m.start, p.passage_id))
    FROM wanted w JOIN ({MEMBERS}) AS member ON member.id = w.id
    JOIN mentions m ON m.document_id = w.document_id AND m.entity_id = member.entity_id
    JOIN passages p ON p.document_id = m.document_id AND p.start <= m.start AND p."end" > m.start
    GROUP BY ALL
"""


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    passage_id: str
    at: int | None = None


def proven(
    tables: Tables, triples: Iterable[Triple], words: Mapping[tuple[str, str], tuple[str, ...]]
) -> dict[Triple, DocumentRow]:
    """Return documents with why they count and a sentence, by series and document.

    Args:
        tables: The snapshot.
        triples: Which documents of which series.
        words: By series, names to look for in passages.
    """
    wanted = sorted(set(triples))
    tables.put("wanted", ("kind", "id", "document_id"), wanted)
    documents = read_documents(tables, (triple[2] for triple in wanted))
    reasons, found = _passages(tables)
    texts = read_passages(tables, (each.passage_id for each in found.values()))
    rows = {}
    for triple in wanted:
        row = dataclasses.replace(documents[triple[2]], reason=reasons.get(triple, ""))
        place = found.get(triple)
        if place and place.passage_id in texts:
            text, language = texts[place.passage_id]
            quote = telling(text, words.get(triple[:2], ()), place.at)
            row = dataclasses.replace(
                row, quote=quote, passage_id=place.passage_id, language=language
            )
        rows[triple] = row
    return rows


def read_passages(tables: Tables, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return text and language of passages, by id."""
    tables.put("cited", ("passage_id",), [(id_,) for id_ in sorted(set(ids))])
    rows = tables.all(
        "SELECT passage_id, text, language FROM passages JOIN cited USING (passage_id)"
    )
    return {id_: (text, language) for id_, text, language in rows}


def _passages(tables: Tables) -> tuple[dict[Triple, str], dict[Triple, _Found]]:
    reasons, found = {}, {}
    likely = _probabilities(tables)
    for kind, id_, document_id, origin, evidence in tables.all(_TAGS):
        key = (kind, id_, document_id)
        reasons[key] = REASONS.get(origin, f"suggested, {likely.get(key, 1.0):.2f}")
        if evidence:
            found[key] = _Found(evidence.split(" ")[0])
    for kind, id_, document_id, passage_id in tables.all(_TOPICS):
        found[kind, id_, document_id] = _Found(passage_id)
    for kind, id_, document_id, place in tables.all(_MENTIONS):
        found[kind, id_, document_id] = _Found(*place)
    return reasons, found


def _probabilities(tables: Tables) -> dict[Triple, float]:
    rows = tables.all(
        "SELECT kind, id, document_id, probability FROM series_documents "
        "JOIN wanted USING (kind, id, document_id) WHERE kind IN ('theme', 'discipline')"
    )
    return {(kind, id_, document_id): value for kind, id_, document_id, value in rows}

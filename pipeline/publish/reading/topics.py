"""Topics as a reader needs them: terms, phrases, themes, sentences, history, place on the map."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from pipeline.publish.nouns import DocumentRow, Event, Series, TopicCard
from pipeline.publish.quotes import cut
from pipeline.publish.reading.documents import read_documents
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.tables import Tables

N_TERMS, N_PHRASES, N_THEMES, N_EXAMPLES = 10, 5, 3, 3

_TOPICS = f"""
    SELECT t.topic_id, left(t.label, {MAX_LABEL}), t.terms, coalesce(t.phrases, ''),
        coalesce(t.themes, ''), coalesce(t.examples, ''), coalesce(t.example_sentences, ''),
        t.n_passages, t.x, t.y
    FROM topics t JOIN shown ON shown.kind = 'topic' AND shown.id = t.topic_id
"""
_EVENTS = f"""
    SELECT e.topic_id, arg_max(
        (e.fit, e.kind, coalesce(left(t.label, {MAX_LABEL}), e.other_id, ''), e.of_topic,
            e.likeness), (e.fit, e.ordinal))
    FROM topic_events e LEFT JOIN (SELECT topic_id AS id, coalesce(name, label) AS label
        FROM topics) t ON t.id = e.other_id
    GROUP BY e.topic_id
"""


def read_topics(tables: Tables, ranked: tuple[Series, ...]) -> tuple[TopicCard, ...]:
    """Return a card of each topic that is shown; `shown` is laid down (`read_series`)."""
    rows = {row[0]: row for row in tables.all(_TOPICS)}
    events = {id_: Event(*told) for id_, told in tables.all(_EVENTS)}
    labels = dict(tables.all("SELECT id, label FROM series WHERE kind = 'theme'"))
    examples = {id_: _examples(row[5], row[6]) for id_, row in rows.items()}
    ids = (passage.rpartition("-")[0] for each in examples.values() for passage in each)
    documents = read_documents(tables, ids)
    return tuple(
        _card(
            series,
            rows[series.id],
            events.get(series.id),
            labels,
            _shown(examples, series.id, documents),
        )
        for series in ranked
        if series.id in rows
    )


def _card(
    series: Series,
    row: Any,
    event: Event | None,
    labels: Mapping[str, str],
    examples: tuple[DocumentRow, ...],
) -> TopicCard:
    themes = [part.rpartition(" ") for part in row[4].split("; ") if part]
    return TopicCard(
        series=series,
        label=row[1],
        terms=tuple(part.rpartition(" ")[0] for part in row[2].split("; "))[:N_TERMS],
        phrases=tuple(filter(None, row[3].split("; ")))[:N_PHRASES],
        themes=tuple((labels.get(id_, id_), float(near)) for id_, _, near in themes)[:N_THEMES],
        examples=examples,
        n_passages=row[7],
        event=event,
        x=row[8],
        y=row[9],
    )


def _examples(ids: str, sentences: str) -> dict[str, str]:
    """Return sentences by the ids of their passages."""
    pairs = zip(ids.split(), sentences.split(" | "), strict=False)
    return dict(list(pairs)[:N_EXAMPLES])


def _shown(
    examples: Mapping[str, Mapping[str, str]], topic: str, documents: Mapping[str, DocumentRow]
) -> tuple[DocumentRow, ...]:
    rows = []
    for passage, sentence in examples[topic].items():
        row = documents.get(passage.rpartition("-")[0])
        if row:
            rows.append(dataclasses.replace(row, quote=cut(sentence), passage_id=passage))
    return tuple(rows)

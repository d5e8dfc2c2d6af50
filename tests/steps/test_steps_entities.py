"""The entities stage reads a text by the model once, whatever else changes."""

import json
from contextlib import closing

import pytest

from pipeline.records import EntityDecision
from pipeline.steps import entities, models
from pipeline.steps.context import Context, utc_now
from pipeline.steps.runs import run_stages
from pipeline.store import Store, entity_decisions
from pipeline.store.model_spans import load_spans, put_spans


@pytest.fixture
def context(tiny):
    run_stages(tiny, ("ingest", "clean", "entities"), "test", lambda *_: None)
    with closing(Store(tiny.database_url)) as store:
        yield Context(tiny, store, "test")


def mentions(context):
    with context.store.read() as connection:
        return connection.exec_driver_sql(
            "SELECT document_id, start, text, entity_id, via FROM mentions ORDER BY 1, ordinal"
        ).fetchall()


def unread(_, text):
    raise AssertionError(f"the model has read this before: {text[:40]}")


def test_changed_gazetteers_ask_the_model_of_no_text_again(context, monkeypatch):
    before = mentions(context)
    own = context.workspace.models_dir / "gazetteers/organisations/own.toml"
    own.write_text('version = 1\n[organisation]\ngreat = { name = "Great Bodies United" }\n')
    todo = entities.pending(context)
    assert todo.n_items > 0
    monkeypatch.setattr("pipeline.entities.recogniser.Recogniser.read", unread)
    for batch in todo.batches:
        tally = entities.process(context, batch)
        assert (tally.n_in, tally.n_rejected) == (len(batch), 0)
    assert entities.pending(context).n_items == 0
    assert mentions(context) == before


def test_a_name_given_by_an_analyst_is_found_in_texts_read_before(context):
    with context.store.read() as connection:
        text = connection.exec_driver_sql("SELECT text FROM documents LIMIT 1").scalar()
    words = next(word for word in text.split() if word.isalpha() and word[0].isupper())
    given = EntityDecision("0" * 32, 0, "alias", "", "organisation:unesco", words, "ada", utc_now())
    with context.store.write() as connection:
        entity_decisions.append(connection, [given])
    todo = entities.pending(context)
    assert todo.n_items > 0
    for batch in todo.batches:
        entities.process(context, batch)
    assert [row for row in mentions(context) if row[2] == words and row[3] == "organisation:unesco"]
    assert entities.pending(context).n_items == 0


def test_what_the_model_found_is_kept_as_it_was(context):
    model = models.recogniser(context.workspace).model
    with context.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT text_sha256, spans FROM model_spans").fetchall()
        kept = load_spans(connection, model, [key for key, _ in rows])
        assert load_spans(connection, "another model", [key for key, _ in rows]) == {}
    assert kept == {key: json.loads(spans) for key, spans in rows} != {}
    with context.store.write() as connection:
        put_spans(connection, model, kept)  # twice changes nothing
        assert load_spans(connection, model, list(kept)) == kept

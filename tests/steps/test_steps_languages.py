"""Documents in languages that are read in part only go the whole way, and are counted so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.queries import recompute_findings
from pipeline.records import STAGES, UNDETERMINED
from pipeline.settings import Workspace, open_workspace
from pipeline.snapshots import TABLES, latest_snapshot, verify_snapshot
from pipeline.steps import run_stages
from pipeline.store import Store, documents

MODELS = Path(__file__).parents[2] / "models"

FRENCH = """\
Une bibliothèque ouvre à Dakar

4 mai 2020

La diplomatie culturelle passe aussi par les livres. Une bibliothèque a ouvert à Dakar, au \
Sénégal, avec l'aide de l'UNESCO et de la ville. Elle possède vingt mille livres en français et en \
wolof, et une salle où les enfants lisent à haute voix chaque samedi.

Les bibliothécaires ont été formés par un programme que le Goethe-Institut mène depuis dix ans. \
Des musées d'Allemagne ont prêté des images, et la diplomatie culturelle des deux pays y a gagné.
"""
GERMAN = """\
Austausch der Schulen

12. März 2019

Die Kulturbeziehungen zwischen den beiden Ländern leben von der Jugend. Schulen aus Indonesien und \
aus Frankreich haben einander besucht, und das Goethe-Institut bezahlte die Reise.

Im nächsten Jahr reist die Jugend nach Ägypten. Wer mitfahren will, schreibt einen Brief und sagt, \
was er von den Kulturbeziehungen erwartet; die Briefe werden in einem Buch gesammelt.
"""
ENGLISH = {
    "visit.txt": "A theatre company visits Jakarta\n\n12 March 2019\n\nA theatre company from "
    "Singapore visited Jakarta for two weeks of rehearsals with local actors. The British Council "
    "paid for the journey, and the Ministry of Culture of Indonesia lent a hall.\n\nThe actors "
    "performed for schools, and pupils asked how a play is made.",
    "grants.txt": "Grants for travelling artists\n\n30 September 2021\n\nThe European Commission "
    "opened a call for artists who want to work in another country for up to two months. Creative "
    "Europe pays the fare and a daily allowance, and hosts offer a studio without rent.",
    "songs.txt": "Songs of the harbour\n\n2 June 2020\n\nA choir from Estonia sang in Riga, "
    "Latvia, songs that sailors once sang. A museum recorded them, and schools may borrow the "
    "records.",
}
LIST = """\
Stages

3 May 2021

Relations culturelles: Accra, Jakarta, Riga, Tallinn. Kulturbeziehungen: Lima, Quito, Bogota. \
Relations culturelles: Nairobi, Kampala, Dodoma, Lusaka. Kulturbeziehungen: Suva, Apia, Majuro.
"""


def run(workspace: Workspace, stages: tuple[str, ...] = STAGES) -> dict[str, Any]:
    done = run_stages(workspace, stages, "test", lambda *_: None)
    return {report.stage: report for report in done.reports}


def change(workspace: Workspace, source: str, **values: object) -> None:
    """Let the only document of a source be as if cleaned with other values."""
    with Store(workspace.database_url) as store, store.write() as connection:
        ids = documents.current_ids(connection)
        (one,) = (d for d in documents.load_documents(connection, ids) if d.source_id == source)
        cut = documents.load_passages(connection, [one])[one.id]
        changed = replace(one, **values)
        documents.put_documents(connection, [changed])
        cut = [replace(passage, language=changed.language) for passage in cut]
        documents.put_passages(connection, [one.id], cut)


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        for name in TABLES:
            path = folder / f"{name}.parquet"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def cleaned(
    tmp_path_factory: pytest.TempPathFactory, encoder_dir: Path, add_source: Callable[..., None]
) -> Path:
    """Three English documents, one French, one German, one of a language that cannot be told."""
    root = tmp_path_factory.mktemp("languages") / "mixed"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(MODELS, root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    add_source(root, "english", ENGLISH)
    for id_, text, language in (("fr", FRENCH, "fr"), ("de", GERMAN, "de"), ("stages", LIST, "")):
        add_source(root, id_, {f"{id_}.txt": text})
        card = root / "corpus" / "sources" / f"{id_}.toml"
        card.write_text(card.read_text().replace('language = "en"', f'language = "{language}"'))
    workspace = open_workspace(root, {})
    run(workspace, ("ingest", "clean"))
    change(workspace, "stages", language=UNDETERMINED)
    return root


STAGES_AFTER = ("entities", "topics", "themes", "trends", "publish")


@pytest.fixture(scope="module")
def published(cleaned: Path) -> Path:
    root = cleaned.with_name("published")
    shutil.copytree(cleaned, root)
    workspace = open_workspace(root, {})
    run(workspace, STAGES_AFTER)
    return latest_snapshot(workspace.snapshots_dir)


@pytest.fixture
def mixed(cleaned: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(cleaned, tmp_path / "mixed")
    return open_workspace(tmp_path / "mixed", {})


def test_what_was_not_done_is_told_of_each_document(published: Path) -> None:
    found = dict(ask(published, "SELECT source_id, lacks FROM documents"))
    lacks = "names; topics; suggestions"
    assert found == {"english": None, "stages": None, "fr": lacks, "de": lacks}


def test_countries_and_known_names_are_found_in_every_language(published: Path) -> None:
    sql = "SELECT source_id, entity_id, via FROM mentions JOIN documents USING (document_id)"
    found = ask(published, sql)
    named = {source: {id_ for of, id_, _ in found if of == source} for source in ("fr", "de")}
    assert {"country:SEN", "country:DEU", "organisation:unesco"} <= named["fr"]
    assert {"country:IDN", "country:FRA", "country:EGY"} <= named["de"]
    assert all("organisation:goethe-institut" in ids for ids in named.values())
    assert not {via for of, _, via in found if of in named} & {"model", "rule"}


def test_topics_are_of_languages_that_are_read(published: Path) -> None:
    sql = (
        "SELECT source_id, count(*), count(p.topic_id), count(p.topic_score) "
        "FROM passages p JOIN documents USING (document_id) GROUP BY 1 ORDER BY 1"
    )
    scored = {source: n_scored for source, _, _, n_scored in ask(published, sql)}
    assert scored["fr"] == scored["de"] == 0
    assert scored["english"] > 0
    terms = ask(published, "SELECT coalesce(string_agg(terms, ' '), '') FROM topics")[0][0]
    assert not {"bibliothèque", "jugend"} & set(terms.split())


def test_themes_are_matched_by_label_with_evidence(published: Path) -> None:
    sql = (
        "SELECT source_id, concept_id, score, evidence, model FROM tags "
        "JOIN documents USING (document_id) WHERE origin = 'suggested'"
    )
    found = {(source, concept): rest for source, concept, *rest in ask(published, sql)}
    for key in (("fr", "cultural-diplomacy"), ("de", "cultural-relations")):
        score, evidence, model = found[key]
        assert score >= 0.5
        assert ask(published, f"SELECT 1 FROM passages WHERE passage_id = '{evidence.split()[0]}'")
        assert model.startswith("labels-")
    models = {
        model.split("-")[0] for (source, _), (*_, model) in found.items() if source == "english"
    }
    assert models == {"cosine"}
    assert found["stages", "cultural-relations"][0] >= 0.5, "in any language"


def test_shares_are_of_all_documents_and_tell_who_was_not_assessed(published: Path) -> None:
    sql = (
        "SELECT kind, any_value(n_documents_all), max(n_unassessed), max(weight_unassessed) "
        "FROM series GROUP BY kind"
    )
    found = {kind: rest for kind, *rest in ask(published, sql)}
    assert found["theme"] == [6, 2, 2.0]
    assert found["organisation"] == [6, 2, 2.0]
    assert found["country"] == [6, 0, 0.0]
    sql = "SELECT DISTINCT year(period_start), n_unassessed FROM trends WHERE kind = 'theme' AND "
    by_year = dict(ask(published, sql + "granularity = 'year'"))
    assert by_year == {2019: 1, 2020: 1, 2021: 0}
    assert verify_snapshot(published) == []
    assert recompute_findings(published) == []


def test_the_report_says_what_could_not_be_done(published: Path) -> None:
    html = (published / "report.html").read_text("utf-8")
    assert "Mind the languages" in html
    assert "names beyond the known ones; topics; suggestions by meaning" in html
    markdown = (published / "report.md").read_text("utf-8")
    assert "| could not be told | 1 |" in markdown
    assert "| French (fr) | 1 |" in markdown


def test_the_command_notes_what_was_not_assessed(published: Path) -> None:
    def call(*words: str) -> str:
        root = str(published.parents[2])
        result = CliRunner().invoke(cli, ["--root", root, *words], standalone_mode=False)
        assert result.exception is None, result.exception
        return result.stdout

    shown = call("trends", "--theme", "cultural-relations")
    assert "not assessed" in shown
    assert "note: 33.3 % of these documents could not be assessed for every theme" in shown
    told = json.loads(call("trends", "--theme", "cultural-relations", "--json"))
    assert sum("could not be assessed" in note for note in told["notes"]) == 1
    assert {row["n_unassessed"] for row in told["records"]} == {0, 1}
    assert "could not be assessed" not in call("trends", "--country", "France")
    clean = call("trends", "--theme", "cultural-relations", "--min-quality", "0.5")
    assert "among documents with text quality 0.5 or more" in clean


def test_damaged_texts_and_unsure_dates(mixed: Workspace) -> None:
    """Nothing is learnt from damaged texts, but they get topics; unsure dates do not count."""
    for at in range(8):
        text = f"Dancers from Fiji toured Samoa and Tonga, and met choirs there. {at} " * 5
        (mixed.root / f"corpus/english/x{at}.txt").write_text(f"Tour {at}\n\n{text}")
    run(mixed, ("ingest", "clean"))
    change(mixed, "stages", quality=0.2, published_confidence=0.3, language="en")
    settings = mixed.settings.model_copy(update={"min_quality": 0.5})
    run(Workspace(mixed.root, settings), STAGES_AFTER)
    folder = latest_snapshot(mixed.snapshots_dir)
    sql = "SELECT quality, topic_score FROM documents JOIN passages USING (document_id) WHERE "
    ((quality, score),) = ask(folder, sql + "source_id = 'stages'")
    assert quality == 0.2
    assert score is not None
    terms = ask(folder, "SELECT string_agg(terms, ' ') FROM topics")[0][0]
    assert terms, "there are topics"
    assert not {"kulturbeziehungen", "bibliothèque", "jugend"} & set(terms.split())
    years = {row[0] for row in ask(folder, "SELECT DISTINCT n_documents_all FROM trends")}
    assert years
    sql = "SELECT max(n_documents_all) FROM trends WHERE year(period_start) = 2021 AND "
    assert ask(folder, sql + "granularity = 'year'") == [(1,)], "the unsure date is none"
    assert recompute_findings(folder) == []
    markdown = (folder / "report.md").read_text("utf-8")
    assert "the dates of 1 more are less sure than 0.5" in markdown
    assert "1 document (7.1\u202f%) below 0.8" in markdown


def test_dates_and_sections_are_published(published: Path) -> None:
    dates = ask(published, "SELECT kind, start, \"precision\" FROM dates WHERE kind = 'published'")
    assert len(dates) >= 3
    assert ask(published, "SELECT count(*) FROM sections")[0][0] >= 0
    columns = {row[0] for row in ask(published, "DESCRIBE passages")}
    assert {"language", "section"} <= columns

"""Proposals for posted texts and stored documents, over a real workspace."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.errors import MissingError, UsageError
from pipeline.records import Decision, document_id
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import reading, run_stages
from pipeline.steps import suggesting as module
from pipeline.steps.context import utc_now
from pipeline.steps.proposals import Proposed
from pipeline.steps.suggesting import Suggesting, open_suggesting
from pipeline.store import Store, decisions, documents
from pipeline.text import normalise

MODELS = Path(__file__).parents[2] / "models"

ARTICLE = """\
The museum of the harbour has lent two bronzes and a portrait to a gallery in Nairobi, Kenya. Its \
curators wrote new labels, and they catalogued the collection anew.

A grant from the foundation pays for half of the journey. The city has to find the rest of the \
money, and nobody knows from where. Dancers open the evening with a ballet."""
FRENCH = """\
Le musée national de Dakar, au Sénégal, ouvre une exposition sur le patrimoine culturel. Les \
peintres sont invités. Une coopération culturelle internationale avec l'Allemagne la finance."""
LIBRARY = """\
---
title: A library opens in Dakar
date: 2020-05-04
themes: [Libraries, archives and books]
---

A public library opened in Dakar, Senegal, with the help of UNESCO and of the city. It holds \
twenty thousand books in French and Wolof, and a room where children read aloud every Saturday.

The librarians were trained in a programme that ran for ten years."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, encoder_dir: Path) -> Workspace:
    """One stored document, and a thesaurus of two concepts beside the shipped vocabularies."""
    root = tmp_path_factory.mktemp("suggesting")
    built = shutil.ignore_patterns("minilm", "topics", "tagger", "unesco*.ttl")
    shutil.copytree(MODELS, root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "tiny").mkdir(parents=True)
    (root / "corpus" / "tiny" / "library.md").write_text(LIBRARY)
    (root / "corpus" / "sources").mkdir()
    card = 'name = "Tiny"\nkind = "folder"\npath = "corpus/tiny"\n'
    (root / "corpus" / "sources" / "tiny.toml").write_text(card)
    (root / "models" / "places.ttl").write_text(THESAURUS)
    opened = open_workspace(root, {})
    run_stages(opened, ("ingest", "clean", "themes"), "test", lambda *_: None)
    return opened


THESAURUS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix p: <https://example.org/places/> .

<https://example.org/places> a skos:ConceptScheme ; dcterms:title "Places"@en .
p:harbour a skos:Concept ; skos:inScheme <https://example.org/places> ;
    skos:prefLabel "Harbours"@en ; skos:definition "Where ships lie and goods are landed."@en .
p:school a skos:Concept ; skos:inScheme <https://example.org/places> ;
    skos:prefLabel "Schools"@en ; skos:definition "Where children learn to read."@en .
"""


@pytest.fixture(scope="module")
def suggesting(workspace: Workspace) -> Suggesting:
    return open_suggesting(workspace)


@pytest.fixture(scope="module")
def store(workspace: Workspace) -> Iterator[Store]:
    with Store(workspace.database_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def library_id(store: Store) -> str:
    with store.read() as connection:
        (id_,) = documents.current_ids(connection)
    return id_


def best(found: Proposed) -> dict[str, str]:
    """Return the first concept of each scheme."""
    return {one.scheme: one.concept_id for one in reversed(found.proposals)}


def test_a_posted_text_gets_themes_disciplines_countries_and_whatever_is_declared(
    suggesting: Suggesting,
) -> None:
    found = suggesting.propose(ARTICLE, title="Bronzes travel")
    assert suggesting.schemes == ("disciplines", "places", "themes", "countries")
    assert best(found) == {
        "countries": "KEN",
        "disciplines": "visual-arts",
        "places": "harbour",
        "themes": "museums-collections",
    }
    assert (found.language, found.lacks, found.n_passages) == ("en", (), 1)
    assert (found.document_id, found.revision) == ("", 0)
    assert found.models == {scheme: suggesting.models[scheme] for scheme in sorted(found.models)}


def test_every_proposal_is_whole(suggesting: Suggesting) -> None:
    found = suggesting.propose(ARTICLE)
    order = [(one.scheme, -one.probability, one.concept_id) for one in found.proposals]
    assert order == sorted(order)
    for one in found.proposals:
        assert 0 <= one.low <= one.probability <= one.high <= 1
        assert one.is_calibrated
        assert one.label
        assert one.uri
        assert one.signals
        assert one.model == found.models[one.scheme]
        assert one.status == ""
        assert 1 <= len(one.evidence) <= 3


def test_sentences_are_stretches_of_the_normalised_text(suggesting: Suggesting) -> None:
    pasted = ARTICLE.replace("\n\n", "\r\n \r\n\r\n").replace(" the ", " \t the ")
    shaped = normalise(pasted)
    found = suggesting.propose(pasted)
    for one in found.proposals:
        for sentence in one.evidence:
            assert shaped[sentence.start : sentence.end] == sentence.text
    museum = next(one for one in found.proposals if one.concept_id == "museums-collections")
    assert "bronzes" in museum.evidence[0].text or "curators" in museum.evidence[0].text
    funding = next(one for one in found.proposals if one.concept_id == "funding")
    assert "grant" in funding.evidence[0].text


def test_limit_threshold_and_schemes_are_kept_to(suggesting: Suggesting) -> None:
    found = suggesting.propose(ARTICLE, schemes=("themes",), limit=2)
    assert [one.scheme for one in found.proposals] == ["themes", "themes"]
    assert set(found.models) == {"themes"}
    likely = suggesting.propose(ARTICLE, threshold=0.5, limit=100)
    assert all(one.probability >= 0.5 for one in likely.proposals)
    assert suggesting.propose(ARTICLE, threshold=1.0).proposals == ()


def test_other_languages_are_searched_for_labels_and_the_answer_says_so(
    suggesting: Suggesting,
) -> None:
    found = suggesting.propose(FRENCH)
    assert found.language == "fr"
    assert found.lacks == ("suggestions",)
    assert best(found)["themes"] in ("museums-collections", "cultural-heritage")
    assert {one.concept_id for one in found.proposals if one.scheme == "countries"} == {
        "DEU",
        "SEN",
    }
    themes = [one for one in found.proposals if one.scheme == "themes"]
    assert not any(one.is_calibrated for one in themes)
    assert all(one.evidence for one in found.proposals)
    museum = next(one for one in themes if one.concept_id == "museums-collections")
    assert museum.evidence[0].text.startswith("Le musée national")


def test_a_stated_language_counts_unless_the_text_is_surely_in_another(
    suggesting: Suggesting,
) -> None:
    assert suggesting.propose("Danse et musique", language="fr").language == "fr"
    assert suggesting.propose(ARTICLE, language="fr-CH").language == "en"


@pytest.mark.parametrize("text", ["", "   \n ", "hm", "\u200b\u200b", "..."])
def test_from_nothing_nothing_follows(text: str, suggesting: Suggesting) -> None:
    found = suggesting.propose(text)
    assert found.proposals == ()
    assert found.lacks == ("text",)


def test_a_few_words_are_enough(suggesting: Suggesting) -> None:
    found = best(suggesting.propose("Dance festival in Kenya"))
    assert (found["disciplines"], found["countries"]) == ("dance", "KEN")


def test_long_texts_are_read_in_part_from_beginning_to_end(suggesting: Suggesting) -> None:
    paragraph = "The rain fell on the roofs of the houses and on the fields beyond them. " * 10
    last = "The museum shows its collections of bronzes in a new gallery. " * 12
    text = "\n\n".join([*[paragraph] * 150, last])
    found = suggesting.propose(text, schemes=("themes",), limit=1)
    assert found.lacks == ("whole text",)
    assert found.n_passages > reading.MOST_PASSAGES
    assert found.proposals[0].evidence[0].passage_id.endswith(f"-{found.n_passages - 1}")


def test_texts_of_any_size_are_answered(suggesting: Suggesting) -> None:
    for text in ("x" * 1_200_000, "Le musée de Dakar est ouvert. " * 40_000):
        found = suggesting.propose(text, schemes=("themes",), limit=2)
        assert "whole text" in found.lacks
        assert all(len(one.text) < 5_000 for each in found.proposals for one in each.evidence)


def test_spread_takes_first_and_last_and_no_two_twice() -> None:
    for n in (1, 63, 64, 65, 100, 6400):
        taken = reading.spread(range(n), 64)
        assert len(set(taken)) == len(taken) == min(n, 64)
        assert (taken[0], taken[-1]) == (0, n - 1)


def test_ten_at_once_get_what_each_gets_alone(suggesting: Suggesting) -> None:
    texts = [ARTICLE, FRENCH, ARTICLE[::-1], "Dance festival in Kenya", ""] * 8
    alone = {text: suggesting.propose(text) for text in set(texts)}
    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(suggesting.propose, texts)) == [alone[text] for text in texts]


def test_threads_have_no_influence(suggesting: Suggesting, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join([ARTICLE] * 6)
    found = suggesting.propose(text)
    monkeypatch.setattr(reading, "THREADS", 1)
    assert suggesting.propose(text) == found


def test_proposals_can_be_written_as_json(suggesting: Suggesting) -> None:
    told = json.loads(json.dumps(asdict(suggesting.propose(ARTICLE))))
    assert told["proposals"][0]["evidence"][0]["text"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"schemes": ("nowhere",)}, MissingError),
        ({"limit": 0}, UsageError),
        ({"threshold": 1.5}, UsageError),
        ({"threshold": float("nan")}, UsageError),
    ],
)
def test_what_makes_no_sense_is_said(
    options: dict[str, object], error: type[Exception], suggesting: Suggesting
) -> None:
    with pytest.raises(error):
        suggesting.propose(ARTICLE, **options)


def test_a_stored_document_gets_what_its_text_gets(
    suggesting: Suggesting, store: Store, library_id: str
) -> None:
    with store.read() as connection:
        (document,) = documents.load_documents(connection, [library_id])
    stored = suggesting.propose_document(store, library_id)
    posted = suggesting.propose(document.text, title=document.title, language=document.language)
    assert (stored.document_id, stored.revision) == (library_id, 1)
    told = [(one.scheme, one.concept_id, one.probability) for one in stored.proposals]
    assert told == [(one.scheme, one.concept_id, one.probability) for one in posted.proposals]
    for one in stored.proposals:
        for sentence in one.evidence:
            assert document.text[sentence.start : sentence.end] == sentence.text
            assert sentence.passage_id.startswith(library_id)


def test_the_stage_stores_the_same_tags(
    suggesting: Suggesting, store: Store, library_id: str
) -> None:
    from pipeline.store import results

    with store.read() as connection:
        tags = results.tags_of(connection, library_id)
    stage = {
        (tag["scheme"], tag["concept_id"]): tag["score"]
        for tag in tags
        if tag["origin"] == "suggested"
    }
    proposed = suggesting.propose_document(store, library_id)
    assert stage == {
        (one.scheme, one.concept_id): one.probability
        for one in proposed.proposals
        if one.scheme != "countries"
    }


def test_what_is_known_of_a_tag_is_said(
    suggesting: Suggesting, store: Store, library_id: str
) -> None:
    def status() -> dict[str, str]:
        found = suggesting.propose_document(store, library_id, limit=100)
        return {one.concept_id: one.status for one in found.proposals if one.status}

    assert status() == {"libraries-archives": "publisher"}
    kinds = {"libraries-archives": "reject", "education": "accept", "funding": "add"}
    with store.write() as connection:
        decisions.append(connection, [decided(library_id, *item) for item in kinds.items()])
    assert status() == kinds
    undo = decided(library_id, "", "undo", undoes=document_id("libraries-archives") * 2)
    with store.write() as connection:
        decisions.append(connection, [undo])
    assert status() == kinds | {"libraries-archives": "publisher"}


def decided(id_: str, concept_id: str, kind: str, undoes: str = "") -> Decision:
    key = document_id(concept_id) * 2
    return Decision(key, id_, 1, "themes", concept_id, kind, "ada", utc_now(), undoes=undoes)


def test_an_unknown_document_is_missing(suggesting: Suggesting, store: Store) -> None:
    with pytest.raises(MissingError, match="feedfeedfeedfeed"):
        suggesting.propose_document(store, "feedfeedfeedfeed")


@pytest.fixture
def own(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Suggesting]:
    """Suggestions that look at their files at every call; the files are put back afterwards."""
    monkeypatch.setattr(module, "CHECK_EVERY_S", 0.0)
    path = workspace.models_dir / "places.ttl"
    yield open_suggesting(workspace, warm=False)
    write(path, THESAURUS)


def write(path: Path, text: str) -> None:
    path.write_text(text)
    later = time.time_ns() + 10_000_000
    os.utime(path, ns=(later, later))  # file systems tell times apart in steps


def test_a_changed_vocabulary_is_loaded(own: Suggesting) -> None:
    assert not own.reload_if_changed()
    before = own.models["places"]
    write(own.workspace.models_dir / "places.ttl", THESAURUS.replace("Harbours", "Havens"))
    assert own.reload_if_changed()
    assert not own.reload_if_changed()
    assert own.models["places"] != before
    found = own.propose(ARTICLE, schemes=("places",), limit=2)
    assert "Havens" in [one.label for one in found.proposals]


def test_a_broken_vocabulary_changes_nothing(own: Suggesting) -> None:
    before = own.models
    write(own.workspace.models_dir / "places.ttl", "no turtle at all")
    own.reload_if_changed()
    assert own.models == before
    assert own.propose(ARTICLE).proposals


def test_a_damaged_model_is_told_and_the_old_one_goes_on(own: Suggesting) -> None:
    before = own.models
    folder = own.workspace.models_dir / "tagger" / "places"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "in_use.json").write_text("{broken")
    try:
        assert not own.reload_if_changed()
        assert "in_use.json" in own.problem
        assert own.models == before
        assert own.propose(ARTICLE).proposals
    finally:
        (folder / "in_use.json").unlink()
    assert own.reload_if_changed()
    assert own.problem == ""


def test_what_could_not_be_loaded_for_want_of_memory_is_tried_again(
    own: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Workspace) -> None:
        raise MemoryError

    with monkeypatch.context() as while_full:
        while_full.setattr(module, "load_kit", full)
        write(own.workspace.models_dir / "places.ttl", THESAURUS.replace("Harbours", "Havens"))
        assert not own.reload_if_changed()
    assert own.problem == "MemoryError"
    assert not own.reload_if_changed()
    monkeypatch.setattr(module, "AGAIN_AFTER_S", 0.0)
    assert own.reload_if_changed()
    assert own.problem == ""
    assert "Havens" in [concept.label for concept in own._kit.vocabulary("places").concepts]


def test_files_are_looked_at_once_a_second_at_most(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Callable[..., object]] = []
    mine = open_suggesting(workspace, warm=False)
    monkeypatch.setattr(module, "stamp", lambda found: looked.append(found))
    for _ in range(100):
        mine.reload_if_changed()
    assert len(looked) <= 1

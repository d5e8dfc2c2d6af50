"""Annif's own public client, unchanged, against a live server."""

import io
from collections.abc import Callable

import pytest
import requests
from annif_client import AnnifClient

from pipeline.store import Store, decisions, examples

THEATRE = (
    "A theatre company from Singapore visited Jakarta for two weeks of rehearsals with local "
    "actors. The actors performed plays in schools, and a dance festival closed the visit."
)
LIBRARY = (
    "A public library opened in Dakar, Senegal, with the help of the city. It holds an archive "
    "of newspapers and twenty thousand books in French and Wolof."
)
DANCE, LITERATURE = "dance", "literature"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client asks the surroundings for a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def annif(live_server) -> AnnifClient:
    return AnnifClient(f"{live_server.url}/v1/")


def test_info(annif):
    assert set(annif.api_info) == {"title", "version"}


def test_projects_are_vocabularies_in_the_languages_of_their_labels(annif):
    by_id = {project["project_id"]: project for project in annif.projects}
    assert {"themes-en", "themes-fr", "disciplines-en", "countries-en"} <= set(by_id)
    themes = by_id["themes-fr"]
    assert themes["language"] == themes["vocab_language"] == "fr"
    assert themes["backend"]["backend_id"]
    assert themes["is_trained"] is True
    assert themes["vocab"]["vocab_id"] == "themes"
    assert "en" in themes["vocab"]["languages"]
    assert by_id["countries-en"]["vocab"]["size"] > 190
    assert annif.get_project("themes-fr") == themes


def test_suggest(annif):
    results = annif.suggest("disciplines-en", THEATRE)
    assert 0 < len(results) <= 10
    assert set(results[0]) == {"uri", "label", "notation", "score"}
    scores = [result["score"] for result in results]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert results == annif.analyze("disciplines-en", io.StringIO(THEATRE))


def test_suggestions_are_those_of_the_native_api(annif, live_server):
    results = annif.suggest("themes-en", LIBRARY, limit=3)
    with live_server.client() as client:
        sent = {"text": LIBRARY, "schemes": ["themes"], "limit": 3}
        answer = client.post("/api/v1/suggest", json=sent)
    proposals = [one for one in answer.json()["proposals"] if one["scheme"] == "themes"]
    assert [(one["uri"], one["label"], one["probability"]) for one in proposals] == [
        (one["uri"], one["label"], one["score"]) for one in results
    ]


def test_limit_and_threshold(annif):
    every = annif.suggest("themes-en", LIBRARY, limit=100)
    assert annif.suggest("themes-en", LIBRARY, limit=2) == every[:2]
    assert annif.suggest("themes-en", LIBRARY, limit=0) == []
    least = every[1]["score"]
    sure = [one for one in every if one["score"] >= least]
    assert annif.suggest("themes-en", LIBRARY, limit=100, threshold=least) == sure


def test_labels_are_in_the_language_of_the_project(annif):
    english = annif.suggest("themes-en", LIBRARY, limit=5)
    french = annif.suggest("themes-fr", LIBRARY, limit=5)
    assert [one["uri"] for one in english] == [one["uri"] for one in french]
    assert all(a["label"] != b["label"] for a, b in zip(english[:1], french[:1], strict=True))
    assert english[0]["score"] == french[0]["score"]


def test_countries(annif):
    german = annif.suggest("countries-de", THEATRE, threshold=0.5)
    assert [(one["notation"], one["label"]) for one in german] == [("SGP", "Singapur")]
    assert german[0]["uri"] == "iso3166-1:SGP"


@pytest.mark.parametrize("text", ["", "  \n ", "\0", "12345"])
def test_a_text_that_says_nothing_has_no_suggestions(annif, text):
    assert annif.suggest("countries-en", text) == []


def test_suggest_batch(annif):
    documents = [{"text": THEATRE, "document_id": "a"}, {"text": LIBRARY}]
    first, second = annif.suggest_batch("disciplines-en", documents, limit=4, threshold=0.01)
    assert (first["document_id"], second["document_id"]) == ("a", None)
    assert first["results"] == annif.suggest("disciplines-en", THEATRE, 4, 0.01)
    assert second["results"] == annif.suggest("disciplines-en", LIBRARY, 4, 0.01)
    assert annif.suggest_batch("disciplines-en", []) == []


def test_a_batch_has_at_most_32_texts(annif):
    with pytest.raises(requests.HTTPError):
        annif.suggest_batch("themes-en", [{"text": "a"}] * 33)


def test_detect_language(annif):
    found = annif.detect_language(io.StringIO("Le musée a ouvert ses portes."), ["en", "fr"])
    results = found["results"]
    assert results[0]["language"] == "fr"
    assert {result["language"] for result in results} == {"en", "fr", None}
    assert sum(result["score"] for result in results) == pytest.approx(1)


def test_languages_that_cannot_be_told_are_refused(annif):
    with pytest.raises(requests.HTTPError) as refused:
        annif.detect_language("text", ["en", "qqq"])
    assert refused.value.response.status_code == 400
    assert "qqq" in refused.value.response.json()["detail"]


def _calls(client: AnnifClient) -> list[Callable[[], object]]:
    return [
        lambda: client.get_project("nothing-en"),
        lambda: client.suggest("nothing-en", "text"),
        lambda: client.suggest_batch("nothing-en", [{"text": "text"}]),
        lambda: client.learn("nothing-en", []),
    ]


@pytest.mark.parametrize("number", range(4))
def test_an_unknown_project_is_a_value_error_that_names_it(annif, number):
    with pytest.raises(ValueError, match=r"'nothing-en' not found.*themes-en"):
        _calls(annif)[number]()


def test_learn_keeps_texts_with_complete_sets_of_decisions(annif, live_server):
    uris = {one["label"].lower(): one["uri"] for one in _every(annif)}
    taught = [
        {"text": "A dancer taught ballet in a village.", "subjects": [{"uri": uris[DANCE]}]},
        {"text": "A poet read.", "subjects": [{"uri": uris[LITERATURE], "label": "any"}]},
        {"text": "Nothing of all this.", "subjects": []},
    ]
    before = _learnt(live_server)  # by other tests of the same server
    answer = annif.learn("disciplines-en", taught)
    assert (answer.status_code, answer.content) == (204, b"")
    log = _learnt(live_server)
    new = [one for one in log if one not in before]
    assert sorted((one.kind, one.concept_id) for one in new) == sorted(
        [("add", DANCE), ("add", LITERATURE), *[("complete", "")] * 3]
    )
    assert {(one.editor, one.via, one.scheme) for one in new} == {("local", "annif", "disciplines")}
    annif.learn("disciplines-en", taught)
    assert _learnt(live_server) == log


def test_unknown_subjects_are_refused_by_name_and_nothing_is_kept(annif, live_server):
    before = _learnt(live_server)
    good = {"text": "A second dancer.", "subjects": [{"uri": _every(annif)[0]["uri"]}]}
    bad = {"text": "A third dancer.", "subjects": [{"uri": "http://example.org/none"}]}
    with pytest.raises(ValueError, match=r"<http://example.org/none> of document 2"):
        annif.learn("disciplines-en", [good, bad])
    assert _learnt(live_server) == before


def test_countries_learn_nothing(annif):
    with pytest.raises(requests.HTTPError) as refused:
        annif.learn("countries-en", [{"text": "a", "subjects": []}])
    assert refused.value.response.status_code == 403


def _every(annif: AnnifClient) -> list[dict[str, str]]:
    return annif.suggest("disciplines-en", THEATRE, limit=1000)


def _learnt(live) -> list:
    with Store(live.workspace.database_url) as store, store.read() as connection:
        taught = set(examples.all_ids(connection))
        return [one for one in decisions.load(connection) if one.document_id in taught]

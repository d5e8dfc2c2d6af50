"""Every operation of the native API does its work, on a real server without tokens."""

import json
import re
import uuid

import pytest

TEXT = (
    "A public library opened in Dakar, Senegal, with the help of the city. It holds twenty "
    "thousand books in French and Wolof and an archive of newspapers. Children read aloud every "
    "Saturday."
)


@pytest.fixture(scope="module")
def client(live_server):
    with live_server.client() as client:
        yield client


@pytest.fixture(scope="module")
def documents(client):
    """Ids of the stored documents by title."""
    return {row["title"]: row for row in ok(client.get("/api/v1/documents"))["documents"]}


@pytest.fixture
def library(documents):
    return documents["A library opens in Dakar"]


def ok(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def decide(client, **wanted):
    return ok(client.post("/api/v1/decisions", json={"decisions": [wanted]}))["decisions"][0]


def test_the_server_tells_that_it_runs_and_is_ready(client):
    assert ok(client.get("/api/v1/health"))["status"] == "up"
    told = ok(client.get("/api/v1/health/ready"))
    assert told == {"is_ready": True, "store": "ready", "models": "ready", "problem": ""}


def test_without_tokens_the_caller_is_a_local_editor(client):
    assert ok(client.get("/api/v1/whoami")) == {"name": "local", "role": "editor"}


def test_a_text_gets_ranked_proposals_with_reasons(client):
    told = ok(client.post("/api/v1/suggest", json={"text": TEXT, "limit": 3}))
    assert (told["language"], told["document_id"], told["revision"]) == ("en", "", 0)
    themes = [one for one in told["proposals"] if one["scheme"] == "themes"]
    assert themes[0]["concept_id"] == "libraries-archives"
    assert len(themes) <= 3
    for one in told["proposals"]:
        assert 0 <= one["low"] <= one["probability"] <= one["high"] <= 1
        for evidence in one["evidence"]:
            assert evidence["text"] == TEXT[evidence["start"] : evidence["end"]]
    scores = [one["probability"] for one in themes]
    assert scores == sorted(scores, reverse=True)


def test_schemes_limit_and_threshold_are_kept_to(client):
    body = {"text": TEXT, "schemes": ["disciplines"], "limit": 1, "threshold": 0.0}
    told = ok(client.post("/api/v1/suggest", json=body))
    assert [one["scheme"] for one in told["proposals"]] == ["disciplines"]
    told = ok(client.post("/api/v1/suggest", json={"text": TEXT, "threshold": 1.0}))
    assert all(one["probability"] == 1 for one in told["proposals"])


def test_a_batch_keeps_its_order_and_equals_single_texts(client):
    texts = [TEXT, "Dancers from Malaysia toured schools.", "Une bibliothèque a ouvert à Dakar."]
    body = {"texts": [{"text": text} for text in texts], "limit": 2}
    many = ok(client.post("/api/v1/suggest/batch", json=body))["results"]
    single = [ok(client.post("/api/v1/suggest", json={"text": t, "limit": 2})) for t in texts]
    assert many == single


def test_an_empty_text_gets_an_answer(client):
    assert ok(client.post("/api/v1/suggest", json={"text": ""}))["n_words"] == 0


def test_a_stored_document_gets_proposals_with_what_was_decided(client, library):
    id_ = library["document_id"]
    path = f"/api/v1/documents/{id_}/suggestions"
    told = ok(client.get(path, params={"scheme": ["themes", "countries"], "limit": 5}))
    assert (told["document_id"], told["revision"]) == (id_, library["revision"])
    assert {one["scheme"] for one in told["proposals"]} == {"themes", "countries"}
    first = told["proposals"][-1]
    made = decide(
        client, document_id=id_, scheme=first["scheme"], kind="reject",
        concept_id=first["concept_id"], probability=first["probability"], model=first["model"],
    )  # fmt: skip
    again = ok(client.get(path, params={"scheme": first["scheme"], "limit": 5}))["proposals"]
    statuses = {one["concept_id"]: one["status"] for one in again}
    assert statuses.get(first["concept_id"], "reject") == "reject"
    ok(client.post("/api/v1/decisions/undo", json={"id": made["id"]}))


def test_documents_are_listed_page_by_page_undecided_first(client, documents):
    ids = sorted(row["document_id"] for row in documents.values())
    assert len(ids) == 3
    made = decide(client, document_id=ids[0], scheme="themes", kind="complete")
    seen, after = [], ""
    for _ in range(3):
        page = ok(client.get("/api/v1/documents", params={"limit": 1, "after": after}))
        seen += [(row["is_decided"], row["document_id"]) for row in page["documents"]]
        after = page["next"]
    assert seen == sorted(seen)
    assert {id_ for _, id_ in seen} == set(ids)
    assert (True, ids[0]) in seen
    undecided = ok(client.get("/api/v1/documents", params={"is_undecided": True}))["documents"]
    assert ids[0] not in {row["document_id"] for row in undecided}
    ok(client.post("/api/v1/decisions/undo", json={"id": made["id"]}))


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"text": "wolof"}, ["A library opens in Dakar"]),
        ({"text": "100%"}, []),
        ({"source_id": "texts", "text": "jakarta"}, ["A theatre company visits Jakarta"]),
        ({"source_id": "elsewhere"}, []),
        ({"language": "fr"}, []),
    ],
)
def test_documents_are_found(client, asked, titles):
    rows = ok(client.get("/api/v1/documents", params=asked))["documents"]
    assert [row["title"] for row in rows] == titles


def test_a_document_comes_with_text_tags_and_decisions(client, library):
    id_ = library["document_id"]
    made = decide(
        client, document_id=id_, scheme="themes", kind="add", concept_id="inclusion", note="said so"
    )
    told = ok(client.get(f"/api/v1/documents/{id_}"))
    assert told["text"].startswith("A public library opened") or "public library" in told["text"]
    assert told["published"] == "2020-05-04"
    named = {one["entity_id"]: one for one in told["entities"]}
    assert named["country:SEN"]["written"] == ["Senegal"]
    assert not any(id_.startswith(("person:", "place:")) for id_ in named)
    tags = {(t["scheme"], t["concept_id"], t["origin"]): t["label"] for t in told["tags"]}
    assert tags["themes", "inclusion", "editor"] == "Inclusion and access"
    row = next(row for row in told["decisions"] if row["id"] == made["id"])
    assert (row["state"], row["editor"], row["note"]) == ("counts", "local", "said so")
    ok(client.post("/api/v1/decisions/undo", json={"id": made["id"]}))
    told = ok(client.get(f"/api/v1/documents/{id_}"))
    assert ("themes", "inclusion", "editor") not in {
        (t["scheme"], t["concept_id"], t["origin"]) for t in told["tags"]
    }


def test_a_decision_sent_twice_is_one(client, library):
    wanted = {
        "id": str(uuid.uuid4()), "document_id": library["document_id"], "scheme": "themes",
        "kind": "accept", "concept_id": "libraries-archives", "probability": 0.7,
    }  # fmt: skip
    first, second = decide(client, **wanted), decide(client, **wanted)
    assert first == second
    assert first["id"] == wanted["id"].replace("-", "")
    log = ok(client.get("/api/v1/decisions", params={"document_id": library["document_id"]}))
    assert [row["id"] for row in log["decisions"]].count(first["id"]) == 1
    other = client.post("/api/v1/decisions", json={"decisions": [{**wanted, "kind": "reject"}]})
    assert other.status_code == 422
    assert "another decision" in other.json()["detail"]


def test_of_decisions_sent_together_all_or_none_are_recorded(client, library):
    good = {"document_id": library["document_id"], "scheme": "themes", "kind": "complete"}
    bad = {**good, "kind": "add", "concept_id": "no-such-theme"}
    before = len(ok(client.get("/api/v1/decisions"))["decisions"])
    answer = client.post("/api/v1/decisions", json={"decisions": [good, bad]})
    assert answer.status_code == 404
    assert "decision 2 of 2" in answer.json()["detail"]
    assert len(ok(client.get("/api/v1/decisions"))["decisions"]) == before


def test_the_log_is_paged_newest_first(client, library):
    for concept in ("inclusion", "soft-power"):
        decide(
            client, document_id=library["document_id"], scheme="themes", kind="reject",
            concept_id=concept,
        )  # fmt: skip
    first = ok(client.get("/api/v1/decisions", params={"limit": 1}))
    second = ok(client.get("/api/v1/decisions", params={"limit": 1, "before": first["next"]}))
    assert [page["decisions"][0]["concept_id"] for page in (first, second)] == [
        "soft-power", "inclusion",
    ]  # fmt: skip
    assert first["decisions"][0]["label"]
    assert first["decisions"][0]["via"] == "api"
    found = ok(client.get("/api/v1/decisions", params={"concept_id": "soft-power"}))["decisions"]
    assert {row["concept_id"] for row in found} == {"soft-power"}


def test_bulk_is_previewed_done_and_undone(client):
    asked = {"scheme": "themes", "min_probability": 0.0}
    shown = ok(client.post("/api/v1/decisions/bulk/preview", json=asked))
    assert shown["n"] == sum(row["n"] for row in shown["concepts"]) > 0
    body = {"filter": asked, "kind": "reject", "expected": shown["digest"]}
    done = ok(client.post("/api/v1/decisions/bulk/apply", json=body))
    assert done["n"] == shown["n"]
    again = client.post("/api/v1/decisions/bulk/apply", json=body)
    assert (again.status_code, again.json()["error"]) == (409, "outdated")
    undone = ok(client.post("/api/v1/decisions/undo", json={"id": done["batch"]}))["decisions"]
    assert len(undone) == done["n"]
    twice = client.post("/api/v1/decisions/undo", json={"id": done["batch"]})
    assert twice.status_code == 409


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("jsonl", "application/x-ndjson"), ("csv", "text/csv; charset=utf-8")],
)
def test_the_log_is_exported(client, format, media_type):
    answer = client.get("/api/v1/decisions/export", params={"format": format})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    n = len(ok(client.get("/api/v1/decisions", params={"limit": 500}))["decisions"])
    lines = answer.text.splitlines()
    assert len(lines) >= n
    if format == "jsonl":
        assert all(json.loads(line) for line in lines)


def test_a_text_is_taught_and_can_be_taught_again(client):
    lesson = {
        "texts": [
            {"text": TEXT, "title": "Dakar", "scheme": "themes", "concept_ids": ["education"]}
        ]
    }
    made = ok(client.post("/api/v1/examples", json=lesson))["decisions"]
    assert {row["kind"] for row in made} >= {"add", "complete"}
    assert {row["revision"] for row in made} == {0}
    assert ok(client.post("/api/v1/examples", json=lesson))["decisions"] == []


def test_schemes_and_concepts_are_listed_and_searched(client):
    schemes = ok(client.get("/api/v1/schemes"))["schemes"]
    assert [one["scheme"] for one in schemes] == ["disciplines", "themes"]
    assert ok(client.get("/api/v1/schemes/themes")) == schemes[1]
    first = ok(client.get("/api/v1/schemes/themes/concepts", params={"limit": 2}))
    rest = ok(client.get("/api/v1/schemes/themes/concepts", params={"offset": 2, "limit": 500}))
    assert first["n"] == rest["n"] == len(first["concepts"]) + len(rest["concepts"])
    asked = {"text": "Bibl", "language": "fr"}
    found = ok(client.get("/api/v1/schemes/themes/concepts", params=asked))["concepts"]
    assert found[0]["concept_id"] == "libraries-archives"
    assert found[0]["label"].startswith("Bibl")


def test_a_concept_is_told_with_its_neighbours(client):
    told = ok(client.get("/api/v1/schemes/themes/concepts/libraries-archives"))
    assert told["definition"]
    assert not told["is_retired"]
    assert {one["language"] for one in told["labels"]} == {"de", "en", "es", "fr"}


def test_documents_are_proposed_for_review_with_reasons(client):
    told = ok(client.get("/api/v1/schemes/disciplines/review", params={"limit": 2}))
    assert told["scheme"] == "disciplines"
    assert 1 <= len(told["documents"]) <= 2
    for one in told["documents"]:
        assert one["why"]
        assert ok(client.get(f"/api/v1/documents/{one['document_id']}"))["title"] == one["title"]


def test_models_are_listed(client):
    rows = ok(client.get("/api/v1/models"))["models"]
    in_use = {row["scheme"]: row["version"] for row in rows if row["is_in_use"]}
    assert in_use == {"disciplines": "cold", "themes": "cold"}


MISSING = [
    ("GET", "/api/v1/documents/0123456789abcdef", None, "0123456789abcdef"),
    ("GET", "/api/v1/documents/0123456789abcdef/suggestions", None, "0123456789abcdef"),
    ("GET", "/api/v1/schemes/theme", None, "disciplines, themes"),
    ("GET", "/api/v1/schemes/theme/concepts", None, "disciplines, themes"),
    ("GET", "/api/v1/schemes/theme/review", None, "disciplines, themes"),
    ("GET", "/api/v1/schemes/themes/concepts/nothing", None, "nothing"),
    ("POST", "/api/v1/suggest", {"text": "a", "schemes": ["theme"]}, "themes"),
    ("POST", "/api/v1/decisions/undo", {"id": "f" * 32}, "ffff"),
    ("POST", "/api/v1/decisions/bulk/preview", {"scheme": "theme"}, "themes"),
    (
        "POST",
        "/api/v1/decisions",
        {"decisions": [{"document_id": "0" * 16, "scheme": "themes", "kind": "complete"}]},
        "0000",
    ),
    ("GET", "/api/v1/nothing", None, "/api/v1/nothing"),
    ("GET", "/nothing/", None, "/nothing/"),
]


@pytest.mark.parametrize(("method", "path", "body", "named"), MISSING)
def test_what_does_not_exist_is_named_with_what_does(client, method, path, body, named):
    answer = client.request(method, path, json=body)
    assert answer.status_code == 404
    assert set(answer.json()) == {"title", "status", "error", "detail", "next"}
    assert named in answer.json()["detail"]


def test_an_outdated_revision_is_told(client, library):
    wanted = {"document_id": library["document_id"], "scheme": "themes", "kind": "complete"}
    newer = client.post("/api/v1/decisions", json={"decisions": [{**wanted, "revision": 7}]})
    assert newer.status_code == 404
    assert "revision 7" in newer.json()["detail"]


def test_other_methods_are_refused_with_those_there_are(client):
    answer = client.delete("/api/v1/health")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_the_page_for_people_needs_no_script_and_names_every_operation(client):
    page = client.get("/")
    assert page.text == client.get("/docs").text
    assert "<script" not in page.text
    assert not re.search(r"(src|href)=\"(?!#|/openapi\.json)", page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    api = ok(client.get("/openapi.json"))
    for path, operations in api["paths"].items():
        for method, said in operations.items():
            assert f"{method.upper()} {path}" in page.text
            assert f'id="{said["operationId"]}"' in page.text


def test_every_operation_describes_its_refusals(client):
    api = ok(client.get("/openapi.json"))
    ids = [said["operationId"] for path in api["paths"].values() for said in path.values()]
    assert len(ids) == len(set(ids))
    for path, operations in api["paths"].items():
        for said in operations.values():
            assert said["description"], path
            assert {"400", "403", "405", "429"} <= set(said["responses"]), path
            if said["x-role"]:
                assert {"401", "422", "503"} <= set(said["responses"]), path
            if "requestBody" in said:
                assert {"408", "413", "415"} <= set(said["responses"]), path


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/api/v1/health", "/nothing", "/api/v1/x"])
def test_all_answers_have_security_headers_and_open_to_no_other_site(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers

"""Tokens, limits and wrong requests, as clients of Annif meet them."""

import pytest
import requests
from annif_client import AnnifClient

from pipeline.steps import tokens
from pipeline.store import Store, examples

TEXT = "A public library opened in Dakar with the help of the city."
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def guarded(live_server):
    """A server with tokens for a while, and clients of it by role."""
    made = {role: live_server.add_token(role, role) for role in ("reader", "editor")}
    yield live_server, {role: AnnifClient(_base(live_server, made[role])) for role in made}
    with Store(live_server.workspace.database_url) as store:
        for role in made:
            tokens.revoke(store, role, forget=True)


def _base(live, token: str) -> str:
    """Put a token into an address, as the password; the client itself knows nothing of tokens."""
    return f"{live.url}/v1/".replace("://", f"://anybody:{token}@" if token else "://")


def _status(call) -> int:
    with pytest.raises(requests.HTTPError) as refused:
        call()
    answer = refused.value.response
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    return answer.status_code


def test_a_token_is_the_password_of_the_address(guarded):
    _, clients = guarded
    assert clients["reader"].api_info["title"]
    assert len(clients["reader"].projects) > 3
    assert clients["reader"].suggest("themes-en", TEXT)


@pytest.mark.parametrize("token", ["", "wrong", "cs_00000000_" + "A" * 43])
def test_without_a_token_that_works_nothing_is_answered(guarded, token):
    live, _ = guarded
    client = AnnifClient(_base(live, token))
    assert _status(lambda: client.api_info) == 401
    assert _status(lambda: client.projects) == 401
    assert _status(lambda: client.suggest("themes-en", TEXT)) == 401
    assert _status(lambda: client.learn("themes-en", [])) == 401


def test_readers_may_not_teach_and_editors_may(guarded):
    live, clients = guarded
    subject = {"uri": clients["reader"].suggest("themes-en", TEXT)[0]["uri"]}
    taught = [{"text": TEXT, "subjects": [subject]}]
    assert _status(lambda: clients["reader"].learn("themes-en", taught)) == 403
    assert clients["editor"].learn("themes-en", taught).status_code == 204
    with Store(live.workspace.database_url) as store, store.read() as connection:
        found = examples.load(connection, examples.all_ids(connection))
    assert [kept.editor for kept in found if kept.text == TEXT] == ["editor"]


def test_too_large_a_request_is_refused_in_words_not_by_a_broken_connection(guarded):
    _, clients = guarded
    large = "word " * 1_200_000
    calls = [
        lambda: clients["reader"].suggest("themes-en", large),
        lambda: clients["reader"].suggest_batch("themes-en", [{"text": large}]),
        lambda: clients["editor"].learn("themes-en", [{"text": large, "subjects": []}]),
        lambda: clients["reader"].detect_language(large, ["en"]),
    ]
    assert [_status(call) for call in calls] == [413] * 4


def test_a_text_of_unknown_length_is_counted_as_it_comes(live_server):
    sent = requests.post(
        f"{live_server.url}/v1/projects/themes-en/suggest",
        data=(b"text=" if n == 0 else b"word+" * 20_000 for n in range(80)),
        headers=FORM,
        timeout=60,
    )
    assert (sent.status_code, sent.json()["error"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("sent", "status", "named"),
    [
        (b"text=a&limit=-1", 422, "limit"),
        (b"text=a&limit=many", 422, "limit"),
        (b"text=a&threshold=1.5", 422, "threshold"),
        (b"text=a&threshold=nan", 422, "threshold"),
        (b"text=a&language=tlh", 400, "tlh"),
        (b"limit=3", 422, "text"),
        (b"", 422, "text"),
        (b"text=%ff", 400, "UTF-8"),
        (b"text=\xff", 400, "UTF-8"),
        (b"text=a" + b"&metadata_x=1" * 200, 400, "fields"),
    ],
)
def test_a_wrong_form_is_refused_by_name(live_server, sent, status, named):
    url = f"{live_server.url}/v1/projects/themes-en/suggest"
    answer = requests.post(url, data=sent, headers=FORM, timeout=60)
    assert answer.status_code == status
    assert named in answer.json()["detail"]


def test_texts_may_stand_in_a_form_as_they_are(live_server):
    url = f"{live_server.url}/v1/projects/countries-en/suggest"
    answer = requests.post(
        url, data="text=Une visite à Singapore".encode(), headers=FORM, timeout=60
    )
    assert [one["notation"] for one in answer.json()["results"]] == ["SGP"]


@pytest.mark.parametrize("path", ["suggest-batch", "learn"])
@pytest.mark.parametrize("sent", [b"{", b"\xff", b'{"documents": NaN}', b"[" * 100_000])
def test_broken_json_is_refused(live_server, path, sent):
    answer = requests.post(
        f"{live_server.url}/v1/projects/themes-en/{path}",
        data=sent,
        headers={"Content-Type": "application/json"},
        timeout=60,
    )
    assert answer.status_code == 400
    assert "JSON" in answer.json()["detail"]


def test_json_is_no_form(live_server):
    url = f"{live_server.url}/v1/projects/themes-en/suggest"
    assert requests.post(url, json={"text": TEXT}, timeout=60).status_code == 415


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("suggest-batch", {"documents": [{"text": "\ud800" + TEXT}]}, 422),
        ("suggest-batch", {"documents": [{"text": TEXT, "metadata": {"title": "\ud800"}}]}, 200),
        ("suggest-batch", {"documents": [{"text": TEXT, "document_id": "\ud800"}]}, 422),
        ("learn", [{"text": TEXT, "subjects": [{"uri": "\ud800"}]}], 404),
        ("learn", [{"text": TEXT + "\ud800", "subjects": []}], 422),
        ("learn", [{"text": TEXT, "subjects": [], "metadata": {"title": "\ud800"}}], 204),
    ],
)
def test_halves_of_characters_break_nothing(live_server, path, sent, status):
    url = f"{live_server.url}/v1/projects/themes-en/{path}"
    assert requests.post(url, json=sent, timeout=60).status_code == status


@pytest.mark.parametrize("text", ["", " \n", "\0"])
def test_a_text_without_words_teaches_nothing(live_server, text):
    url = f"{live_server.url}/v1/projects/themes-en/learn"
    answer = requests.post(url, json=[{"text": text, "subjects": []}], timeout=60)
    assert answer.status_code == 422
    assert "empty" in answer.json()["detail"]

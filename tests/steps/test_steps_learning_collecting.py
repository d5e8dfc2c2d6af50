"""What is known of documents' tags: what nobody has said is not there."""

import datetime as dt

import pytest

from pipeline.records import Example
from pipeline.steps import run_stages
from pipeline.steps.learning import collect, collecting
from pipeline.store import examples
from tests.steps import learning_corpus
from tests.steps.learning_corpus import decision
from tests.steps.learning_workspace import CARD, a_copy, make, quiet

MARKED = "---\ntitle: {title}\nthemes: [{themes}]\n---\n\n{body}"


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("collecting") / "base"
    make(root, encoder_dir, n_each=2)
    return root


@pytest.fixture
def news(made, tmp_path):
    with a_copy(made, tmp_path / "ws") as found:
        yield found


def verdicts(news, scheme="themes"):
    found = collect(news.workspace, news.store, scheme)
    return {one.document_id: dict(one.verdicts) for one in found}


def publish(news, *, complete):
    """Add a source whose publisher tags its documents."""
    card = CARD.replace("news", "press") + f"complete_labels = {str(complete).lower()}\n"
    (news.root / "corpus/sources/press.toml").write_text(card)
    folder = news.root / "corpus/press"
    folder.mkdir()
    for number, themes in enumerate(["Tourism", "Tourism, Sweets", "Cultural heritage", "Sweets"]):
        body = learning_corpus.body("tourism", 50 + number)
        text = MARKED.format(title=f"Press {number}", themes=themes, body=body)
        (folder / f"{number}.md").write_text(text)
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    return {str(n): _id_of(news, f"press:{n}.md") for n in range(4)}


def _id_of(news, locator):
    with news.store.read() as connection:
        query = f"SELECT document_id FROM captures WHERE locator = '{locator}'"
        return connection.exec_driver_sql(query).scalar()


def test_of_a_document_seen_in_part_only_that_is_known(news):
    a, b = news.ids[:2]
    news.decide(decision(a, "tourism", "accept"), decision(a, "cities", "reject"))
    news.decide(decision(b, "youth", "add"))
    assert verdicts(news) == {a: {"cities": 0.0, "tourism": 1.0}, b: {"youth": 1.0}}
    assert verdicts(news, "disciplines") == {}


def test_of_a_document_seen_whole_everything_is_known(news):
    a = news.ids[0]
    news.review([a])
    (known,) = verdicts(news).values()
    assert len(known) > 20
    assert {id_ for id_, verdict in known.items() if verdict} == {news.subject[a]}


def test_what_was_undone_is_not_known(news):
    a = news.ids[0]
    taken = decision(a, "tourism", "accept")
    news.decide(taken, decision(a, "", "undo", undoes=taken.id))
    assert verdicts(news) == {}


def test_a_publisher_says_what_applies_and_nothing_else(news):
    press = publish(news, complete=False)
    assert verdicts(news) == {
        press["0"]: {"tourism": 1.0},
        press["1"]: {"tourism": 1.0},
        press["2"]: {"cultural-heritage": 1.0},
    }


def test_a_publisher_who_gives_all_labels_withholds_what_it_gives_elsewhere(news):
    press = publish(news, complete=True)
    assert verdicts(news) == {
        press["0"]: {"tourism": 1.0, "cultural-heritage": 0.0},
        press["1"]: {"tourism": 1.0, "cultural-heritage": 0.0},
        press["2"]: {"tourism": 0.0, "cultural-heritage": 1.0},
    }


def test_an_editor_is_believed_before_the_publisher(news):
    press = publish(news, complete=True)
    news.decide(decision(press["0"], "tourism", "reject"))
    found = {one.document_id: one for one in collect(news.workspace, news.store, "themes")}
    assert found[press["0"]].is_decided
    assert dict(found[press["0"]].verdicts) == {"tourism": 0.0}
    assert not found[press["1"]].is_decided


def test_decisions_on_a_merged_concept_are_on_its_successor(news):
    path = news.root / "models/themes.ttl"
    merged = (
        "\ntheme:holidays a skos:Concept ; skos:inScheme <urn:culturescope:themes> ;\n"
        '    skos:prefLabel "Holidays"@en ; <http://www.w3.org/2002/07/owl#deprecated> true ;\n'
        "    <http://purl.org/dc/terms/isReplacedBy> theme:tourism .\n"
        "\ntheme:knitting a skos:Concept ; skos:inScheme <urn:culturescope:themes> ;\n"
        '    skos:prefLabel "Knitting"@en ; <http://www.w3.org/2002/07/owl#deprecated> true .\n'
    )
    path.write_text(path.read_text() + merged)
    a, b = news.ids[:2]
    news.decide(decision(a, "holidays", "accept"), decision(b, "knitting", "accept"))
    assert verdicts(news) == {a: {"tourism": 1.0}}


def test_a_taught_text_is_learnt_from_and_of_the_family_of_its_double(news):
    a = news.ids[0]
    text = (news.root / "corpus/news" / _name(news, a)).read_text().split("\n\n", 2)[2]
    taught = [
        Example("e" * 16, "", text, "en", dt.datetime.now(dt.UTC), "client"),
        Example("f" * 16, "", learning_corpus.body("tourism", 88), "en", learning_corpus.DAY, "c"),
    ]
    with news.store.write() as connection:
        examples.put(connection, taught)
    news.review([a])
    news.decide(*(decision(one.id, "tourism", "add", revision=0) for one in taught))
    found = {one.document_id: one for one in collect(news.workspace, news.store, "themes")}
    assert set(found) == {a, "e" * 16, "f" * 16}
    assert found["e" * 16].family_id == found[a].family_id == a
    assert found["f" * 16].family_id == "f" * 16
    assert found["f" * 16].vectors.shape == (len(found["f" * 16].passages), 384)


def _name(news, id_):
    with news.store.read() as connection:
        query = f"SELECT locator FROM captures WHERE document_id = '{id_}'"
        return connection.exec_driver_sql(query).scalar().rsplit(":", 1)[-1]


def test_new_vectors_are_stored_and_old_ones_used(news, monkeypatch):
    press = publish(news, complete=True)
    collect(news.workspace, news.store, "themes")
    from pipeline.embedding import Encoder

    def embedded(_self, texts, _threads=1):
        assert list(texts) == []
        import numpy as np

        return np.zeros((0, 384), dtype=np.float32)

    monkeypatch.setattr(Encoder, "encode", embedded)
    assert len(collect(news.workspace, news.store, "themes")) == len(press) - 1


def test_of_too_many_the_decided_ones_are_kept(news, monkeypatch):
    press = publish(news, complete=True)
    decided = sorted(news.ids)[-2:]
    news.review(decided)
    monkeypatch.setattr(collecting, "MOST", 3)
    found = collect(news.workspace, news.store, "themes")
    assert {one.document_id for one in found if one.is_decided} == set(decided)
    labelled = sorted([press["0"], press["1"], press["2"]])
    assert [one.document_id for one in found if not one.is_decided] == labelled[:1]


def test_long_texts_do_not_fill_the_memory(news, monkeypatch):
    news.review(news.ids)
    monkeypatch.setattr(collecting, "MOST_PASSAGES", 3)
    assert sum(len(one.passages) for one in collect(news.workspace, news.store, "themes")) == 3


def test_a_family_is_learnt_from_once(news):
    a = news.ids[0]
    path = news.root / "corpus/news" / _name(news, a)
    path.with_name("again.txt").write_text(path.read_text().replace("Notes", "More notes"))
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    again = _id_of(news, "news:again.txt")
    news.decide(decision(again, "tourism", "accept"))
    news.review([a])
    (one,) = collect(news.workspace, news.store, "themes")
    assert one.document_id == a, "of which more is known"

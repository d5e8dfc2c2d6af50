from __future__ import annotations

import random
import zlib

import numpy as np
import pytest

from pipeline.records import Passage
from pipeline.topics import (
    Fitting,
    Guide,
    TopicFit,
    extend_fit,
    fit_topics,
)

SUBJECTS = {
    "music": "orchestra violin concert melody composer choir symphony tune rhythm singer",
    "law": "treaty convention clause court article ratification state law judge signature",
    "water": "river dam irrigation canal flood well reservoir delta rain pump",
    "school": "teacher pupil classroom lesson literacy alphabet school textbook exam college",
}
COMMON = "people country year work world report international culture"


def passages(subject: str, n: int, start: int = 0) -> list[Passage]:
    """Short texts of words drawn from one subject's list and a few that all share."""
    found = []
    for number in range(start, start + n):
        draw = random.Random(f"{subject}{number}")
        words = draw.choices(SUBJECTS[subject].split(), k=30) + draw.choices(COMMON.split(), k=6)
        document = f"{subject}{number:04d}"
        found.append(passage(f"{document}-000", " ".join(words)))
    return found


def passage(passage_id: str, text: str) -> Passage:
    return Passage(passage_id, passage_id[:-4], 0, 0, len(text), len(text.split()), text)


def embed(some: list[Passage]) -> np.ndarray:
    """Stand in for the encoder: each word a fixed random direction."""
    rows = [np.zeros(64) for _ in some]
    for row, each in zip(rows, some, strict=True):
        for word in each.text.split():
            row += np.random.default_rng(zlib.crc32(word.encode())).normal(size=64)
        row /= np.linalg.norm(row) or 1.0
    return np.array(rows, dtype=np.float32).reshape(len(some), 64)


CORPUS = [each for subject in SUBJECTS for each in passages(subject, 15)]


@pytest.fixture(scope="module")
def fit() -> TopicFit:
    return fit_topics(CORPUS, embed(CORPUS), Fitting(n_topics=4, seed=0))


def test_subjects_are_found_and_labelled(fit: TopicFit) -> None:
    assert [topic.id for topic in fit.topics] == ["t0001", "t0002", "t0003", "t0004"]
    assert sum(topic.n_passages for topic in fit.topics) + fit.n_unassigned == len(CORPUS)
    for topic in fit.topics:
        words = set(topic.label.replace(",", "").split())
        assert sum(words <= set(subject.split()) for subject in SUBJECTS.values()) == 1
        weights = [weight for _, weight in topic.terms]
        assert weights == sorted(weights, reverse=True)


def test_a_subject_is_a_topic(fit: TopicFit) -> None:
    topic_of = {each.passage_id: each.topic_id for each in fit.passages}
    for subject in SUBJECTS:
        found = {topic_of[each.id] for each in CORPUS if each.id.startswith(subject)} - {""}
        assert len(found) == 1


def test_scores_lie_between_0_and_1_and_every_passage_is_answered(fit: TopicFit) -> None:
    assert [each.passage_id for each in fit.passages] == sorted(each.id for each in CORPUS)
    assert all(0 <= each.score <= 1 for each in fit.passages)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_has_no_influence(fit: TopicFit, seed: int) -> None:
    shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
    again = fit_topics(shuffled, embed(shuffled), Fitting(n_topics=4, seed=0))
    assert (again.topics, again.passages, again.registry) == (
        fit.topics,
        fit.passages,
        fit.registry,
    )


def test_fitting_again_changes_nothing(fit: TopicFit) -> None:
    again = fit_topics(CORPUS, embed(CORPUS), Fitting(n_topics=4, seed=0, previous=fit.registry))
    assert (again.topics, again.passages, again.registry) == (
        fit.topics,
        fit.passages,
        fit.registry,
    )


def test_ids_last_when_documents_are_added(fit: TopicFit) -> None:
    grown = CORPUS + passages("law", 12, start=100) + passages("water", 3, start=100)
    again = fit_topics(grown, embed(grown), Fitting(n_topics=4, seed=5, previous=fit.registry))
    before = {each.passage_id: each.topic_id for each in fit.passages if each.topic_id}
    after = {each.passage_id: each.topic_id for each in again.passages if each.topic_id}
    assert {topic.id for topic in again.topics} == {topic.id for topic in fit.topics}
    assert all(after.get(each, before[each]) == before[each] for each in before)


def test_a_subject_that_comes_gets_a_new_id_and_one_that_goes_is_retired(fit: TopicFit) -> None:
    stays = [each for each in CORPUS if not each.id.startswith("music")]
    without = fit_topics(stays, embed(stays), Fitting(n_topics=3, seed=0, previous=fit.registry))
    (gone,) = {topic.id for topic in fit.topics} - {topic.id for topic in without.topics}
    assert [each.id for each in without.registry.topics if each.is_retired] == [gone]
    SUBJECTS["film"] = "camera screen director cinema actor scene studio script premiere reel"
    grown = stays + passages("film", 15)
    del SUBJECTS["film"]
    again = fit_topics(grown, embed(grown), Fitting(n_topics=4, seed=0, previous=without.registry))
    new = {topic.id for topic in again.topics} - {topic.id for topic in without.topics}
    assert new == {"t0005"}


def test_a_passage_far_from_all_topics_has_none() -> None:
    odd = passage("odd-000", "zebra quartz xylophone culture")
    corpus = [*CORPUS, odd]
    found = fit_topics(corpus, embed(corpus), Fitting(n_topics=4, seed=0))
    topics = {each.passage_id: each.topic_id for each in found.passages}
    assert topics["odd-000"] == ""
    assert found.n_unassigned >= 1


@pytest.mark.parametrize(
    ("texts", "n_topics"),
    [
        ([], 0),
        (["museum of modern art"], 0),
        (["museum of modern art", "film festival"], 0),
        (["museum of modern art", "film festival", "museum film", "art school", "school film"], 1),
        (["museum of modern art"] * 30, 1),
        (["the and of"] * 30, 0),
        ([""] * 30, 0),
        (["1984 2001 12"] * 30, 0),
        (["museum art gallery", "river water dam"] * 10, 2),
    ],
    ids=["none", "one", "two", "five", "same", "stop", "empty", "digits", "two kinds"],
)
def test_small_and_odd_corpora(texts: list[str], n_topics: int) -> None:
    corpus = [passage(f"d{number:03d}-000", text) for number, text in enumerate(texts)]
    found = fit_topics(corpus, embed(corpus), Fitting(seed=0))
    assert len(found.topics) == n_topics
    assert len(found.passages) == len(corpus)
    assert all(topic.label for topic in found.topics)
    assert (found.model is None) == (n_topics == 0)
    assert n_topics or found.n_unassigned == len(corpus)


def test_more_topics_than_different_passages_are_not_forced() -> None:
    corpus = [
        passage(f"d{number:03d}-000", ("museum art", "river dam", "court law")[number % 3])
        for number in range(12)
    ]
    assert len(fit_topics(corpus, embed(corpus), Fitting(n_topics=9, seed=0)).topics) == 3


def test_damaged_texts_get_topics_but_nothing_is_learnt_from_them(fit: TopicFit) -> None:
    copy = passage("copy0000-000", f"{CORPUS[0].text} vi0lin cboir")
    more = [copy, passage("damaged0-000", "tbe orcbestra vi0lin cboir")]
    both = extend_fit(fit, more, embed(more))
    assert both == extend_fit(fit, more[::-1], embed(more[::-1]))
    assert both.registry == fit.registry
    assert both.model is fit.model
    ids = [each.passage_id for each in both.passages]
    assert ids == sorted(ids)
    assert len(ids) == len(CORPUS) + 2
    topic_of = {each.passage_id: each.topic_id for each in both.passages}
    assert topic_of["copy0000-000"] == topic_of[CORPUS[0].id]
    n_before = {topic.id: topic.n_passages for topic in fit.topics}
    n_after = {topic.id: topic.n_passages for topic in both.topics}
    n_placed = sum(bool(topic_of[each.id]) for each in more)
    assert sum(n_after.values()) == sum(n_before.values()) + n_placed


def test_without_topics_damaged_texts_have_none() -> None:
    nothing = fit_topics([], embed([]), Fitting())
    more = [passage("damaged0-000", "violin concert")]
    assert [each.topic_id for each in extend_fit(nothing, more, embed(more)).passages] == [""]
    assert extend_fit(nothing, [], embed([])) is nothing


def test_topics_can_be_read(fit: TopicFit) -> None:
    assert all(-1 <= value <= 1 for topic in fit.topics for value in (topic.x, topic.y))
    assert max(abs(value) for topic in fit.topics for value in (topic.x, topic.y)) == 1.0
    assert len({(topic.x, topic.y) for topic in fit.topics}) == len(fit.topics)
    assert all(topic.themes == () for topic in fit.topics)
    assert fit.n_fitted == len(CORPUS)


def guide(id_: str, *names: str) -> Guide:
    (vector,) = embed([passage("guide-000", " ".join(names))])
    return Guide(id_, id_, names, vector)


def strings(n: int) -> list[Passage]:
    """Texts on violins alone, beside those on all of music."""
    made = []
    words = "bow string peg luthier varnish maker bridge glue"
    for number in range(n):
        draw = random.Random(f"violin{number}")
        drawn = draw.choices(words.split(), k=16) + draw.choices(SUBJECTS["music"].split(), k=20)
        made.append(passage(f"fiddle{number:04d}-000", " ".join(drawn)))
    return made


def topics_near(fit: TopicFit, theme: str) -> list[str]:
    return [topic.id for topic in fit.topics if topic.themes and topic.themes[0][0] == theme]


def test_a_theme_the_corpus_has_enough_on_gets_a_topic_of_its_own() -> None:
    guides = [
        guide("violins", "luthier", "varnish", "peg"),
        guide("music", "orchestra", "choir", "symphony", "rhythm"),
        guide("whales", "whale", "plankton"),
        guide("law", "treaty", "court", "clause"),
    ]
    corpus = CORPUS + passages("music", 25, start=100) + strings(20)
    alone = fit_topics(corpus, embed(corpus), Fitting(n_topics=4))
    guided = fit_topics(corpus, embed(corpus), Fitting(n_topics=4, guides=guides))
    again = fit_topics(corpus, embed(corpus), Fitting(n_topics=4, guides=guides[::-1]))
    assert (again.topics, again.passages) == (guided.topics, guided.passages)
    assert (len(alone.topics), len(guided.topics)) == (4, 5)
    (own,) = topics_near(guided, "violins")
    topic_of = {each.passage_id: each.topic_id for each in guided.passages}
    assert sum(topic_of[each.id] == own for each in corpus[-20:]) >= 18
    # Nothing is added for law, which has one already, nor for whales, of which nobody speaks.
    assert "law" in guided.topics[2].themes[0]


def test_too_few_passages_or_documents_are_no_topic() -> None:
    guides = [guide("violins", "varnish", "luthier")]
    few = CORPUS + strings(8)
    assert len(fit_topics(few, embed(few), Fitting(n_topics=4, guides=guides)).topics) == 4
    one = [
        Passage(f"report-{at:03d}", "report", at, 0, len(each.text), 30, each.text)
        for at, each in enumerate(strings(20))
    ]
    corpus = CORPUS + one
    assert len(fit_topics(corpus, embed(corpus), Fitting(n_topics=4, guides=guides)).topics) == 4


def test_what_was_left_out_of_the_sample_gets_topics_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.topics.sampling.MOST_FITTED", 40)
    part = fit_topics(CORPUS, embed(CORPUS), Fitting(n_topics=4))
    assert part.n_fitted == 40
    assert len(part.passages) == len(CORPUS)
    assert sum(not each.topic_id for each in part.passages) <= 6

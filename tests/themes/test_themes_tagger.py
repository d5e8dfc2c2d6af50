from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.themes import Suggester, Suggestion
from pipeline.themes.suggester import suggester_arrays, suggester_from
from pipeline.themes.tagger import Labelled, Tagger, cold, out_of_fold, restore, train
from pipeline.vocabulary import Concept, Vocabulary

Cut = Callable[..., Labelled]


def suggested(tagger: Tagger, one: Labelled, **asked: float) -> list[Suggestion]:
    return tagger.suggest(one.title, one.passages, one.vectors, **asked)


def scores(tagger: Tagger, one: Labelled) -> dict[str, float]:
    return {each.concept_id: each.score for each in suggested(tagger, one)}


def right(tagger: Tagger, documents: Sequence[Labelled]) -> float:
    """Share of documents whose first suggestion applies."""
    found = [one.verdicts[suggested(tagger, one, limit=1)[0].concept_id] for one in documents]
    return sum(found) / len(found)


def surprise(tagger: Tagger, documents: Sequence[Labelled]) -> float:
    """Mean of -log of the probability of what is true of a pair."""
    found = [(scores(tagger, one), one.verdicts) for one in documents]
    pairs = [(judged[id_], value) for judged, true in found for id_, value in true.items()]
    return float(np.mean([-math.log(max(p if value else 1 - p, 1e-6)) for p, value in pairs]))


def test_a_cold_tagger_knows_the_vocabulary(world: Suggester, document: Cut) -> None:
    text = "The harbour was full, every mast was down and each sailor carried cargo to the ships."
    (first, *rest) = suggested(cold(world), document("d", [text]))
    assert (first.concept_id, first.evidence) == ("ships", ("d-000",))
    assert first.score > 0.5 > rest[0].score
    assert set(first.signals) == {"description", "names", "usual"}


def test_names_in_the_title_speak_for_a_concept(world: Suggester, document: Cut) -> None:
    text = ["People of the place report on the work of the year."]
    plain, titled = document("d", text), document("d", text, title="Music, week by week")
    assert scores(cold(world), titled)["music"] > scores(cold(world), plain)["music"]
    assert scores(cold(world), titled)["law"] == scores(cold(world), plain)["law"]


@pytest.mark.parametrize("n_learnt", [0, 60])
def test_signals_add_up_to_the_log_odds(
    world: Suggester, posts: list[Labelled], n_learnt: int
) -> None:
    tagger = train(world, posts[:n_learnt])
    for each in suggested(tagger, posts[-1]):
        logit = math.log(each.score / (1 - each.score))
        assert sum(each.signals.values()) == pytest.approx(logit, abs=0.01)
        assert 0 <= each.low <= each.score <= each.high <= 1
        assert each.is_calibrated


def test_limit_and_threshold_cut_the_same_list(world: Suggester, posts: list[Labelled]) -> None:
    tagger = train(world, posts[:60])
    every = suggested(tagger, posts[-1])
    assert every == sorted(every, key=lambda each: (-each.score, each.concept_id))
    assert suggested(tagger, posts[-1], limit=2) == every[:2]
    cut = suggested(tagger, posts[-1], threshold=every[1].score)
    assert cut == every[:2]


@pytest.mark.parametrize("n_learnt", [0, 60])
def test_probabilities_are_those_of_the_suggestions(
    world: Suggester, posts: list[Labelled], document: Cut, n_learnt: int
) -> None:
    tagger = train(world, posts[:n_learnt])
    for one in (posts[-1], document("d", [])):
        every = scores(tagger, one)
        told = tagger.probabilities(one.title, one.passages, one.vectors)
        assert dict(zip(sorted(every), told.tolist(), strict=True)) == every


def test_a_document_without_passages_is_no_evidence(world: Suggester, document: Cut) -> None:
    nothing = document("d", [])
    found = suggested(cold(world), nothing)
    assert {(each.score, each.evidence, each.is_sure) for each in found} == {(0.0, (), False)}
    assert suggested(cold(world), nothing, threshold=0.1) == []
    assert train(world, [replace(nothing, verdicts={"law": 1.0})]).learnt is None


def test_nothing_learnt_is_the_cold_tagger(world: Suggester, posts: list[Labelled]) -> None:
    for tagger in (train(world, []), train(world, [replace(posts[0], verdicts={})])):
        assert tagger.version == cold(world).version == world.version
        assert suggested(tagger, posts[1]) == suggested(cold(world), posts[1])


def test_decisions_teach_words_that_the_vocabulary_does_not_hold(
    world: Suggester, posts: list[Labelled]
) -> None:
    tagger = train(world, posts[:60])
    assert right(tagger, posts[60:]) > right(cold(world), posts[60:])
    assert surprise(tagger, posts[60:]) < 0.6 * surprise(cold(world), posts[60:])
    (first, *_) = suggested(tagger, posts[-1])
    assert first.signals["words"] > 0
    assert first.signals["meaning"] > 0


@pytest.mark.parametrize("n_decided", [1, 2, 3, 5, 10])
def test_few_decisions_do_no_harm(world: Suggester, posts: list[Labelled], n_decided: int) -> None:
    tagger = train(world, posts[:n_decided])
    assert surprise(tagger, posts[60:]) < surprise(cold(world), posts[60:])
    assert right(tagger, posts[60:]) >= right(cold(world), posts[60:]) - 0.05


def test_what_is_missing_is_not_negative(world: Suggester, posts: list[Labelled]) -> None:
    """A publisher who says "law" of ten documents has said nothing of weather."""
    given = [replace(one, verdicts={"law": 1.0}, is_decided=False) for one in posts[:10]]
    before, after = scores(cold(world), posts[-1]), scores(train(world, given), posts[-1])
    assert after.pop("law") > before.pop("law")
    assert after == before


@pytest.mark.parametrize("by_editor", [True, False], ids=["editor adds", "publisher tags"])
def test_who_only_says_what_applies_does_not_make_every_theme_common(
    world: Suggester, posts: list[Labelled], by_editor: bool
) -> None:
    """Complete verdicts give 0.23 of all pairs; of these every known pair is true."""
    added = [
        replace(
            one,
            verdicts={id_: 1.0 for id_, value in one.verdicts.items() if value},
            is_decided=by_editor,
        )
        for one in posts[:60]
    ]
    tagger = train(world, added)
    mean = np.mean([list(scores(tagger, one).values()) for one in posts[60:]])
    true = np.mean([list(one.verdicts.values()) for one in posts[60:]])
    assert abs(mean - true) < 0.12
    assert right(tagger, posts[60:]) >= right(cold(world), posts[60:])


def test_what_is_decided_makes_the_interval_narrower(
    world: Suggester, posts: list[Labelled]
) -> None:
    def widths(tagger: Tagger) -> float:
        found = [each for one in posts[100:] for each in suggested(tagger, one)]
        ends = np.clip([(each.low, each.high) for each in found], 1e-6, 1 - 1e-6)
        odds = np.log(ends / (1 - ends))  # near one half the same doubt is wider in probability
        return float(np.mean(odds[:, 1] - odds[:, 0]))

    few, many = (train(world, posts[:n]) for n in (5, 100))
    assert widths(many) < widths(few) < widths(cold(world))


def test_an_undecided_concept_in_the_middle_is_abstained_from(
    world: Suggester, posts: list[Labelled]
) -> None:
    found = [each for one in posts for each in suggested(cold(world), one)]
    middle = [each.is_sure for each in found if 0.35 < each.score < 0.65]
    assert middle
    assert not any(middle)
    assert all(each.is_sure for each in found if each.score < 0.02)


def test_order_has_no_influence(world: Suggester, posts: list[Labelled]) -> None:
    some = posts[:40]
    one, other = train(world, some), train(world, some[::-1])
    assert one.version == other.version
    assert one.state()[1] == other.state()[1]
    assert all(
        np.array_equal(one.state()[0][name], array) for name, array in other.state()[0].items()
    )
    turned = replace(posts[-1], passages=posts[-1].passages[::-1], vectors=posts[-1].vectors[::-1])
    assert suggested(one, posts[-1]) == suggested(one, turned)


def test_version_follows_texts_and_verdicts(
    world: Suggester, posts: list[Labelled], document: Cut
) -> None:
    some = posts[:5]
    other_text = document(some[0].document_id, ["Another text."], some[0].verdicts)
    changed = [
        some,
        some[:4],
        [replace(some[0], verdicts={"law": 1.0}), *some[1:]],
        [replace(some[0], is_decided=False), *some[1:]],
        [other_text, *some[1:]],
    ]
    versions = [train(world, examples).version for examples in changed]
    assert len(set(versions)) == len(changed)
    assert all(version.startswith("tagger-") for version in versions)


def test_state_comes_back_through_json(world: Suggester, posts: list[Labelled]) -> None:
    for tagger in (cold(world), train(world, posts[:30])):
        arrays, values = tagger.state()
        back = restore(world, arrays, json.loads(json.dumps(values)))
        assert back.version == tagger.version
        assert suggested(back, posts[-1]) == suggested(tagger, posts[-1])
        assert back.state()[1] == values


def test_what_was_learnt_outlives_changes_of_the_vocabulary(
    world: Suggester, posts: list[Labelled]
) -> None:
    arrays, values = train(world, posts[:60]).state()
    kept = [one for one in world.vocabulary.concepts if one.id != "law"]
    new = Concept("cheese", "Cheese", (("en", "Cheese"),))
    changed = Vocabulary("world", "World", tuple(sorted([*kept, new], key=lambda one: one.id)))
    back = restore(_with(world, changed), arrays, values)
    assert back.learnt is not None
    learnt = {changed.concepts[at].id for at in back.learnt.heads.columns}
    assert learnt == {one.id for one in kept}
    before = {each.concept_id: each.signals["words"] for each in suggested(
        restore(world, arrays, values), posts[-1]
    )}  # fmt: skip
    after = {each.concept_id: each.signals["words"] for each in suggested(back, posts[-1])}
    assert after == {id_: value for id_, value in before.items() if id_ != "law"} | {"cheese": 0.0}


def _with(world: Suggester, vocabulary: Vocabulary) -> Suggester:
    rows = {one.id: row for one, row in zip(world.vocabulary.concepts, world.vectors, strict=True)}
    vectors = np.stack([rows.get(one.id, world.vectors[0]) for one in vocabulary.concepts])
    usual = np.zeros(len(vectors))
    return suggester_from(vocabulary, "words-384", {"vectors": vectors, "usual": usual})


def test_families_never_stand_on_both_sides(world: Suggester, posts: list[Labelled]) -> None:
    """Copies of one text with a verdict that nothing else supports: none is learnt from another."""
    wrong = dict.fromkeys(posts[0].verdicts, 0.0) | {"weather": 1.0}
    copies = [
        replace(posts[0], document_id=f"copy{at}", family_id="copies", verdicts=wrong)
        for at in range(5)
    ]
    examples = [*posts[1:40], *copies]
    found = out_of_fold(world, examples)
    alone = scores(train(world, examples), posts[0])["weather"]
    for judged in found[-5:]:
        assert {each.concept_id: each.score for each in judged}["weather"] < alone
    assert [len(judged) for judged in found] == [6] * len(examples)


def test_a_theme_late_in_a_long_text_is_found(world: Suggester, document: Cut) -> None:
    filler = "People of the place had a part in the work of the group, week by week this year."
    late = [
        "The orchestra gave a concert, a choir sang the melody, and a violin played music.",
        "Music for violin and choir: the orchestra repeated the concert, melody by melody.",
    ]
    alone, long = document("a", late), document("l", [filler] * 70 + late + [filler] * 8)
    first = suggested(cold(world), long)[0]
    assert first.concept_id == "music"
    assert first.score > 0.5
    assert first.score <= scores(cold(world), alone)["music"]
    assert set(first.evidence) == {"l-070", "l-071"}


def test_evidence_follows_what_was_learnt(
    world: Suggester, posts: list[Labelled], document: Cut
) -> None:
    texts = ["A report of the week by the group, point by point."] * 3
    texts.append("Deckhands saw to ballast and rudder in the dockyard before the voyage.")
    (first, *_) = suggested(train(world, posts), document("d", texts))
    assert (first.concept_id, first.evidence[0]) == ("ships", "d-003")


def test_vectors_of_a_vocabulary_can_be_kept(world: Suggester, posts: list[Labelled]) -> None:
    class Encoder:
        version = "words-384"

        def encode(self, texts: Sequence[str], threads: int = 1) -> np.ndarray:
            del threads
            return np.eye(8, dtype=np.float32)[[len(text) % 8 for text in texts]]

    arrays = suggester_arrays(world.vocabulary, Encoder())
    assert {name: array.shape for name, array in arrays.items()} == {
        "vectors": (6, 8),
        "usual": (6,),
    }
    kept = suggester_from(
        world.vocabulary, "words-384", {"vectors": world.vectors, "usual": world.usual}
    )
    assert suggested(cold(kept), posts[0]) == suggested(cold(world), posts[0])
    assert kept.version == world.version

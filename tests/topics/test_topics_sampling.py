"""Which passages topics are learnt from."""

from __future__ import annotations

import random
from collections import Counter

from pipeline.records import Passage
from pipeline.topics.sampling import LEAST_OF_A_DOCUMENT, MOST_COPIES, draw_passages


def passages(document: str, n: int, language: str = "en") -> list[Passage]:
    return [
        Passage(f"{document}-{at:03d}", document, at, 0, 9, 2, f"{document} {at}", language)
        for at in range(n)
    ]


def test_a_small_corpus_is_taken_whole() -> None:
    some = passages("a", 5) + passages("b", 2)
    assert draw_passages(some) == list(range(7))
    assert draw_passages([]) == []


def test_a_long_report_does_not_dominate() -> None:
    some = [each for at in range(40) for each in passages(f"d{at:02d}", 2)] + passages("x", 500)
    drawn = Counter(some[row].document_id for row in draw_passages(some))
    assert drawn["x"] == LEAST_OF_A_DOCUMENT
    assert all(drawn[f"d{at:02d}"] == 2 for at in range(40))


def test_copies_are_taken_some_times_only() -> None:
    some = [
        Passage(f"d{at:03d}-000", f"d{at:03d}", 0, 0, 9, 2, "Subscribe to our newsletter")
        for at in range(60)
    ]
    assert len(draw_passages(some)) == MOST_COPIES


def test_documents_take_turns_and_sources_count_by_the_root_of_their_size() -> None:
    large = [each for at in range(400) for each in passages(f"l{at:03d}", 4)]
    small = [each for at in range(25) for each in passages(f"s{at:03d}", 4)]
    some, strata = large + small, ["large"] * 1600 + ["small"] * 100
    drawn = draw_passages(some, strata, most=300)
    assert len(drawn) == 300
    by_source = Counter(strata[row] for row in drawn)
    assert by_source == {"large": 240, "small": 60}  # 40 to 10
    by_document = Counter(some[row].document_id for row in drawn)
    assert max(by_document[each] for each in by_document if each[0] == "l") == 1
    assert {by_document[f"s{at:03d}"] for at in range(25)} == {2, 3}


def test_what_a_stratum_cannot_fill_goes_to_the_others() -> None:
    some = passages("a", 4, "fr") + [p for at in range(100) for p in passages(f"b{at:02d}", 1)]
    drawn = draw_passages(some, most=50)
    assert Counter(some[row].language for row in drawn) == {"fr": 4, "en": 46}


def test_the_order_of_documents_in_the_corpus_has_no_influence() -> None:
    some = [each for at in range(50) for each in passages(f"d{at:02d}", 3)]
    chosen = {some[row].id for row in draw_passages(some, most=60)}
    mixed = random.Random(1).sample(some, len(some))
    mixed.sort(key=lambda passage: passage.id)
    assert {mixed[row].id for row in draw_passages(mixed, most=60)} == chosen

import random
import subprocess
import sys
from itertools import permutations

import pytest

from pipeline.duplicates import FAMILY_THRESHOLD, bands, components, signature, similarity

RANDOM = random.Random(7)
PINNED = "6db3d3ceb1d27e26656e30c5e8f47fc5"  # rensa 0.5, RMinHash
WORDS = [f"word{i}" for i in range(2000)]


def text(n_words: int) -> list[str]:
    return [RANDOM.choice(WORDS) for _ in range(n_words)]


def test_the_signature_is_the_same_everywhere() -> None:
    code = (
        "from pipeline.duplicates import signature;"
        "print(signature('The festival opens in Prague and closes in Singapore this year').hex())"
    )
    here = signature("The festival opens in Prague and closes in Singapore this year").hex()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == here
    assert len(here) == 1024
    assert here.startswith(PINNED), "stored signatures are no longer comparable"


def test_case_and_punctuation_do_not_matter() -> None:
    words = text(50)
    assert signature(" ".join(words)) == signature(", ".join(words).upper())


@pytest.mark.parametrize("n_changed", [0, 5, 10])
def test_reposts_are_family(n_changed: int) -> None:
    words = text(400)
    copy = list(words)
    for position in RANDOM.sample(range(400), n_changed):
        copy[position] = "changed"
    a, b = signature(" ".join(words)), signature(" ".join(copy))
    assert similarity(a, b) >= FAMILY_THRESHOLD
    assert set(bands(a)) & set(bands(b))


def test_other_texts_are_not() -> None:
    a, b = signature(" ".join(text(400))), signature(" ".join(text(400)))
    assert similarity(a, b) < 0.1
    assert not set(bands(a)) & set(bands(b))


def test_short_texts_must_be_equal() -> None:
    assert similarity(signature("All rights reserved."), signature("all rights reserved")) == 1.0
    assert similarity(signature("All rights reserved"), signature("No rights reserved")) < 0.1


def test_a_text_without_words_is_similar_to_nothing() -> None:
    assert signature(" -- ") == b""
    assert bands(b"") == []
    assert similarity(b"", b"") == 0.0


def test_families_do_not_depend_on_order() -> None:
    pairs = [("d", "b"), ("c", "d"), ("f", "e")]
    expected = {"a": "a", "b": "b", "c": "b", "d": "b", "e": "e", "f": "e"}
    for order in permutations(pairs):
        found = components(order, ["f", "a", "c", "b", "e", "d"])
        assert found == expected
        assert list(found) == sorted(found)

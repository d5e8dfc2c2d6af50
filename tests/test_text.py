import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Document
from pipeline.text import (
    MAX_JOINED_WORDS,
    MAX_WORDS,
    MIN_WORDS,
    count_words,
    normalise,
    paragraphs,
    passages,
)


def document(text: str) -> Document:
    return Document(id="a" * 16, revision=1, source_id="s", title="Not in a passage", text=text)


def sentences(n_words: int) -> str:
    words = ["Word" if i % 20 == 0 else f"w{i}" for i in range(n_words)]
    return " ".join(w + ("." if i % 20 == 19 else "") for i, w in enumerate(words))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  one  \n two\tthree ", "one two three"),
        ("a\r\n\r\n \r\n\r\nb", "a\n\nb"),
        ("a\u2029b\u2028c", "a\n\nb c"),
        ("cafe\u0301", "caf\u00e9"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark\x00", "softhyphen zerowidth mark"),
        ("no\u00a0break", "no break"),
        ("the o\ufb03ce \ufb01le", "the office file"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("", ""),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text(max_size=300))
def test_normalise_keeps_its_promises(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text
    text.encode()
    assert all("\n" not in text[start:end] for start, end in paragraphs(text))
    assert "\n\n".join(text[start:end] for start, end in paragraphs(text)) == text


def test_a_short_document_is_one_passage() -> None:
    (passage,) = passages(document("One paragraph.\n\nAnd another."))
    assert (passage.start, passage.end, passage.n_words) == (0, 28, 4)
    assert passage.id == "a" * 16 + "-000"


def test_paragraphs_are_joined_to_passages_of_the_wanted_length() -> None:
    text = "\n\n".join(sentences(60) for _ in range(20))
    found = passages(document(text))
    assert all(MIN_WORDS <= passage.n_words <= MAX_JOINED_WORDS for passage in found)
    assert sum(passage.n_words for passage in found) == 1200


def test_an_overlong_paragraph_is_cut_at_sentence_ends() -> None:
    found = passages(document(sentences(600)))
    assert len(found) == 3
    assert all(passage.text.endswith(".") for passage in found)


def test_a_monstrous_sentence_is_cut_between_words() -> None:
    found = passages(document(" ".join(["word"] * 900)))
    assert max(passage.n_words for passage in found) <= MAX_JOINED_WORDS
    assert sum(passage.n_words for passage in found) == 900


def test_a_short_rest_joins_the_passage_before() -> None:
    found = passages(document(sentences(240) + "\n\n" + sentences(40)))
    assert [passage.n_words for passage in found] == [280]


def test_chinese_is_counted_by_character() -> None:
    assert count_words("文化外交 soft power") == 6
    assert all(p.n_words <= MAX_WORDS for p in passages(document("文化外交很重要。" * 200)))


@given(st.lists(st.integers(1, 700), min_size=1, max_size=8))
def test_passages_cover_every_word_in_order(lengths: list[int]) -> None:
    doc = document("\n\n".join(sentences(n) for n in lengths))
    found = passages(doc)
    assert all(doc.text[p.start : p.end] == p.text for p in found)
    assert " ".join(" ".join(p.text for p in found).split()) == " ".join(doc.text.split())
    assert [p.ordinal for p in found] == list(range(len(found)))
    assert all(p.n_words <= MAX_JOINED_WORDS for p in found)

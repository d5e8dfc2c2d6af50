from __future__ import annotations

import pytest

from pipeline.themes.sentences import MOST_WORDS, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Government lent a hall to Dr. Smith and Mrs. Jones.",
        "J. S. Bach wrote it in St. Petersburg, i.e. nowhere near Leipzig.",
        "The fee is 3.5 million euros, cf. Fig. 7 and pp. 12-14.",
        "See No. 12 of the series, or Vol. 3 of the Annals.",
        "Prof. Dr. Huber et al. Studien zur Kultur sind vergriffen.",
        "Am 3. Oktober 2020 kamen alle.",
        "It opens at 3 p.m. tomorrow ... or later.",
        "1. The museum opens at noon.",
        "(iv) The archive closes.",
        "Kofi A. Annan spoke in the UN.",
        "no capital follows. so this is one sentence",
    ],
)
def test_stops_inside_a_sentence_do_not_end_it(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The hall stayed.", ["He left the U.S.", "The hall stayed."]),
        ("Is it late? Yes! Go home…  Now.", ["Is it late?", "Yes!", "Go home…", "Now."]),
        ('"Go home." She went.', ['"Go home."', "She went."]),
        ("They said “no.” Nobody left.", ["They said “no.”", "Nobody left."]),
        ("It was built in 1685. It burnt.", ["It was built in 1685.", "It burnt."]),
        ("She said no. Nobody heard.", ["She said no.", "Nobody heard."]),
        ("A heading\n\nIts text.", ["A heading", "Its text."]),
        ("1. One thing. 2. Another.", ["1. One thing.", "2. Another."]),
        ("他来了。我走了。", ["他来了。", "我走了。"]),
        ("¿Quién viene? Él viene.", ["¿Quién viene?", "Él viene."]),
        ("  Blanks around.   Two.  ", ["Blanks around.", "Two."]),
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_stretch_of_a_text_is_cut_by_its_own_offsets() -> None:
    text = "Before it. One here. Two here. After it."
    assert [text[a:b] for a, b in sentences(text, 11, 30)] == ["One here.", "Two here."]


def test_a_list_without_stops_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(2 * MOST_WORDS + 5))
    spans = sentences(text)
    assert [len(text[a:b].split()) for a, b in spans] == [MOST_WORDS, MOST_WORDS, 5]
    assert "".join(text[a:b] for a, b in spans).count("word") == 2 * MOST_WORDS + 5


def test_long_texts_take_no_more_than_their_length() -> None:
    text = "a." * 50_000 + " B. " * 10_000 + "x" * 100_000
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")

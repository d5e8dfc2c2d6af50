import pytest

from pipeline.clean.known_labels import country_labels
from pipeline.clean.label_blocks import find_blocks, read_block
from pipeline.clean.segment import fold, split_labels

COUNTRIES = frozenset(map(fold, country_labels()))
THEMES = frozenset(map(fold, ("Cultural policy", "Cultural policy research", "Créativité", "Arts")))
BODY = "A sentence that is long enough to be taken for running text by everything that looks at it."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ASIA CZECH REPUBLIC EUROPE", ["ASIA", "CZECH REPUBLIC", "EUROPE"]),
        ("POLICY DIALOGUEASIA BELGIUM EUROPE", ["ASIA", "BELGIUM", "EUROPE"]),
        ("CZECH REPUBLICEUROPE", ["CZECH REPUBLIC", "EUROPE"]),
        ("NIGERIA NIGER GUINEA-BISSAU GUINEA", ["NIGERIA", "NIGER", "GUINEA-BISSAU", "GUINEA"]),
        ("AUSTRALASIA INDIANA ROMANIA", ["AUSTRALASIA", "ROMANIA"]),
        ("France; Viet Nam, Côte d'Ivoire", ["France", "Viet Nam", "Côte d'Ivoire"]),
        ("", []),
    ],
)
def test_countries_are_told_apart(line: str, expected: list[str]) -> None:
    assert [text for text, known in split_labels(line, COUNTRIES) if known] == expected


def test_the_longest_label_wins_and_the_rest_is_unknown() -> None:
    assert split_labels("CULTURAL POLICY RESEARCH PUPPETS CREATIVITE", THEMES) == [
        ("CULTURAL POLICY RESEARCH", True),
        ("PUPPETS", False),
        ("CREATIVITE", True),
    ]


def test_unknown_labels_of_a_block_nobody_knows_are_kept_whole() -> None:
    (block,) = find_blocks([BODY, "THEMES", "Stringed Things", "Shadow Play"])
    assert [label.text for label in read_block(block, {})] == ["Stringed Things", "Shadow Play"]


def test_unknown_countries_are_dropped() -> None:
    (block,) = find_blocks([BODY, "COUNTRIES", "RUBRIC", "FRANCE"])
    found = read_block(block, {"countries": COUNTRIES})
    assert [label.text for label in found] == ["FRANCE"]


def test_tags_may_stand_behind_their_heading() -> None:
    (block,) = find_blocks([BODY, "Tags: puppets, harbours"])
    found = read_block(block, {})
    assert [(label.kind, label.text) for label in found] == [
        ("keywords", "puppets"),
        ("keywords", "harbours"),
    ]


def test_a_heading_before_the_text_is_no_label_block() -> None:
    assert find_blocks(["Themes", "Soft power", BODY]) == []

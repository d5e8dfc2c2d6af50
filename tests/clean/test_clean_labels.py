from pathlib import Path

import pytest

from pipeline.clean.label_blocks import find_blocks, read_block
from pipeline.clean.segment import fold, split_labels
from pipeline.gazetteers import load_gazetteers

GAZETTEERS = Path(__file__).resolve().parents[2] / "models" / "gazetteers"
COUNTRIES = frozenset(map(fold, load_gazetteers(GAZETTEERS).country_labels()))
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


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RUBRIC", "FRANCE"], [("countries", "FRANCE"), ("keywords", "RUBRIC")]),
        (["France, Ruritania"], [("countries", "France"), ("keywords", "Ruritania")]),
        (["RUBRIC FRANCE"], [("countries", "FRANCE")]),
        (["RUBRIC", "ASIA FRANCE"], [("countries", "ASIA"), ("countries", "FRANCE")]),
        (["RUBRIC", "RURITANIA"], [("keywords", "RUBRIC"), ("keywords", "RURITANIA")]),
    ],
)
def test_unknown_labels_are_keywords_where_they_stand_apart(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    (block,) = find_blocks([BODY, "COUNTRIES", *lines])
    found = read_block(block, {"countries": COUNTRIES})
    assert [(label.kind, label.text) for label in found] == expected


@pytest.mark.parametrize(
    "line",
    [
        "LIBRARIES, ARCHIVES AND BOOKS SOFT POWER",
        "SOFT POWER LIBRARIES, ARCHIVES AND BOOKS",
        "Soft power, Libraries, archives and books",
        "Libraries, archives and books; Soft power",
    ],
)
def test_a_known_label_with_a_comma_stays_whole(line: str) -> None:
    known = frozenset(map(fold, ("Libraries, archives and books", "Soft power")))
    found = {text.casefold() for text, is_known in split_labels(line, known) if is_known}
    assert found == {"libraries, archives and books", "soft power"}


def test_tags_may_stand_behind_their_heading() -> None:
    (block,) = find_blocks([BODY, "Tags: puppets, harbours"])
    found = read_block(block, {})
    assert [(label.kind, label.text) for label in found] == [
        ("keywords", "puppets"),
        ("keywords", "harbours"),
    ]


def test_a_heading_before_the_text_is_no_label_block() -> None:
    assert find_blocks(["Themes", "Soft power", BODY]) == []

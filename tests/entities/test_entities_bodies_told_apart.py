"""Organisations told from things, from persons beside them, and from one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities import ModelSpan, mentions_of
from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.records import TENTATIVE, Document

FOLDER = Path(__file__).parents[2] / "models" / "gazetteers"


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return load_gazetteers(FOLDER)


def ids(gazetteers: Gazetteers, text: str, *seen: str) -> list[str]:
    """Find organisations; `seen` are the parts of the text that the model calls ORG."""
    spans = [ModelSpan(text.index(one), text.index(one) + len(one), "ORG") for one in seen]
    found = mentions_of(Document("d", 1, "s", "", text, "en"), (), gazetteers, spans)
    return [
        one.entity_id.removeprefix("organisation:")
        for one in found
        if one.type == "organisation" and one.via not in TENTATIVE and one.inside is None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They read the Terms of Service.",
        "Improving Customer Service is hard.",
        "Only a Third Party can tell.",
        "The Lake Government sang.",
        "The Government of the Lake sang.",
        "They met at the Congress on Reeds.",
        "Article 7 of the Treaty on the Lake Union binds them.",
        "We sang Lake Song Management (LSM). LSM is easy.",
        "The Reed Conference on Dunes (RCD) met. RCD is over.",
        "Use the Song Programming Interface (SPI). An SPI is quick.",
        "A lake tide box measures. The Lake Tide Box (LTB) is new.",
    ],
)
def test_things_and_governments_are_no_organisations(gazetteers: Gazetteers, text: str) -> None:
    seen = [one for one in ("Lake Song Management", "Lake Tide Box", "SPI") if one in text]
    assert ids(gazetteers, text, *seen) == []


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("Ada Reedman, the Lake Society, sang.", "Ada Reedman", ["lake-society"]),
        ("He wrote to the Lake Society, Reedville Street.", "Reedville Street", ["lake-society"]),
        ("The Lake Society, Reedaid and the Dune Council sang.", "Reedaid",
         ["lake-society", "reedaid", "dune-council"]),
        ("The Lake Society and Mr Oak Reed sang.", "Mr Oak Reed", ["lake-society"]),
    ],
)  # fmt: skip
def test_a_comma_alone_makes_no_list(
    gazetteers: Gazetteers, text: str, seen: str, expected: list[str]
) -> None:
    assert ids(gazetteers, text, seen) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IMF and World Bank agreed.", ["imf", "world-bank"]),
        ("(Photo Lake Reed Museum)", ["lake-reed-museum"]),
        ("Formation of the Lake Union was slow.", ["lake-union"]),
        ("It sent the Society for the Protection of the Indians.",
         ["society-for-the-protection-of-the-indians"]),
    ],
)  # fmt: skip
def test_a_name_is_that_of_one_body_alone(
    gazetteers: Gazetteers, text: str, expected: list[str]
) -> None:
    assert ids(gazetteers, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNESCO is in Paris. The Executive Board met.", "unesco-executive-board"),
        ("UNESCO and UNICEF talked. The Executive Board met.", "executive-board.unstated"),
        ("The Executive Board met.", "executive-board.unstated"),
    ],
)
def test_an_organ_is_that_of_the_body_the_text_is_about(
    gazetteers: Gazetteers, text: str, expected: str
) -> None:
    assert ids(gazetteers, text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lakeville Public Library opened. The Public Library grew.",
         "lakeville-public-library"),
        ("The Lakeville Supreme Court sat. The Supreme Court rose.", "supreme-court.unstated"),
        ("The Public Library Songs Council met. The Public Library rose.",
         "public-library.unstated"),
    ],
)  # fmt: skip
def test_a_generic_name_may_shorten_the_longer_one_of_its_text(
    gazetteers: Gazetteers, text: str, expected: str
) -> None:
    assert ids(gazetteers, text)[-1] == expected

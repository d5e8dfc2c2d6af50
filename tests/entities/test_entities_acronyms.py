"""Acronyms defined in a text, and those it leaves undefined."""

from __future__ import annotations

import pytest

from pipeline.entities.acronyms import definitions
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.undefined import Around, undefined_acronyms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Asia-Europe Foundation (ASEF) is", {"ASEF": "Asia-Europe Foundation"}),
        ("ASEF (Asia-Europe Foundation) is", {"ASEF": "Asia-Europe Foundation"}),
        ("the Arts and Theatre Institute (ATI)", {"ATI": "Arts and Theatre Institute"}),
        ("Lake Arts Forum (LAF, founded in 1946) met", {"LAF": "Lake Arts Forum"}),
        ("Lake Arts Forum (hereafter LAF) met", {"LAF": "Lake Arts Forum"}),
        ("the Lake Arts Forum, or LAF, met", {"LAF": "Lake Arts Forum"}),
        ("the Lake Arts Forum (“LAF”) met", {"LAF": "Lake Arts Forum"}),
        ("the Lake Arts Forum (L.A.F.) met", {"L.A.F.": "Lake Arts Forum"}),
        ("the Lake Arts Forum, Geneva (LAF) met", {"LAF": "Lake Arts Forum"}),
        ("LAF: Lake Arts Forum\nKO: knock-out", {"LAF": "Lake Arts Forum"}),
        ("the Union of Songs, Dances and Tales (USDT)",
         {"USDT": "Union of Songs, Dances and Tales"}),
        ("USDT (the Union of Songs, Dances and Tales)",
         {"USDT": "Union of Songs, Dances and Tales"}),
        ("l'Union internationale des Fanfares (UIF)", {"UIF": "Union internationale des Fanfares"}),
        ("der Allgemeine Verband für Liedgut (AVL)", {"AVL": "Allgemeine Verband für Liedgut"}),
        ("the Council on Dunes for Song Research in Asia (Codsra)",
         {"Codsra": "Council on Dunes for Song Research in Asia"}),
        ("the House Choir met. The Lake Arts Forum (LAF)", {"LAF": "Lake Arts Forum"}),
        ("Lake Poets' Clubs (LPCs) met", {"LPCs": "Lake Poets' Clubs"}),
        ("the Song And Tale Experiment, SATE for short, ran", {"SATE": "Song And Tale Experiment"}),
        ("CLEF, which stands for Choirs of Lakes, Ears and Forests, sang",
         {"CLEF": "Choirs of Lakes, Ears and Forests"}),
        ("she lives there (CZ) now", {}),
        ("a Grand Evening Near Village (Geneva)", {"Geneva": "Grand Evening Near Village"}),
        ("an evening in the old town hall (Geneva)", {}),
        ("a word (ABC) without it", {}),
        ("Sal (Salt Island) is dry", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_long_forms(text: str, expected: dict[str, str]) -> None:
    found = {short: text[start:end] for short, (start, end) in definitions(text).items()}
    assert found == expected


def undefined(text: str, *model: ModelSpan) -> list[str]:
    taken = Row([Span(0, 4, "organisation", "LAF")] if text.startswith("LAF ") else [])
    names = {"organisation:kol": "Knitters of Lakeland"}
    around = Around(
        model, taken, frozenset({"who"}), definitions(text), lambda id_: names.get(id_, "")
    )
    return [one.entity_id for one in undefined_acronyms(text, around)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Later the XQZ voted.", ["organisation:xqz"]),
        ("Later the X.Q.Z. voted.", ["organisation:xqz"]),
        ("Two XQZs voted.", ["organisation:xqz"]),
        ("The KOL voted.", ["organisation:kol.undefined"]),
        ("LAF is known.", []),
        ("King Otto XIV and the NGO", []),
        ("WHO came?", []),
        ("THE ROYAL XQZ DECREES", []),
        ("An XQ was sent", []),
        ("page/XQZ and XQZ-like", []),
        ("Load the PDF at 20 KB, said the CEO of the API team in MAY.", []),
        ("It fills 109 XQZ in all.", []),
        ("Once Xqzar sang. Later XQZAR sang.", []),
        ("XQZ Kings ruled here.", []),
        ("XQZ Kings ruled here, and the XQZ too.", ["organisation:xqz", "organisation:xqz"]),
        ("XQZ TUNE\n\n24 XQZ 1994\n\n* XQZ *", []),
        ("Use a Quick Lake Zither (QLZ). The QLZ is loud.", []),
    ],
)
def test_undefined_acronyms_are_proposed_only_where_they_read_like_names(
    text: str, expected: list[str]
) -> None:
    assert undefined(text) == expected


@pytest.mark.parametrize("label", ["PERSON", "DATE"])
def test_what_the_model_calls_a_person_or_date_is_no_acronym(label: str) -> None:
    assert undefined("Then Ada XQZ sang", ModelSpan(5, 12, label)) == []


def test_two_letters_need_the_model() -> None:
    assert undefined("An XQ was sent", ModelSpan(3, 5, "ORG")) == ["organisation:xq"]

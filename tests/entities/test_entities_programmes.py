"""Programmes found by the grammar of their names."""

from __future__ import annotations

import pytest

from pipeline.entities.editions import with_edition
from pipeline.entities.programmes import programme_spans
from pipeline.entities.programmes_known import against_known, says_no_more
from pipeline.entities.spans import Row, Span, without_overlaps


def longest(text: str) -> list[Span]:
    return without_overlaps(sorted(programme_spans(text), key=lambda one: one.start - one.end))


def written(text: str) -> list[str]:
    return [text[one.start : one.end] for one in longest(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe spoke for the Open Rivers Programme.", ["Open Rivers Programme"]),
        ("Participants of the Tideland Fellowship met.", ["Tideland Fellowship"]),
        ("Parties to the Lagoon Convention agreed.", ["Lagoon Convention"]),
        ("UNESCO’s Lantern Project ended.", ["Lantern Project"]),
        ("Norway's Northern Voices Festival began.", ["Northern Voices Festival"]),
        ("the Governor’s Multilingual Awards", ["Governor’s Multilingual Awards"]),
        ("a Young Women's Printing Fellowship", ["Young Women's Printing Fellowship"]),
        ("the Songs from Harbour Towns Festival", ["Songs from Harbour Towns Festival"]),
        ("the Man of the Year Award", ["Man of the Year Award"]),
        ("the Paper Fund and Ink Programme", ["Paper Fund", "Ink Programme"]),
        ("In June the Carpet Weavers Prize went to Aida.", ["Carpet Weavers Prize"]),
        ("the Wet¬ land Decade for Riv¬ ers", ["Wet¬ land Decade for Riv¬ ers"]),
        ("a Culture of Reading pro¬ gramme", ["Culture of Reading pro¬ gramme"]),
        ("a Village Mu- sic Prize of Oslo", ["Village Mu- sic Prize of Oslo"]),
        ("a party to the Covenant on Tides, Norway said", ["Covenant on Tides"]),
        ("the Lagoon Day on April 7", []),
        ("after the Lagos Conference and the Harbour Plan", ["Lagos Conference", "Harbour Plan"]),
        ("the FAO Conference and an Action Plan", []),
        ("the Decade of Village Libraries, in Dakar, in 1971", ["Decade of Village Libraries"]),
        ("the Protocol to the Convention on Old Maps", ["Protocol to the Convention on Old Maps"]),
        ("the Prix des Deux Rives ended", ["Prix des Deux Rives"]),
        ("a Festival d’Île Verte", ["Festival d’Île Verte"]),
        ("the European Capital of Culture", ["European Capital of Culture"]),
        ("the Geneva “Summit” Conference", ["Geneva “Summit” Conference"]),
        ("Living Lantern Makers programme", ["Living Lantern Makers programme"]),
        ("As part of the Plan for Lantern Songs I'm singing", ["Plan for Lantern Songs"]),
    ],
)
def test_a_name_begins_and_ends_where_it_should(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "National programmes and the Special Projects Fund help.",
        "The International Film Festival Committee met.",
        "She is Director of the Division of Cultural Policies and Dialogue.",
        "The Conference opened. This Programme ends. Each Award counts.",
        "Current and Projected Programs",
        "Challenge and Prize Competitions",
        "a Party Congress in the Festival Hall",
        "Plans for Later Years. Status of Projects.",
        "Ada Reed is Lantern Program Manager and Acting Program Director.",
        "the Lantern Round Table",
        "TWO DECADES OF LANTERN SONGS",
        "What's Your Strategy?",
    ],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "name", "edition"),
    [
        ("the 5th Edition of the Coastal Film Festival 2023", "Coastal Film Festival", "5th, 2023"),
        ("the Twenty-first Coastal Film Festival", "Coastal Film Festival", "21st"),
        ("the 1998 Bridge Prize for Fiction", "Bridge Prize for Fiction", "1998"),
        ("the Bridge Prize for Fiction in 1979", "Bridge Prize for Fiction", "1979"),
        ("the Ink Programme in 1979", "Ink Programme", ""),
        ("Jane Roe | Bridge Prize", "Bridge Prize", ""),
        ("the Twinning Programme 2021–2027", "Twinning Programme", "2021-2027"),
        ("the Convention on Old Maps (1972)", "Convention on Old Maps", "1972"),
        ("the 1899 Lagoon Convention", "Lagoon Convention of 1899", ""),
        ("the Lagoon Convention of 1954", "Lagoon Convention of 1954", ""),
        ("the Second Lagoon Convention", "Second Lagoon Convention", ""),
        ("the 2030 Wetland Agenda", "2030 Wetland Agenda", ""),
        ("the Community Craft (COCR) Scheme", "Community Craft Scheme", ""),
        ("the Wetland De¬ velopment Fund", "Wetland Development Fund", ""),
    ],
)
def test_year_and_number_are_kept_apart_from_the_name(text: str, name: str, edition: str) -> None:
    (found,) = programme_spans(text)
    assert (found.name, found.edition) == (name, edition)


@pytest.mark.parametrize(
    ("text", "written", "edition"),
    [
        ("Grand Tides 2024 opens", "Grand Tides 2024", "2024"),
        ("the 2016 Grand Tides", "Grand Tides", "2016"),
        ("the third edition of the Grand Tides (2016)", "Grand Tides (2016)", "3rd, 2016"),
        ("Grand Tides, fine", "Grand Tides", ""),
    ],
)
def test_a_known_programme_has_editions_too(text: str, written: str, edition: str) -> None:
    start = text.index("Grand Tides")
    known = Span(start, start + len("Grand Tides"), "programme", "Grand Tides", "programme:tides")
    found = with_edition(text, known)
    assert text[found.start : found.end] == written
    assert (found.name, found.entity_id, found.edition) == (
        "Grand Tides",
        "programme:tides",
        edition,
    )


def test_a_brand_is_part_of_the_name_but_not_of_the_id() -> None:
    text = "Takeaways LinkAll Voices | Tideland Diplomacy Lab 2024 now"
    (found,) = programme_spans(text)
    assert text[found.start : found.end] == "LinkAll Voices | Tideland Diplomacy Lab 2024"
    assert found.name == "LinkAll Voices | Tideland Diplomacy Lab"
    assert (found.entity_id, found.edition) == ("programme:tideland-diplomacy-lab", "2024")


def test_a_short_form_has_the_name_that_its_acronym_stands_for() -> None:
    text = "The Community Craft (COCR) Scheme began. The COCR Scheme went on."
    assert [one.name for one in longest(text)] == ["Community Craft Scheme"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a project called “Lantern Keepers”, and more", ["Lantern Keepers"]),
        ("the “Salt Roads” and “Tea Roads” initiatives", ["Salt Roads", "Tea Roads"]),
        ("a conference on 'Libraries at Sea' in May", ["Libraries at Sea"]),
        ("he said “We are done” programme or not", []),
        ("the film “Salt Roads” was shown", []),
    ],
)
def test_names_in_quotation_marks_beside_their_noun(text: str, expected: list[str]) -> None:
    assert written(text) == expected


def test_headings_in_capitals_are_read_and_whole_texts_in_capitals_are_not() -> None:
    heading = "OPENING OF THE 21ST COASTAL FILM FESTIVAL, TOWN HALL"
    (found,) = programme_spans(f"{heading}\n\n{'It was a quiet evening by the sea. ' * 9}")
    assert (found.name, found.edition) == ("Coastal Film Festival", "21st")
    assert programme_spans(f"{heading} " * 20) == []
    assert programme_spans(f"THEMES HARBOUR DIPLOMACY POLICY\n\n{'It was quiet. ' * 20}") == []


@pytest.mark.parametrize(
    ("guess", "expected"),
    [
        ("UNESCO Silver Tides List", True),
        ("Silver Tides List initiative", True),
        ("Silver Tides List 2024", True),
        ("Silver Tides List Prize for Cinema", False),
        ("Young Silver Tides List", False),
        ("Tides List", False),
    ],
)
def test_a_guess_may_say_no_more_than_the_known_name_in_it(guess: str, expected: bool) -> None:
    text = f"the {guess} grew"
    start = text.find("Silver Tides List") if "Silver" in guess else 0
    known = Span(start, start + len("Silver Tides List"), "programme", "Silver Tides List")
    guessed = Span(4, 4 + len(guess), "programme", guess, via="rule")
    assert says_no_more(text, guessed, known) is expected


def test_a_longer_title_of_a_known_text_is_that_text() -> None:
    text = "the Convention on the Keeping of Old Maps, their Makers and their Colours"
    short = "Convention on the Keeping of Old Maps"
    known = Span(4, 4 + len(short), "programme", "Map Convention", "programme:maps")
    (found,) = against_known(text, programme_spans(text), Row([known]))
    assert text[found.start : found.end] == text[4:]
    assert (found.entity_id, found.name) == ("programme:maps", "Map Convention")


def test_a_list_that_begins_with_a_known_name_is_not_one_name() -> None:
    text = "of the Lantern Charter, the Keepers of the Lagoon"
    known = Span(7, 22, "programme", "Lantern Charter", "programme:lantern-charter")
    guess = Span(7, len(text), "programme", text[7:], via="rule")
    assert against_known(text, [guess], Row([known])) == []


def test_a_known_name_with_its_kind_is_no_other_entity() -> None:
    text = "the Silver Tides Memory List initiative"
    known = Span(4, 28, "programme", "Silver Tides Memory List", "programme:tides")
    assert against_known(text, programme_spans(text), Row([known])) == []

"""Names that documents present as programmes without a head noun in them."""

from __future__ import annotations

import pytest

from pipeline.entities.discovery import MOST_PROPOSED, proposals, proposed_spans

PRESENTED = [
    ("Maskwood is an art project that links schools by the sea.", "Maskwood", "definition"),
    ("In May they launched Tidings, a mobility scheme for writers.", "Tidings", "definition"),
    ("OpenLute (OL) is a new four-year project led by Ghent.", "OpenLute", "definition"),
    ("Heard Here is one of the initiatives of the network.", "Heard Here", "definition"),
    ("It is part of Norway's Salt Roads, a programme for ports.", "Salt Roads", "definition"),
    ("They fund programmes such as Heard Here and SeaLab.", "SeaLab", "example"),
    ("The Arctic council backed a project called Tidings.", "Tidings", "example"),
    ("Results of the project OpenLute are out.", "OpenLute", "name"),
    ("The city launched “Tea on Trains” as a project of peace.", "Tea on Trains", "quotation"),
]


@pytest.mark.parametrize(("text", "name", "kind"), PRESENTED)
def test_a_sentence_presents_a_programme(text: str, name: str, kind: str) -> None:
    found = {one.name: one for one in proposals(text, "")}
    assert found[name].kind == kind
    assert found[name].sentence == text


@pytest.mark.parametrize(
    "text",
    [
        "This is a programme for all. It was the first project of its kind.",
        "In Ruritania, a pilot project is now being carried out.",
        "Jane Roe, a programme director, spoke. John Doe is the project manager.",
        "Secondly, the project is a festival of light.",
        "The Museum is a project of the city. The museum opened.",
        "Established by the Salt Congregation, the project ended.",
        "The film “Tea on Trains” was liked.",
        "",
    ],
)
def test_other_sentences_present_none(text: str) -> None:
    assert proposals(text, "") == []


def test_a_title_proposes_what_a_call_says_again() -> None:
    text = "The open call for Crossing Waters starts now. It is a residency of two months."
    (found,) = proposals(text, "Open call: Crossing Waters 2025 | Harbour House")
    assert (found.name, found.kind) == ("Crossing Waters", "title")
    assert found.evidence == "title: Open call: Crossing Waters 2025 | Harbour House"
    assert proposals("Crossing Waters drew many to the project.", "Crossing Waters 2025") == []


def test_every_occurrence_is_a_span_with_edition_and_evidence() -> None:
    text = "Heard Here 2024 opens. Heard Here is a programme of six ports. In Heard Hereford, none."
    spans = proposed_spans(text, "")
    assert [text[one.start : one.end] for one in spans] == ["Heard Here 2024", "Heard Here"]
    assert [(one.name, one.edition, one.via) for one in spans] == [
        ("Heard Here", "2024", "proposed"),
        ("Heard Here", "", "proposed"),
    ]
    assert spans[0].evidence == "definition: Heard Here is a programme of six ports."


def test_long_evidence_is_cut_around_the_name_and_catalogues_are_bounded() -> None:
    words = "by the sea and far from home " * 10
    (one,) = proposals(f"We saw {words}and then Tidings is a project that lasts, {words}.", "")
    assert "Tidings is a project" in one.sentence
    assert one.sentence.startswith("... ")
    assert len(one.sentence) < 260
    catalogue = " ".join(f"Tiding{at} is a project of ours." for at in range(40))
    assert len(proposals(catalogue, "")) == MOST_PROPOSED


@pytest.mark.parametrize(
    "text", ["project " * 5_000, "A, a " * 4_000, "X is a " * 3_000 + "project."]
)
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    assert isinstance(proposed_spans(text, text[:200]), list)

import datetime as dt
import json
from collections.abc import Callable

import pytest

from pipeline.records import Document, Label, Rejected

Clean = Callable[..., Document | Rejected]
TEXT = "Dear colleague, the puppets arrived on Tuesday and the strings were in good order."


def document(outcome: Document | Rejected) -> Document:
    assert isinstance(outcome, Document), outcome
    return outcome


def test_fields_mean_what_the_card_says(clean: Clean) -> None:
    record = {
        "head": "A letter &amp; a reply",
        "body": TEXT,
        "when": "",
        "year": 1951,
        "who": "Sample, Ana; Example, Bo",
        "meta": {"lang": "en-GB"},
        "subjects": "Soft power; Music;soft power",
        "places": [{"name": "France"}, "Asia"],
    }
    fields = {
        "title": "head",
        "published": ["when", "year"],
        "authors": "who",
        "language": "meta.lang",
        "labels": {"themes": "subjects", "countries": "places"},
    }
    letter = document(clean(json.dumps(record), "application/json", fields=fields))
    assert letter.title == "A letter & a reply"
    assert letter.text == TEXT
    assert letter.authors == ("Sample, Ana", "Example, Bo")
    assert letter.language == "en"
    assert (letter.published, letter.published_precision) == (dt.date(1951, 1, 1), "year")
    assert (letter.published_from, letter.published_confidence) == ("record", 0.95)
    assert letter.labels == (
        Label("themes", "Soft power"),
        Label("themes", "Music"),
        Label("countries", "France"),
        Label("countries", "Asia"),
    )


def test_a_title_run_into_the_text_is_taken_out(clean: Clean) -> None:
    record = {"title": "The Puppets Have Arrived", "text": f"THE PUPPETS HAVE ARRIVED {TEXT}"}
    assert document(clean(json.dumps(record), "application/json")).text == TEXT
    record = {"title": "Puppets", "text": f"Puppets Abroad is a programme. {TEXT}"}
    assert document(clean(json.dumps(record), "application/json")).text.startswith("Puppets Abroad")


def test_a_date_after_the_capture_is_left_out(clean: Clean) -> None:
    record = {"text": TEXT, "date": "2025-07-01"}
    letter = document(clean(json.dumps(record), "application/json"))
    assert (letter.published, letter.published_precision) == (None, None)
    assert (letter.published_from, letter.published_confidence) == ("", 0.0)


def test_html_in_a_field(clean: Clean) -> None:
    html = "<p>One line that is<br />\nwrapped by hand<br />and so on<br />and more<br />of it,</p>"
    html += "<ul><li>First point</li><li>Second   point</li></ul><script>x()</script>"
    record = {"text": html}
    letter = document(clean(json.dumps(record), "application/json", text_format="html"))
    assert letter.text.split("\n\n") == [
        "One line that is wrapped by hand and so on and more of it,",
        "First point",
        "Second point",
    ]


def test_prose_in_a_field_keeps_what_would_be_furniture_on_a_page(clean: Clean) -> None:
    record = {"text": f"{TEXT}\n\nADVERTISEMENT\n\n{TEXT}"}
    assert "ADVERTISEMENT" in document(clean(json.dumps(record), "application/json")).text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "broken_record"),
        ("[1, 2]", "broken_record"),
        ("[" * 100_000, "broken_record"),
        ('{"title": "no text"}', "missing_field"),
        ('{"text": "  "}', "empty"),
        ('{"body": null}', "empty"),
        ('{"text": "Too short."}', "too_short"),
    ],
)
def test_records_without_text_have_a_reason(clean: Clean, body: str, reason: str) -> None:
    outcome = clean(body, "application/json")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == reason


MARKDOWN = """---
title: "Lending puppets: a guide"
date: 2023-11-02T10:00:00-05:00
topics: [soft-power, music]
authors:
  - ana-sample
---

## Why lend

Puppets travel _better_ than [people](https://example.org) do, and they need
no visa. {{< img src="a.png" alt="a puppet" >}}

![picture](a.png "a title")

{{< note >}}Strings are spare parts.{{< /note >}}

* first
* second

| a | b |
|---|---|
| c | d |
"""


def test_markdown_with_front_matter(clean: Clean) -> None:
    fields = {"labels": {"themes": "topics"}}
    post = document(clean(MARKDOWN, "text/markdown", fields=fields))
    assert post.title == "Lending puppets: a guide"
    assert (post.published, post.published_from) == (dt.date(2023, 11, 2), "front matter")
    assert post.authors == ("ana-sample",)
    assert [label.text for label in post.labels] == ["soft-power", "music"]
    assert post.text.split("\n\n") == [
        "Why lend",
        "Puppets travel better than people do, and they need no visa.",
        "Strings are spare parts.",
        "first",
        "second",
        "a b",
        "c d",
    ]


def test_toml_front_matter(clean: Clean) -> None:
    post = document(clean(f'+++\ntitle = "T"\ndate = 2023-11-02\n+++\n{TEXT}', "text/markdown"))
    assert (post.title, post.text) == ("T", TEXT)
    assert post.published == dt.date(2023, 11, 2)


def test_markdown_without_front_matter_and_a_rule(clean: Clean) -> None:
    assert document(clean(f"{TEXT}\n\n---\n\n{TEXT}", "text/markdown")).text == f"{TEXT}\n\n{TEXT}"


def test_a_last_list_of_links_is_no_text(clean: Clean) -> None:
    links = "- [One](one.md), 3 May 2001\n- [Two](two.md)\n"
    note = f"{TEXT}\n\n## See also\n\n{links}"
    assert document(clean(note, "text/markdown")).text == TEXT
    for other in (f"{TEXT}\n\n## Sources\n\n{links}", f"{note}\n{TEXT}"):
        assert "One" in document(clean(other, "text/markdown")).text


def test_an_empty_text_field_is_not_a_missing_one(clean: Clean) -> None:
    empty = clean('{"body": "", "id": 1}', "application/json")
    missing = clean('{"words": "", "id": 1}', "application/json")
    assert isinstance(empty, Rejected)
    assert isinstance(missing, Rejected)
    assert empty.detail.startswith("Its text field (text or body) is empty")
    assert "it has id, words" in missing.detail


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: [unclosed\n---\n",
        "---\n!!python/object/apply:os.system ['true']\n---\n",
        "---\n- a list\n---\n",
        "+++\ntitle = \n+++\n",
    ],
)
def test_broken_front_matter_has_a_reason(clean: Clean, front: str) -> None:
    outcome = clean(front + TEXT, "text/markdown")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "broken_record"


def test_yaml_aliases_do_not_explode(clean: Clean) -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 12)]
    front = "\n".join(["---", "l0: &l0 [lol]", *levels, "title: *l11", "---", TEXT])
    assert document(clean(front, "text/markdown")).text == TEXT


def test_what_is_no_text_is_rejected(clean: Clean) -> None:
    outcome = clean(b"anything at all", "application/octet-stream")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "not_text"


def test_languages(clean: Clean) -> None:
    french = (
        "Les marionnettes sont arrivées mardi et les fils étaient en bon état, dit le directeur."
    )
    assert document(clean(french)).language == "fr"
    assert document(clean(french, language="de")).language == "de"
    assert document(clean("x1 y2 z3 " * 9)).language == "und"


def test_a_text_of_a_whole_library_is_rejected(clean: Clean, monkeypatch) -> None:
    monkeypatch.setattr("pipeline.clean.parts.MAX_CHARACTERS", 500)
    outcome = clean(json.dumps({"text": "A fair came to town. " * 50}), "application/json")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "too_large"
    assert "split it" in outcome.detail


@pytest.mark.parametrize("text", ["- " * 200, "é " * 200, "*" * 400, "… — … — " * 60])
def test_signs_without_a_word_are_no_text(clean: Clean, text: str) -> None:
    outcome = clean(json.dumps({"text": text}), "application/json")
    assert isinstance(outcome, Rejected)
    assert outcome.reason in ("no_body", "too_short")

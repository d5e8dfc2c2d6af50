import json
from collections.abc import Callable

import pytest

from pipeline.clean.posted import without_origin, without_shortcodes
from pipeline.clean.trace import trace_capture
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]
WEB = {"kind": "urls"}
POST = """<h2>Nine boats</h2>
<p>The <b>puppets</b> of nine troupes arrived by boat and played in every harbour&#8230;</p>
[gallery ids="4,5"][vc_row][vc_column width="1/2"]<p>They sang [sic] until the morning came.</p>
[/vc_column]
<div class="sharedaddy sd-block"><h3>Share this:</h3><ul><li>Tweet</li></ul></div>
<p>The post <a href="https://puppets.example/9">Nine boats</a> appeared first on
<a href="https://puppets.example">Puppets</a>.</p>"""


def read(clean: Clean, record: dict[str, object], **card: object) -> Document:
    outcome = clean(json.dumps(record), "application/json", **card)
    assert isinstance(outcome, Document), outcome
    return outcome


def test_a_post_of_an_api_is_read_as_the_html_it_is(clean: Clean) -> None:
    labels = ["Boats", "Uncategorized"]
    record = {"title": "Boats &amp; Strings", "text": POST, "text_format": "html"}
    post = read(clean, record | {"keywords": labels, "published": "2024-05-03T10:00:00"}, **WEB)
    assert post.title == "Boats & Strings"
    assert post.text == (
        "Nine boats\n\nThe puppets of nine troupes arrived by boat and played in every harbour…\n\n"
        "They sang [sic] until the morning came."
    )
    assert [label.text for label in post.labels] == ["Boats"]
    assert str(post.published) == "2024-05-03"


def test_lines_of_a_post_are_traced_as_they_read(clean: Clean) -> None:
    record = {"title": "Boats", "text": POST, "text_format": "html", "keywords": ["Sea", "Wind"]}
    post = read(clean, record, **WEB)
    traced = trace_capture(json.dumps(record).encode(), "application/json", post, {})
    fates = {line.text: (line.kept, line.why) for line in traced}
    assert fates["Nine boats"] == (True, "main text")
    assert fates["Sea"] == fates["Wind"] == (False, "publisher's label")
    assert [text for text in fates if text.startswith("The puppets")]
    assert not [text for text in fates if "<" in text]


def test_a_card_tells_what_to_drop_from_posts(clean: Clean) -> None:
    record = {"text": f"<p class='letter'>Get our letter.</p>{POST}", "text_format": "html"}
    assert "our letter" in read(clean, record, **WEB).text
    post = read(clean, record, **WEB, select={"drop": ".letter"})
    assert post.text.startswith("Nine boats\n\nThe puppets")


def test_records_of_a_file_are_what_their_card_says(clean: Clean) -> None:
    text = "The signs <p> and <q> stand for people and for questions, as every puppeteer knows."
    assert read(clean, {"text": text, "text_format": "html"}).text == text
    assert read(clean, {"text": text, "text_format": "none such"}, **WEB).text == text


@pytest.mark.parametrize(
    "text", ["[sic] [1] [our note]", "[cut_short]", "see [Ana's book] and [/]", "[a=b]"]
)
def test_what_stands_in_brackets_stays(text: str) -> None:
    assert without_shortcodes(text) == text


def test_only_a_last_paragraph_tells_the_origin() -> None:
    origin = "La entrada Nueve barcos aparece primero en Títeres."
    assert without_origin(f"One.\n\n{origin}") == "One."
    assert without_origin(f"{origin}\n\nOne.") == f"{origin}\n\nOne."
    assert without_origin(origin) == origin


@pytest.mark.parametrize("bomb", ["[a ", '[a b="', "[a" + " b=c" * 99, "[vc_", "[a b=&#8221;"])
def test_brackets_without_end_come_to_an_end(bomb: str) -> None:
    assert len(without_shortcodes(bomb * 20_000)) <= len(bomb) * 20_000

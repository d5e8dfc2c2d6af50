"""What belongs to the main text of a page, on pages written for it."""

import pytest
import trafilatura

from pipeline.clean.html import body as html_body
from pipeline.clean.html.body import main_text, visible_parts
from pipeline.clean.html.page import parse_page

P1 = (
    "The ferry to the island of painters leaves twice a day, and whoever misses the second one "
    "sleeps in the harbour master's boat shed, as three ministers of culture have done."
)
P2 = (
    "In its small museum hang forty portraits of the same lighthouse; the keeper, asked which of "
    "them he likes best, has for years named the one that was never finished."
)
P3 = (
    "The exchange was agreed in a letter of nine lines, and it has sent more than two hundred "
    "painters across the strait without a budget, a secretariat or a single report."
)
REFRAIN = "And the tide goes out, and the tide comes in, and the boats lie still by the wall."
COMMENT = (
    "I was there last summer and I must say that the soup was better than all of the portraits."
)
TEASER = "A bridge that nobody wanted has been opened by the mayor of a town that nobody knows."
MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Home", "News", "About us"))


def page(body: str) -> str:
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Painters</title></head><body>"
        f"<nav><ul>{MENU}</ul></nav><main><article><h1>An island of painters</h1>{body}</article>"
        f"</main><footer><p>© 2024 Strait Weekly. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(body: str) -> list[str]:
    return main_text(page(body)).split("\n\n")


def test_paragraphs_stay_apart_and_joined_ones_whole() -> None:
    read = paragraphs(f"<p>{P1}</p><p>{P2}</p><blockquote><p>{P3}</p></blockquote>")
    assert [text for text in read if text in (P1, P2, P3)] == [P1, P2, P3]
    broken = P1.replace("and whoever", "and\n   <em>whoever</em>")
    assert P1 in paragraphs(f"<p>{broken}</p><p>{P2}</p>")


def test_lists_and_tables_are_kept_line_by_line() -> None:
    items = ["Oil on sail cloth, twelve works", "Chalk on slate, nine works"]
    listed = "".join(f"<li>{item}</li>" for item in items)
    rows = [("Year", "Painters"), ("1961", "14"), ("1962", "14"), ("1963", "14")]
    table = "".join(f"<tr><td>{year}</td><td>{number}</td></tr>" for year, number in rows)
    read = paragraphs(f"<p>{P1}</p><ul>{listed}</ul><p>{P2}</p><table>{table}</table><p>{P3}</p>")
    for expected in (*items, "1961 14", "1962 14", "1963 14"):
        assert expected in read
    assert read.index("1961 14") > read.index(P2)


def test_a_refrain_and_repeated_rows_do_not_vanish() -> None:
    verses = f"<p>{P1}</p><p>{REFRAIN}</p><p>{P2}</p><p>{REFRAIN}</p><p>{P3}</p><p>{REFRAIN}</p>"
    assert paragraphs(verses).count(REFRAIN) == 3
    rows = "<tr><td>Lighthouse, portrait</td><td>not for sale</td></tr>" * 4
    read = paragraphs(f"<p>{P1}</p><p>{P2}</p><table>{rows}</table><p>{P3}</p>")
    assert read.count("Lighthouse, portrait not for sale") == 4


def test_a_paragraph_laid_twice_in_a_row_is_read_once() -> None:
    # trafilatura's guard against its own overlapping finds; a page that says so twice is rare
    assert paragraphs(f"<p>{P1}</p><p>{P2}</p><p>{P2}</p><p>{P3}</p>").count(P2) == 1


@pytest.mark.parametrize(
    "furniture",
    [
        f"<figure><img src='a.jpg'><figcaption>{TEASER}</figcaption></figure>",
        f"<div id='comments'><ol class='comment-list'><li><p>{TEASER}</p></li></ol></div>",
        f"<aside class='related'><h2>Read also</h2><p>{TEASER}</p></aside>",
        f"<div class='newsletter-signup'><p>{TEASER}</p></div>",
        f"<script>document.write('{TEASER}')</script>",
        f"<!-- {TEASER} -->",
        f"<noscript><p>{TEASER}</p></noscript>",
        f"<style>/* {TEASER} */</style>",
    ],
)
def test_what_is_no_main_text_is_left_out(furniture: str) -> None:
    read = main_text(page(f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>{furniture}"))
    assert TEASER not in read
    assert "rights reserved" not in read
    assert "About us" not in read
    assert [text for text in read.split("\n\n") if text in (P1, P2, P3)] == [P1, P2, P3]


def test_the_quick_way_gives_what_the_full_cascade_gives() -> None:
    bodies = [
        f"<p>{P1}</p>" * 2 + f"<p>{P2}</p><p>{P3}</p>",
        f"<p>{P1}</p>",
        f"<div class='x'>{P1}<br><br>{P2}<br><br>{P3}</div>",
        f"<table><tr><td>{P1}</td><td>{P2}</td></tr></table><p>{P3}</p>",
        f"<form><p>{P1}</p><p>{P2}</p><p>{P3}</p></form>",
        f"<div class='teaser'><p>{P1}</p></div><p>{P2}</p>",
    ]
    for body in bodies:
        full = trafilatura.extract(page(body), favor_precision=True, include_comments=False)
        ours = html_body.extract(parse_page(page(body)).tree, page(body))
        assert ours.split() == (full or "").split()


def test_monstrous_pages_are_stripped_of_what_nobody_sees() -> None:
    deep = "<div>" * 3000
    hidden = (
        f"<script>if (1 < 2) '{TEASER}'</script><!-- <b>{TEASER}</b> --><style>{TEASER}</style>"
    )
    read = visible_parts(f"<html><body>{hidden}{deep}<p>{P1}</p>{hidden}<p>{P2}</p>", {}).text
    assert P1 in read
    assert P2 in read
    assert TEASER not in read


def test_no_page_no_text() -> None:
    assert main_text("") == ""
    assert main_text("<html><body><nav><ul></ul></nav></body></html>") == ""

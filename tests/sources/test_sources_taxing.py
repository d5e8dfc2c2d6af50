"""Pages made to keep parsers busy are known beforehand; those of bad writers are no such pages."""

import time

import pytest

from pipeline.declarations import Source
from pipeline.sources.pages import tree_of
from pipeline.sources.taxing import Limits, is_taxing, most_attributes
from pipeline.sources.web.essence import read_page

FONTS = "".join(f"<font color='{n}'>" for n in range(1000))
HIDDEN = "".join(f"<font color='{n}'><font></font>" for n in range(1000))
MADE_TO_TAX = {
    "ends of other names": "<div></p>" * 30_000,
    "foreign elements": "<svg></b>" * 30_000,
    "attributes": "<a " + " ".join(f"x{n}=1" for n in range(40_000)) + ">",
    "attributes of many": ("<a " + " ".join(f"x{n}" for n in range(1500)) + ">") * 100,
    "attributes without values": "<a " + "/".join(f"x{n}" for n in range(40_000)) + ">",
    "attributes behind angle brackets": "<a a='<' " + " ".join(f"x{n}='>'" for n in range(20_000)),
    "elements copied into each block": f"<div>{FONTS}</div>" + "<div>x</div>" * 20_000,
    "the same, hidden": f"<div>{HIDDEN}</div>" + "<div>x</div>" * 20_000,
    "ends without beginning": "<span>" * 1900 + "</x>" * 60_000,
    "code that is none": "<svg><script>" + "<div></p>" * 30_000,
    "more tags than any page": "<b></b>" * 500_000,
}
HONEST = {
    "cells that are never closed": "<table>" + "<tr><td>a<td>b" * 20_000,
    "paragraphs that are never closed": "<p>One<li>two<dd>three" * 20_000,
    "long text without tags": "<pre>" + "many words of a report " * 20_000,
    "data in one attribute": "<div data-all='" + '{"a": 1, "b": "c d"}' * 20_000 + "'>x</div>",
    "scripts that compare": "<script>"
    + "if (a<b && c>d) { e = 'f g h'; }\n" * 10_000
    + "</script>",
    "unclosed bold": "<b>" * 300 + "<p>text</p>" * 20_000,
    "lists in lists": "<ul><li>" * 50 + "</ul>" * 50,
}


@pytest.mark.parametrize("what", MADE_TO_TAX)
def test_what_would_keep_a_parser_busy_is_read_by_none(what: str) -> None:
    page = "<html><body>" + MADE_TO_TAX[what]
    source = Source(id="s", name="s", kind="feed", url=("https://x.example/f",))
    began = time.process_time()
    assert is_taxing(page)
    assert read_page(page.encode(), "text/html", source, "https://x.example/1").sha256
    assert not tree_of(page.encode("utf-16")).find_all(True)
    assert time.process_time() - began < 10  # hours otherwise, within a library


@pytest.mark.parametrize("what", HONEST)
def test_pages_of_bad_writers_are_read(what: str) -> None:
    assert not is_taxing("<html><body>" + HONEST[what])


def test_limits_are_those_of_the_reader() -> None:
    assert is_taxing("<div>" * 301, Limits(depth=300))
    assert not is_taxing("<div>" * 300, Limits(depth=300))
    assert (
        most_attributes("<p>" * 20_000 + "<a " + " ".join(f"x{n}" for n in range(12_000))) == 12_000
    )

"""Pages that say there is no such page, answered as if all were well."""

import pytest

from pipeline.sources.web.apology import apology


@pytest.mark.parametrize(
    "title",
    [
        "Page not found | Meridian Trust",
        "Meridian Trust: Seite nicht gefunden",
        "404 - Page introuvable",
        "Error 404",
        "404 Not Found",
        "Oops! Page not found &ndash; House",
        "P\u00e1gina no encontrada",
        "This page doesn\u2019t exist",
        "ページが見つかりません",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_what_says_that_there_is_no_such_page_is_none(title, encoding):
    body = f"<html><head><title lang=x>\n {title} </title>".encode(encoding, "ignore")
    is_lost = encoding != "utf-8" and not title.isascii() and "ペ" in title
    assert bool(apology(body)) != is_lost


@pytest.mark.parametrize(
    "title",
    [
        "Not found",
        "404",
        "Found: a page of the lost score",
        "The page not found: on archives that vanish",
        "Route 404 opens in Dakar",
        "",
    ],
)
def test_texts_on_what_was_lost_are_texts(title):
    assert not apology(f"<title>{title}</title>".encode())
    assert not apology(b"no title at all")


def test_what_an_index_calls_so_is_called_so():
    body = b"<title>Page not found - Gallery</title>"
    assert apology(body, ["Night at the museum"])
    assert not apology(body, ["Page not found"])

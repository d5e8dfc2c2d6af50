"""The head of an HTML page as values: its meta elements, structured data and headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import trafilatura
from lxml.etree import ParserError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.clean.html.microdata import microdata
from pipeline.clean.html.schema import best_object, texts

__all__ = ["Page", "headings", "parse_page", "texts"]

_META = XPath("//meta[@content]")
_JSON_LD = XPath("//script[contains(@type, 'ld+json')]")
_HEADINGS = XPath("//h1")
_VOCABULARY = ("dc:", "dcterms:", "citation:")  # RDFa writes with a colon what others dot
MAX_START = 4096
_ODD_START = re.compile(r"^\s*<\s*!\s*doctype[^>]*/[^<>]*>(?<=/>)|<html[^>]*/>")
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_PARSER = HTMLParser(
    collect_ids=False,
    default_doctype=False,
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
)
MAX_META = 2000  # elements; pages have up to a hundred


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    tree: HtmlElement | None
    """None where the parser makes no tree of it. Left as it is until, last of all,
    the main text is extracted."""
    meta: Mapping[str, tuple[str, ...]]
    """Contents of meta elements by lower-case name, property or itemprop; Dublin Core with dots
    ("dc.creator")."""
    article: Mapping[str, object]
    """The schema.org object (JSON-LD) that describes the article; empty where none does."""
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Microdata of the article by lower-case property ("headline", "datepublished"); the value
    for machines (content, datetime) where there is one."""
    language: str = ""
    """As the root element states it ("en-GB")."""


def parse_page(html: str) -> Page:
    """Parse a page once for everything that is read from it."""
    tree = _tree(html)
    if tree is None:
        return Page(None, {}, {})
    scripts = (script.text or "" for script in _JSON_LD(tree))
    stated = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Page(tree, _meta(tree), best_object(scripts), microdata(tree), stated)


def _tree(html: str) -> HtmlElement | None:
    """Return what `trafilatura.load_html` returns, in half the time where nothing needs mending."""
    start = html[:MAX_START].lower()
    if "<html" in start and not _ODD_START.search(start):
        sound = html.encode("utf-8", "ignore").translate(None, _CONTROLS)
        try:
            tree = document_fromstring(sound, parser=_PARSER)
        except ParserError:  # "<html" and nothing behind it
            return None
        if len(tree) > 1:
            return tree
    return trafilatura.load_html(html)


def _meta(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in _META(tree)[:MAX_META]:
        content = " ".join(element.get("content").split())
        for attribute in ("name", "property", "itemprop"):
            name = _plain_name(element.get(attribute))
            if name and content:
                found.setdefault(name, []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _plain_name(stated: str | None) -> str:
    name = (stated or "").strip().lower()
    return name.replace(":", ".", 1) if name.startswith(_VOCABULARY) else name


def headings(page: Page) -> list[str]:
    """Return the texts of the page's first-level headings."""
    if page.tree is None:
        return []
    found = (" ".join(element.text_content().split()) for element in _HEADINGS(page.tree))
    return [text for text in found if text]

"""Title, authors, section and publisher's labels of an HTML page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml.etree import XPath

from pipeline.clean.html.page import Page, headings
from pipeline.clean.html.schema import texts
from pipeline.clean.parts import labels
from pipeline.clean.segment import split_parts
from pipeline.records import Label

_SEPARATOR = re.compile(r"\s+[|\u2013\u2014»·•-]\s+|\s*::\s*|\s+\|\s*")
MAX_SITE_WORDS = 5  # of a site's name at the end of a <title>
MIN_TITLE_WORDS = 3  # that must be left before it
_AUTHOR_META = ("author", "article:author", "citation_author", "dc.creator", "parsely-author")
_TAG_META = ("article:tag", "parsely-tags", "citation_keywords", "dc.subject", "dcterms.subject")
_TITLE_META = ("og:title", "citation_title", "dc.title", "dcterms.title")
_TITLE = XPath("//title")
_AUTHOR_LINKS = XPath("//*[@rel='author']")
_TAG_LINKS = XPath("//a[@rel='tag']")
_SEARCH_META = ("news_keywords", "keywords")
MAX_SEARCH_KEYWORDS = 20  # longer lists are written for search engines, often once for a whole site
_COMMA = re.compile(r"\s*[,;]\s*")
MAX_KEYWORD = 60  # characters; longer ones are sentences
_MACHINE_TAG = re.compile(r"^[\w.-]+:|[_=]")  # "section:culture", "_no-apple-news"
MAX_AUTHOR_WORDS = 6  # more is a sentence
_NO_AUTHOR = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|editor|staff|user|webmaster)$", re.IGNORECASE
)
_BY = re.compile(r"^(?:by|von|par|por)\b:?\s+", re.IGNORECASE)


def page_title(page: Page) -> str:
    """Return the title: as stated for machines, else h1, or <title>; a site's name is cut off.

    A site's name alone is the title of a page that states no other.
    """
    sites = {name.casefold() for name in site_names(page)}
    stated = [title for title in map(_one_line, _stated_titles(page)) if title]
    for title in stated:
        if title.casefold() not in sites:
            return _without_site(title, page)
    level_1 = headings(page)
    if len(level_1) == 1:
        return level_1[0]
    named = _without_site(_one_line(_title_element(page)), page, guess=True)
    others = [title for title in (named, *level_1[:1]) if title and title.casefold() not in sites]
    return next(iter([*others, *stated, named]), "")


def _stated_titles(page: Page) -> list[str]:
    """Return what JSON-LD, meta elements and microdata call the page, in this order."""
    stated = texts(page.article.get("headline"))
    for name in _TITLE_META:
        stated += page.meta.get(name, ())
    headlines = page.items.get("headline", ())
    return [*stated, *headlines] if len(headlines) == 1 else stated


def _title_element(page: Page) -> str:
    found = [] if page.tree is None else _TITLE(page.tree)
    return str(found[0].text_content()) if found else ""


def _one_line(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _without_site(title: str, page: Page, *, guess: bool = False) -> str:
    """Cut what follows the last separator where it names the site.

    It does if the page says so, or if the rest is a heading of the page; with `guess`, also
    if it is short and something longer is left.
    """
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title
    front, back = title[: separators[-1].start()], title[separators[-1].end() :]
    sites = {name.casefold() for name in site_names(page)}
    is_heading = front.casefold() in {heading.casefold() for heading in headings(page)}
    short = len(back.split()) <= MAX_SITE_WORDS and len(front.split()) >= MIN_TITLE_WORDS
    return front if back.casefold() in sites or is_heading or (guess and short) else title


def site_names(page: Page) -> tuple[str, ...]:
    """Return what the page says its site is called."""
    stated = [*page.meta.get("og:site_name", ()), *page.meta.get("application-name", ())]
    return tuple(map(_one_line, [*stated, *texts(page.article.get("publisher"))]))


def page_authors(page: Page) -> tuple[str, ...]:
    """Return the authors that the page states: JSON-LD, meta, microdata, or rel=author links."""
    stated = next((way for way in _author_ways(page) if any(map(author_name, way))), [])
    return tuple(dict.fromkeys(name for name in map(author_name, stated) if name))


def _author_ways(page: Page) -> Iterator[list[str]]:
    yield texts(page.article.get("author"))
    yield next((list(page.meta[name]) for name in _AUTHOR_META if name in page.meta), [])
    yield list(page.items.get("author", ()))
    if page.tree is not None:
        yield [element.text_content() for element in _AUTHOR_LINKS(page.tree)]


def author_name(stated: str) -> str:
    """Return the name in a statement of an author; empty where it is a machine or a sentence."""
    name = _BY.sub("", _one_line(stated)).strip(" ,;|")
    is_name = len(name) > 1 and len(name.split()) <= MAX_AUTHOR_WORDS
    return name if is_name and not _NO_AUTHOR.search(name) else ""


def page_section(page: Page) -> str:
    """Return the rubric the page says it belongs to."""
    stated = [*texts(page.article.get("articleSection")), *page.meta.get("article:section", ())]
    stated += page.items.get("articlesection", ())
    return next((_one_line(text) for text in stated if text.strip()), "")


def page_keywords(page: Page, known: frozenset[str]) -> tuple[Label, ...]:
    """Return the publisher's keywords: JSON-LD, microdata, meta elements, else rel=tag links.

    Args:
        page: The page.
        known: Folded labels (see segment.fold); those with a comma inside stay whole.
    """
    lists = [texts(page.article.get("keywords")), list(page.items.get("keywords", ()))]
    lists += [list(page.meta.get(name, ())) for name in _TAG_META]
    if not any(lists) and page.tree is not None:
        lists = [[element.text_content()] for element in _TAG_LINKS(page.tree)]
    split = [keyword for stated in lists for keyword in _keywords(stated, known)]
    for name in _SEARCH_META:
        searched = _keywords(list(page.meta.get(name, ())), known)
        split += searched if len(searched) <= MAX_SEARCH_KEYWORDS else []
    return labels("keywords", [keyword for keyword in split if is_keyword(keyword)])


def _keywords(stated: list[str], known: frozenset[str]) -> list[str]:
    """Return the keywords of one statement: a list of several is split already."""
    if len(stated) > 1:
        return [_one_line(text) for text in stated]
    return [part for text in stated for part in split_parts(_one_line(text), known, _COMMA)]


def is_keyword(text: str) -> bool:
    """Tell keywords from what a site's machines tell each other."""
    is_word = any(char.isalnum() for char in text)
    return is_word and len(text) <= MAX_KEYWORD and not _MACHINE_TAG.search(text)

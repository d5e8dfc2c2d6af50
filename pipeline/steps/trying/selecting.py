"""What the selectors of a card find on a page, and which would find something where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from pipeline.dates import StatedDate, parse_date
from pipeline.declarations import Source
from pipeline.records import Answer
from pipeline.sources.discovery import listing_blocks
from pipeline.sources.discovery.paging import turning_of
from pipeline.sources.pages import tree_of
from pipeline.steps.trying.trial import Find, Hint

MOST_SAMPLE = 90
"""Characters of a text that is shown."""
MIN_BODY_WORDS = 60
"""An element with fewer holds no article."""
MAX_PAGE = 3_000_000
"""Bytes; larger pages are not looked into for selectors."""
LISTING_KEYS = ("block", "links", "title", "published", "next")

BODIES = (
    "[itemprop='articleBody']", ".entry-content", ".post-content", ".article-body",
    ".article__body", ".article-content", ".field--name-body", ".field-name-body", ".node__content",
    ".ecl-editor", ".wysiwyg", ".rich-text", ".richtext", "article", "main", "[role='main']",
    "#content",
)  # fmt: skip
"""Where content systems put the text, the narrowest first: WordPress, Drupal, ECL, others."""
TITLES = ("h1.entry-title", "h1.page-title", "h1.page-header", "article h1", "main h1", "h1")
DATES = (
    "article time[datetime]", "main time[datetime]", "time[datetime]", ".entry-date",
    ".field--name-created", ".posted-on", ".published", ".post-date", ".article-date", ".date",
)  # fmt: skip


def parsed(body: bytes) -> BeautifulSoup:
    """Parse a page; of one that is too large only its beginning."""
    return tree_of(body[:MAX_PAGE])


def page_finds(page: BeautifulSoup, source: Source) -> tuple[Find, ...]:
    """Return what each selector under [select] finds on an item's page."""
    wanted = source.select.model_dump().items()
    return tuple(find(page, f"select.{key}", selector) for key, selector in wanted if selector)


def listing_finds(page: BeautifulSoup, source: Source) -> tuple[Find, ...]:
    """Return what each selector under [listing] finds on an index page."""
    listing = source.listing.model_dump()
    return tuple(find(page, f"listing.{key}", listing[key]) for key in LISTING_KEYS if listing[key])


def find(page: BeautifulSoup, key: str, selector: str) -> Find:
    """Return how many elements a selector finds, and the first one's text."""
    try:
        found = page.select(selector)
    except (SelectorSyntaxError, ValueError) as error:
        return Find(key, selector, 0, problem=" ".join(str(error).split())[:MOST_SAMPLE])
    return Find(key, selector, len(found), _text(found[0]) if found else "")


def page_hints(pages: Sequence[BeautifulSoup]) -> tuple[Hint, ...]:
    """Return selectors that fit every one of several pages: for body, title and date.

    A body holds many words on each page and another text on each; a title stands once and differs;
    a date is one that can be read.
    """
    ways = (("select.body", BODIES), ("select.title", TITLES), ("select.published", DATES))
    found = (_first_fit(pages, key, selectors) for key, selectors in ways)
    return tuple(hint for hint in found if hint is not None)


def listing_hints(page: BeautifulSoup, answer: Answer) -> tuple[Hint, ...]:
    """Return selectors under [listing] that would find something on an index page."""
    blocks = listing_blocks(answer.body, answer.url)
    likely = (dict(blocks[0]) if blocks else {}) | turning_of(page, answer.url)
    finds = (find(page, f"listing.{key}", str(one)) for key, one in likely.items())
    return tuple(Hint(one.key, one.selector, one.sample) for one in finds if one.n)


def _first_fit(pages: Sequence[BeautifulSoup], key: str, selectors: Sequence[str]) -> Hint | None:
    for selector in selectors:
        texts = [_stated(page, selector) for page in pages]
        if texts and all(_FITS[key](text) for text in texts) and _differ(key, texts):
            return Hint(key, selector, texts[0][:MOST_SAMPLE])
    return None


def _stated(page: BeautifulSoup, selector: str) -> str:
    """Return the text of the only element that a selector finds; empty for none or several."""
    found = page.select(selector, limit=2)
    if not found or (len(found) > 1 and "time" not in selector and "date" not in selector):
        return ""
    return str(found[0].get("datetime") or "") or " ".join(found[0].get_text(" ").split())


def _differ(key: str, texts: Sequence[str]) -> bool:
    return key == "select.published" or len(set(texts)) == len(texts)


_FITS = {
    "select.body": lambda text: len(text.split()) >= MIN_BODY_WORDS,
    "select.title": lambda text: bool(text),
    "select.published": lambda text: isinstance(parse_date(text), StatedDate),
}


def summed(finds: Sequence[Sequence[Find]]) -> Iterator[Mapping[str, object]]:
    """Yield for each selector on how many of the pages it found something, and a sample."""
    keys = dict.fromkeys((one.key, one.selector) for page in finds for one in page)
    for key, selector in keys:
        own = [one for page in finds for one in page if (one.key, one.selector) == (key, selector)]
        hits = [one for one in own if one.n]
        sample = hits[0].sample if hits else next((one.problem for one in own), "")
        yield {
            "key": key, "selector": selector, "n_pages": len(own), "n_found": len(hits),
            "n_most": max(one.n for one in own), "sample": sample,
        }  # fmt: skip


def _text(element: Tag) -> str:
    text = " ".join(element.get_text(" ").split()) or str(element.get("href") or "")
    return text if len(text) <= MOST_SAMPLE else text[: MOST_SAMPLE - 1] + "…"

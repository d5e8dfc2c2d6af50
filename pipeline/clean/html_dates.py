"""The publication date of an HTML page, from the surest statement down."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain

from htmldate import find_date
from lxml.html import HtmlElement, tostring

from pipeline.clean.html_times import article_times
from pipeline.clean.page import Page, texts
from pipeline.clean.parts import claim
from pipeline.dates import StatedDate, parse_date
from pipeline.records import DateClaim

# How sure a statement is, 0 to 1: made for machines and about the article, made for machines,
# said to readers, or found by a library's search (right in 87 % of pages, MEASUREMENTS A3,
# but only asked where everything else is silent).
JSON_LD, META, TIME_PUBLISHED, TIME, VISIBLE, URL, SEARCHED = 0.95, 0.9, 0.85, 0.7, 0.8, 0.6, 0.4

MAX_BELOW = 12  # pieces of text below the heading in which "Published: April 1940" is its date

_META_NAMES = (
    "article:published_time datepublished citation_publication_date citation_date dc.date.issued "
    "dcterms.issued dcterms.date dc.date parsely-pub-date sailthru.date pubdate publishdate "
    "publish_date publication_date og:published_time date"
)
# At the beginning of what stands in one element, or after a bar: not amid a sentence.
_POSTED = re.compile(
    r"(?:^|[|·•])\s*(?:first )?(?:posted|published)(?: on| date| in)?\b\s*(?P<colon>:)?\s*"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,10}\.?,? \d{4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}"
    r"|\d{4}-\d\d(?:-\d\d)?|[^\W\d_]{3,10}\.? \d{4}|(?(colon)\d{4}))"
    r"(?=\s*(?:$|[|·•,;(<]|\bby\b|\bat\b|T?\d\d:))",
    re.IGNORECASE | re.MULTILINE,
)
# Anything that may be a date; `parse_date` tells which one, if any.
_NUMERIC = re.compile(
    r"\d{4}(?P<cut>[-/.]?)\d\d(?P=cut)\d\d|\d{4}[-/]\d\d?(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
)
_WORDED = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|er|[.º])?[\s-](?:of |de )?[^\W\d_]{3,10}\.?,?[\s-](?:de |del )?\d{4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|[^\W\d_]{3,10}\.?,? \d{4}"
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|-|$)")


def page_dates(page: Page, url: str | None, latest: dt.date) -> tuple[DateClaim, ...]:
    """Return the statements of a page about its publication, the surest sort first.

    Args:
        page: The page.
        url: Its address, which may hold the date.
        latest: Day of the capture; later dates belong to something else.
    """
    stated = tuple(filter(None, chain(_structured(page), _shown(page), _address(url))))
    if any(found.start <= latest for found in stated):
        return stated
    return (*stated, *filter(None, _searched(page, latest)))


def _structured(page: Page) -> Iterator[DateClaim | None]:
    for stated in texts(page.article.get("datePublished")):
        yield claim(stated, JSON_LD, "json-ld")
    for name in _META_NAMES.split():
        for stated in page.meta.get(name, ()):
            yield claim(stated, META, "meta")


def _shown(page: Page) -> Iterator[DateClaim | None]:
    if page.tree is None:
        return
    for element in page.tree.xpath("//time[@pubdate or @itemprop='datePublished']"):
        yield _time(element.get("datetime") or element.text_content(), TIME_PUBLISHED)
    yield from _posted(_lines(page.tree.xpath("//body//text()")))
    below = _lines(page.tree.xpath("(//h1)[1]/following::text()"))
    yield from _posted(below[:MAX_BELOW], is_coarse=True)
    for stated in article_times(page.tree):
        yield _time(stated, TIME)


def _time(stated: str, confidence: float) -> DateClaim | None:
    return claim(" ".join(stated.split()), confidence, "time")


def _address(url: str | None) -> Iterator[DateClaim | None]:
    found = _IN_URL.search(url or "")
    if found:
        yield claim("-".join(found.groups()), URL, "url")


def _searched(page: Page, latest: dt.date) -> Iterator[DateClaim | None]:
    if page.tree is None:
        return
    stated = find_date(
        page.tree, extensive_search=False, original_date=True, max_date=latest.isoformat()
    )
    proven = _as_stated(dt.date.fromisoformat(stated), page.tree) if stated else ""
    yield claim(proven, SEARCHED, "htmldate") if proven else None


def _as_stated(found: dt.date, tree: HtmlElement) -> str:
    """Return a found date as far as the page states it: a day, a month, or nothing.

    The search makes up the day of a month, and takes 03/04/2011 as it likes.
    """
    source = tostring(tree, encoding="unicode")
    matches = chain(_NUMERIC.finditer(source), _WORDED.finditer(source))
    outcomes = map(parse_date, sorted({match[0] for match in matches}))
    stated = {date for date in outcomes if isinstance(date, StatedDate)}
    if StatedDate(found, "day") in stated:
        return found.isoformat()
    is_month = StatedDate(found.replace(day=1), "month") in stated
    return f"{found:%Y-%m}" if is_month else ""


def _posted(lines: list[str], *, is_coarse: bool = False) -> Iterator[DateClaim | None]:
    """Yield what "Posted on" states: days, or months and years."""
    for match in _POSTED.finditer("\n".join(lines)):
        found = claim(match["date"], VISIBLE, "visible")
        if found and (found.precision != "day") == is_coarse:
            yield found


def _lines(nodes: list[HtmlElement]) -> list[str]:
    """Return text nodes as lines; blank ones and scripts, which no reader sees, are left out."""
    seen = (node for node in nodes if node.getparent().tag not in ("script", "style"))
    return [line for line in (" ".join(node.split()) for node in seen) if line]

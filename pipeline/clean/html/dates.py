"""Every date that an HTML page states of itself, each with where it stands and how sure it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.clean.dating.lines import Dateline, dateline
from pipeline.clean.dating.schema import event_claims
from pipeline.clean.dating.sources import UNDECIDED, address_claims
from pipeline.clean.dating.stated import stated_claims, stated_order
from pipeline.clean.html.page import Page, texts
from pipeline.clean.html.times import article_times, heading_holders, is_elsewhere, near_heading
from pipeline.dates import Order, StatedDate, parse_date
from pipeline.records import DateClaim, DateKind

# How sure a statement is where it stands alone, 0 to 1. How often it was right on 196 pages
# (tests/benchmarks/dates.py: every second page of html_benchmark, all of trafilatura; smoothed):
# JSON-LD .99, meta .99, loose names .91, microdata .98, <time> .94, shown .92, farther down .52,
# elsewhere .83, found by htmldate .70. Most are newspapers' pages, so the best are held back:
# only agreement makes a date surer than 0.93.
JSON_LD, META, META_LOOSE = 0.93, 0.88, 0.6
MICRODATA, TIME, NEAR_TIME = 0.85, 0.7, 0.8
SAID, SHOWN, SHOWN_FAR, ELSEWHERE = 0.9, 0.85, 0.55, 0.6
SEARCHED = 0.6
MODIFIED = 0.6

_SHOWN = frozenset(["visible", "time"])
MAX_COARSE = 12  # pieces of text below the heading in which "Published: April 1940" is its date
NEAR = 15  # pieces of text; a date line of its own further down may be that of a caption
MAX_MARKED = 20  # elements whose class names a date that are looked into

_META_NAMES = (
    "article:published_time article:published article.published "
    "citation_publication_date citation_date dc.date.issued dcterms.issued dcterms.date dc.date "
    "parsely-pub-date sailthru.date pubdate pub_date publishdate publish_date publish-date "
    "publication_date published published_at og:published_time og:article:published_time "
    "og:pubdate rnews:datepublished bepress_citation_date prism.publicationdate publicationdate"
)
_META_LOOSE = "date dcterms.created dc.date.created datecreated article:created pdate datepublished"
_META_MODIFIED = (
    "article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified lastmod "
    "last-modified revised article:modified article.updated"
)

Find = Callable[[HtmlElement], list[Any]]
_FORMATS: Find = XPath(
    "//time[@pubdate or contains(@class, 'dt-published')]"
    " | //abbr[@title and (contains(@class, 'publi') or contains(@class, 'date'))]"
)
_MARKED: Find = XPath(
    "//body//*[contains(@class, 'date') or contains(@class, 'publi') or contains(@class, 'posted')"
    f" or contains(@id, 'date')][position() <= {MAX_MARKED}]"
)
_SAYING: Find = XPath(
    "//body//text()[contains(., 'ublished') or contains(., 'UBLISHED') or contains(., 'osted')"
    " or contains(., 'OSTED')][not(parent::script or parent::style)]"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_AROUND = 30  # characters around a year in which the rest of its date stands
# Anything that may be a date; `parse_date` tells which one, if any.
_NUMERIC = re.compile(
    r"\d{4}(?P<cut>[-/.]?)\d\d(?P=cut)\d\d|\d{4}[-/]\d\d?(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
)
_WORDED = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|er|[.º])?[\s-](?:of |de )?[^\W\d_]{3,12}\.?,?[\s-](?:de |del )?\d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|[^\W\d_]{3,12}\.?,? \d{4}"
)


def page_dates(page: Page, url: str | None, latest: dt.date) -> tuple[DateClaim, ...]:
    """Return the dates that a page states, as met.

    Costly places are looked into only where the cheap ones say nothing of publication.

    Args:
        page: The page.
        url: Its address, which may hold the date.
        latest: Day of the capture; later dates belong to something else.
    """
    if page.tree is None:
        return tuple(_head(page))
    order = stated_order(page.language)
    events = tuple(event_claims(page))
    shown = _not_of(events, _shown(page, page.tree, order))
    found = [*_head(page), *events, *shown]
    ways: tuple[Callable[[HtmlElement], Iterable[DateClaim]], ...] = (
        lambda tree: _if_one(_marked(tree, order)),
        lambda tree: _if_one(_said(tree, order)),
        lambda tree: _searched(tree, latest),
    )
    for way in ways:
        if _is_dated((*found, *address_claims(url)), latest):
            break
        found.extend(way(page.tree))
    return tuple(found)


def _not_of(events: tuple[DateClaim, ...], shown: Iterable[DateClaim]) -> Iterator[DateClaim]:
    """Yield what a page shows of dates but for the days of the event that it marks."""
    days = {day for one in events if one.kind == "event" for day in (one.start, one.end)}
    for one in shown:
        if one.read_from not in _SHOWN or one.start not in days:
            yield one


def _is_dated(claims: tuple[DateClaim, ...], latest: dt.date) -> bool:
    """Tell whether it is known when the page was published, by more than a month in its address."""
    return any(
        one.kind == "published"
        and one.start <= latest
        and one.confidence > UNDECIDED
        and (one.precision == "day" or one.read_from != "url")
        for one in claims
    )


def _head(page: Page) -> Iterator[DateClaim]:
    """Yield what a page states for machines of its article."""
    for stated in texts(page.article.get("datePublished")):
        yield from stated_claims(stated, JSON_LD, "json-ld")
    for stated in texts(page.article.get("dateModified")):
        yield from stated_claims(stated, MODIFIED, "json-ld", kind="modified")
    for names, confidence in ((_META_NAMES, META), (_META_LOOSE, META_LOOSE)):
        for stated in _contents(page.meta, names):
            yield from stated_claims(stated, confidence, "meta")
    for stated in _contents(page.meta, _META_MODIFIED):
        yield from stated_claims(stated, MODIFIED, "meta", kind="modified")


def _contents(values: Mapping[str, tuple[str, ...]], names: str) -> Iterator[str]:
    return chain.from_iterable(values.get(name, ()) for name in names.split())


def _shown(page: Page, tree: HtmlElement, order: Order) -> Iterator[DateClaim]:
    """Yield what the page shows, or marks in its text, near its heading."""
    for stated in page.items.get("datepublished", ()):
        yield from stated_claims(stated, MICRODATA, "microdata", order)
    for stated in page.items.get("datemodified", ()):
        yield from stated_claims(stated, MODIFIED, "microdata", order, "modified")
    yield from _if_one(_formats(tree, order))
    for piece in near_heading(tree):
        if piece.time:
            near: DateKind = "modified" if piece.is_update else "published"
            yield from stated_claims(piece.time, NEAR_TIME, "time", order, near)
        line = dateline(piece.text, piece.before)
        if line is not None:
            trust = min(_trust(line, piece.distance), ELSEWHERE if piece.is_update else 1.0)
            yield from _line(line, trust, order, piece.distance)
    for stated in article_times(tree):
        yield from stated_claims(stated, TIME, "time", order)


def _formats(tree: HtmlElement, order: Order) -> Iterator[DateClaim]:
    for element in _FORMATS(tree)[:MAX_MARKED]:
        stated = element.get("datetime") or element.get("title") or element.text_content()
        read_from = "time" if element.tag == "time" else "microdata"
        yield from stated_claims(stated, MICRODATA, read_from, order)


def _if_one(claims: Iterator[DateClaim]) -> tuple[DateClaim, ...]:
    """Return the claims if all state one day; of a list of articles none is this one's."""
    found = tuple(claims)
    published = [one for one in found if one.kind == "published"]
    days = {one.start for one in published if one.confidence > UNDECIDED}
    unclear = {one.stated for one in published if one.confidence <= UNDECIDED}
    return found if len(days) + len(unclear) == 1 else ()


def _trust(line: Dateline, distance: int) -> float:
    if line.kind == "modified":
        return MODIFIED
    if line.is_said:
        return SAID
    return SHOWN if distance <= NEAR else SHOWN_FAR


def _line(line: Dateline, confidence: float, order: Order, distance: int) -> Iterator[DateClaim]:
    for one in stated_claims(line.stated, confidence, "visible", order, line.kind):
        if one.precision == "day" or distance < MAX_COARSE:
            yield one


def _marked(tree: HtmlElement, order: Order) -> Iterator[DateClaim]:
    """Yield datelines in elements whose class says that they hold one."""
    shared = heading_holders(tree)
    for element in _MARKED(tree)[:MAX_MARKED]:
        if is_elsewhere(element, shared):
            continue
        line = dateline(" ".join(element.text_content()[:300].split()))
        if line is not None:
            yield from stated_claims(line.stated, ELSEWHERE, "visible", order, line.kind)


def _said(tree: HtmlElement, order: Order) -> Iterator[DateClaim]:
    """Yield "Posted on ..." from anywhere on the page."""
    for node in _SAYING(tree):
        line = dateline(" ".join(node.split()))
        for one in (
            stated_claims(line.stated, ELSEWHERE, "visible", order, line.kind) if line else ()
        ):
            if one.precision == "day":
                yield one


def _searched(tree: HtmlElement, latest: dt.date) -> Iterator[DateClaim]:
    stated = find_date(
        tree, extensive_search=False, original_date=True, max_date=latest.isoformat()
    )
    proven = _as_stated(dt.date.fromisoformat(stated), tree) if stated else ""
    yield from stated_claims(proven, SEARCHED, "htmldate")


def _as_stated(found: dt.date, tree: HtmlElement) -> str:
    """Return a found date as far as the page states it: a day, a month, or nothing.

    The search makes up the day of a month, and takes 03/04/2011 as it likes.
    """
    text = " ".join(tree.xpath("string()").split())
    around = [text[max(0, at.start() - _AROUND) : at.end() + 8] for at in _YEAR.finditer(text)]
    matches = chain.from_iterable(
        form.finditer(part) for part in around for form in (_NUMERIC, _WORDED)
    )
    outcomes = map(parse_date, sorted({match[0] for match in matches}))
    stated = {date for date in outcomes if isinstance(date, StatedDate)}
    if StatedDate(found, "day") in stated:
        return found.isoformat()
    is_month = StatedDate(found.replace(day=1), "month") in stated
    return f"{found:%Y-%m}" if is_month else ""

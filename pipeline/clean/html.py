"""HTML pages: what the source's card selects, else what the page says of itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from pipeline.clean.decode import decode
from pipeline.clean.fragment import element_text
from pipeline.clean.head import split_authors
from pipeline.clean.html_body import MAX_HTML, main_text
from pipeline.clean.html_dates import page_dates
from pipeline.clean.html_meta import page_authors, page_keywords, page_section, page_title
from pipeline.clean.page import parse_page
from pipeline.clean.parts import LABEL_KINDS, Known, Parts, Problem, claim, labels
from pipeline.declarations import Selectors, Source
from pipeline.records import Label

SELECTED_CONFIDENCE = 0.95  # somebody looked at the site and named the element

# Parsers refuse decoded text that still declares an encoding.
_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Selected:
    """What a card's selectors found, and the page without what they drop."""

    parts: Parts
    html: str


def read_html(
    body: bytes, source: Source, url: str | None, latest: dt.date, known: Known
) -> Parts | Problem:
    """Read an HTML page.

    Args:
        body: As fetched, in whatever encoding.
        source: Its card; selectors go before anything else.
        url: Address of the page.
        latest: Day of the capture.
        known: Folded labels by kind (see segment.fold).
    """
    html = decode(body, is_html=True)
    if html is None:
        return Problem("not_text", "The page is no text in any known encoding; look at the link.")
    selected = _select(_XML_PROLOGUE.sub("", html), source.select)
    # What a page says of itself stands at its head; the tree of 20 MB takes most of a gigabyte.
    page = parse_page(selected.html[:MAX_HTML])
    own = Parts(
        text="" if selected.parts.text else main_text(selected.html),
        title=page_title(page),
        authors=page_authors(page),
        section=page_section(page),
        dates=page_dates(page, url, latest),
        labels=page_keywords(page, frozenset[str]().union(*known.values())),
    )
    parts = _prefer(selected.parts, own)
    if not parts.text:
        return Problem(
            "no_body",
            f"No running text was found; name its element under select.body in the card of "
            f"{source.id}, or leave such pages out.",
        )
    return parts


def _prefer(parts: Parts, other: Parts) -> Parts:
    """Return parts with what is missing in them filled from others."""
    return replace(
        other,
        text=parts.text or other.text,
        title=parts.title or other.title,
        authors=parts.authors or other.authors,
        section=parts.section or other.section,
        dates=(*parts.dates, *other.dates),
        labels=(*parts.labels, *(label for label in other.labels if label not in parts.labels)),
    )


def _select(html: str, select: Selectors) -> _Selected:
    if select == Selectors():
        return _Selected(Parts(text=""), html)
    soup = BeautifulSoup(html, "lxml")
    for element in soup.select(select.drop) if select.drop else ():
        element.decompose()
    without_dropped = str(soup) if select.drop else html
    stated = next(iter(_all(soup, select.published)), "")
    when = claim(stated, SELECTED_CONFIDENCE, "selector")
    by_names = [name for text in _all(soup, select.authors) for name in _names(text)]
    parts = Parts(
        text="",
        title=next(iter(_all(soup, select.title)), ""),
        authors=tuple(dict.fromkeys(by_names)),
        section=next(iter(_all(soup, select.section)), ""),
        dates=(when,) if when else (),
        labels=_labels(soup, select),
    )
    body = soup.select(select.body) if select.body else []
    text = "\n\n".join(element_text(element) for element in body)
    return _Selected(replace(parts, text=text), without_dropped)


def _all(soup: BeautifulSoup, selector: str) -> list[str]:
    """Return the text of each selected element; of meta and time the value for machines."""
    if not selector:
        return []
    texts = []
    for element in soup.select(selector):
        stated = element.get("content") or element.get("datetime") or element.get_text(" ")
        texts.append(" ".join(str(stated).split()))
    return [text for text in texts if text]


def _names(stated: str) -> tuple[str, ...]:
    bare = stated[3:] if stated[:3].lower() == "by " else stated
    return split_authors(bare) or (bare,)


def _labels(soup: BeautifulSoup, select: Selectors) -> tuple[Label, ...]:
    selectors = (select.themes, select.disciplines, select.countries, select.keywords)
    pairs = zip(LABEL_KINDS, selectors, strict=True)
    return tuple(label for kind, css in pairs for label in labels(kind, _all(soup, css)))

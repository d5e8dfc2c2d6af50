"""Everything a page holds, read in this process."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.clean.html.body import main_parts, visible_parts
from pipeline.clean.html.cost import MAX_HTML
from pipeline.clean.html.dates import page_dates
from pipeline.clean.html.links import page_address, page_alternates
from pipeline.clean.html.meta import (
    page_authors,
    page_keywords,
    page_section,
    page_title,
    site_names,
)
from pipeline.clean.html.page import Page, parse_page
from pipeline.clean.html.select import select_parts
from pipeline.clean.language import stated_language
from pipeline.clean.parts import Known, Parts
from pipeline.declarations import Selectors

MAX_HEAD = 100_000  # characters at the front of a monstrous page in which its head is looked for


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a page before it is read."""

    select: Selectors
    """Of its source's card; they go before anything else."""
    url: str | None
    latest: dt.date
    """Day of the capture."""
    known: Known
    """Folded labels by kind (see segment.fold)."""


def read_here(html: str, reading: Reading) -> Parts:
    """Read a decoded page: what the card selects, else what the page says of itself.

    The text may be empty.
    """
    selected = select_parts(html, reading.select)
    # What a page says of itself stands at its head; the tree of 20 MB takes most of a gigabyte.
    page = parse_page(selected.html[:MAX_HTML])
    stated = _prefer(selected.parts, _own(page, reading))
    if stated.text:
        return stated
    tree = page.tree if len(selected.html) <= MAX_HTML else None
    return _prefer(stated, main_parts(tree, selected.html, reading.known))


def read_coarsely(html: str, reading: Reading) -> Parts:
    """Read a page that is too much for `read_here`: its head, and its visible text."""
    own = _own(parse_page(html[:MAX_HEAD]), reading)
    return _prefer(own, visible_parts(html, reading.known))


def _own(page: Page, reading: Reading) -> Parts:
    """Return what a page says of itself, without its text."""
    return Parts(
        text="",
        title=page_title(page),
        authors=page_authors(page),
        section=page_section(page),
        dates=page_dates(page, reading.url, reading.latest),
        labels=page_keywords(page, frozenset[str]().union(*reading.known.values())),
        language=stated_language(page.language),
        url=page_address(page),
        alternates=page_alternates(page, reading.url),
        site=site_names(page),
    )


def _prefer(parts: Parts, other: Parts) -> Parts:
    """Return parts with what is missing in them filled from others."""
    return replace(
        parts,
        text=parts.text or other.text,
        title=parts.title or other.title,
        authors=parts.authors or other.authors,
        section=parts.section or other.section,
        dates=(*parts.dates, *other.dates),
        labels=(*parts.labels, *(label for label in other.labels if label not in parts.labels)),
        language=parts.language or other.language,
        url=parts.url or other.url,
        website=parts.website or other.website,
        alternates=parts.alternates or other.alternates,
        site=parts.site or other.site,
    )

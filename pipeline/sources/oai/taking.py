"""What is taken of a repository's record: itself, or the page it names; and its files."""

from __future__ import annotations

import re

from pipeline.declarations import Source
from pipeline.records import Hints, Item, Window
from pipeline.sources.apis import record_item
from pipeline.sources.gathering import Gathering
from pipeline.sources.hinting import hints, plain
from pipeline.sources.moments import is_wanted
from pipeline.sources.naming import short
from pipeline.sources.oai.dublin_core import AUTHORS, LINKS, TEXTS, Record

_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|odt|epub|zip|xlsx?|pptx?|jpe?g|png|mp[34])(?:\?|$)", re.I)
_DOWNLOAD = re.compile(r"viewcontent\.cgi|/viewcontent/|/bitstreams?/|/download/|/retrieve/", re.I)
"""In addresses of files whose ending is not that of the file."""
_FILE_RANK = 2
_OF_A_HOST = 3
"""Slashes in the address of a site's first page."""
_RESOLVERS = ("://doi.org/", "://dx.doi.org/", "://hdl.handle.net/", "://nbn-resolving.")


def take(source: Source, gathering: Gathering, record: Record, window: Window) -> None:
    """Take a record as the card wants it, or note that it has been deleted."""
    if not record.identifier or not is_wanted(window, record.datestamp):
        return
    locator = f"{source.id}#{short(record.identifier)}"
    if record.is_deleted:
        gathering.gone.append(locator)
        return
    url = address(gathering, record)
    is_page = source.content == "page" and bool(url)
    if is_page:
        gathering.page(url, _hints(record), record.datestamp)
    else:
        gathering.item(_item(record, locator, url))
    for href in record.all(*LINKS):
        _take_file(source, gathering, href, url if is_page else locator)


def _take_file(source: Source, gathering: Gathering, href: str, parent: str) -> None:
    """Take a file by its ending; one that is only called a download may be a PDF, as most are."""
    if _DOWNLOAD.search(href) and not _FILE.search(href) and "://" in href:
        if {"pdf", ".pdf"} & set(source.files):
            gathering.file(gathering.address(href), parent)
    else:
        gathering.file_of(href, parent)


def address(gathering: Gathering, record: Record) -> str:
    """Return the record's page: rather the repository's own than a resolver's, a file at last."""
    links = [gathering.address(one) for one in record.all("identifier") if "://" in one]
    dois = (_DOI.fullmatch(one) for one in record.all("identifier"))
    links.extend(gathering.address(f"https://doi.org/{doi[1]}") for doi in dois if doi)
    links = [link for link in links if link]
    if links and all(_rank(link) == _FILE_RANK for link in links):
        links += _pages_of(gathering, record, links)
    return min(links, key=_rank, default="")


def _pages_of(gathering: Gathering, record: Record, files: list[str]) -> list[str]:
    """Return the pages that files lie below: EPrints gives a record's own as its relation."""
    related = [gathering.address(one) for one in record.all("relation") if "://" in one]
    above = [one for one in related if one.count("/") > _OF_A_HOST]
    return [one for one in above if any(file.startswith(one) for file in files)]


def _rank(url: str) -> int:
    if _FILE.search(url) or _DOWNLOAD.search(url):
        return _FILE_RANK
    return 1 if any(resolver in url for resolver in _RESOLVERS) else 0


def _item(record: Record, locator: str, url: str) -> Item:
    return record_item(
        locator,
        url,
        {
            "id": record.identifier,
            "title": plain(record.title()),
            "text": "\n\n".join(dict.fromkeys(record.all(*TEXTS))),
            "text_format": "text",
            "published": record.published(),
            "authors": [plain(name) for name in record.all(*AUTHORS)],
            "keywords": [plain(subject) for subject in record.all("subject")],
            "language": next(iter(record.all("language")), ""),
        },
        hints("oai", updated=record.datestamp),
    )


def _hints(record: Record) -> Hints:
    return hints(
        "oai",
        date=record.published(),
        updated=record.datestamp,
        title=record.title(),
        author=record.all(*AUTHORS),
        label=record.all("subject"),
        language=next(iter(record.all("language")), ""),
    )

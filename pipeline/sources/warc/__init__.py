"""Kind `warc`: web archives (.warc, .warc.gz, .wacz), as Browsertrix, wget and others write them.

Of every address the newest capture is read, so that a second look finds nothing new. Pictures,
scripts and whatever else a page is made of are left; where an archive (.wacz) says which addresses
were visited as pages, so are the pages inside pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.declarations import Source
from pipeline.records import Item, Rejected, document_id
from pipeline.sources.gathering import rejected
from pipeline.sources.naming import printable
from pipeline.sources.sniff import media_type
from pipeline.sources.warc.archives import Archive, archives_of, numbered, unread
from pipeline.sources.warc.choosing import Choice, choose
from pipeline.sources.warc.scanning import Entry, is_furniture
from pipeline.sources.web.failing import NoAnswerError


def read(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the newest capture of every address, in the order of files and of records in them.

    Every archive is read twice, from its beginning to its end, and none is held in memory: at
    first to see what there is, then to take what is wanted.

    Raises:
        DeclarationError: The file or folder does not exist, holds no archive, or a pattern cannot
            be used.
    """
    archives = archives_of(source, root)
    choice = choose(source, archives)
    for _, number, entry in numbered(archives):
        for url in choice.take(entry, number):
            yield from _item(source, entry, url, max_bytes)
    for archive in archives:
        yield from _problems(source, archive)
    yield from _unresolved(source, choice)
    for name, advice in unread(source, root):
        detail = f"{printable(name)} is an archive in a form that is not read; {advice}"
        yield rejected(source, f"{source.id}:{name}", "unreadable", detail)


def _item(source: Source, entry: Entry, url: str, max_bytes: int) -> Iterator[Item | Rejected]:
    try:
        body = entry.body(max_bytes)
    except NoAnswerError as error:
        yield _without_body(source, url, error, max_bytes)
        return
    except Exception as error:  # of a library: there is no list of what may be raised
        detail = f"{url} cannot be read ({error}); look at its archive with another program"
        yield _of_page(source, url, "unreadable", detail)
        return
    type_ = media_type(body, url.partition("?")[0])
    if body.strip() and not is_furniture(url, type_):
        yield Item(url, type_, body, url, entry.hints())


def _without_body(source: Source, url: str, error: NoAnswerError, max_bytes: int) -> Rejected:
    if error.reason in ("too_large", "bomb"):
        detail = f"{url} has more than max_item_bytes {max_bytes:,}; raise the limit to take it"
        return _of_page(source, url, "too_large", detail)
    told = error.detail.partition(";")[0]
    detail = f"{url} {told}; look at its archive with another program, or crawl it again"
    return _of_page(source, url, "unreadable", detail)


def _problems(source: Source, archive: Archive) -> Iterator[Rejected]:
    cut = f"{archive.problem}; the records before that are kept" if archive.problem else ""
    if told := "; ".join(part for part in (cut, archive.lost) if part):
        detail = f"{printable(archive.name)} {told}"
        yield rejected(source, f"{source.id}:{archive.name}", "damaged_archive", detail)


def _unresolved(source: Source, choice: Choice) -> Iterator[Rejected]:
    for url, refers_to in choice.unresolved:
        detail = (
            f"{url} is stored only as being the same as {refers_to or 'another record'}, "
            "which none of the archives holds; add the archive of an earlier crawl"
        )
        yield _of_page(source, url, "unresolved_revisit", detail)


def _of_page(source: Source, url: str, reason: str, detail: str) -> Rejected:
    return Rejected("ingest", source.id, url, reason, printable(detail), document_id(url))

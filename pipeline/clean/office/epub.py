"""E-books: chapters in their order of reading, each one a page of XHTML."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from pipeline.clean.decode import decode
from pipeline.clean.office.archive import Archive
from pipeline.clean.office.blocks import blocks
from pipeline.clean.office.content import Block, Content, Stated, UnreadableError
from pipeline.clean.office.properties import (
    PROPERTIES_CONFIDENCE,
    first,
    is_poor_title,
    people,
    texts,
)
from pipeline.clean.office.trees import local_name, named

PUBLISHED_CONFIDENCE = 0.8  # a publisher fills it in for the shops
MAX_CHAPTERS = 5_000
_ROLE = "{http://www.idpf.org/2007/opf}role"
_EVENT = "{http://www.idpf.org/2007/opf}event"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
# Fonts are scrambled in books that anybody may read.
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_epub(archive: Archive) -> Content:
    """Read an e-book: its chapters without notes, covers and tables of contents."""
    _refuse_locked(archive)
    path = _package_path(archive)
    package = archive.tree(path)
    if package is None:
        raise UnreadableError("broken_office", "The e-book has no package file; get it anew.")
    folder = posixpath.dirname(path)
    titles = _contents(archive, package, folder)
    chapters = [
        block
        for href in _spine(package)[:MAX_CHAPTERS]
        for block in _chapter(archive, posixpath.join(folder, href), titles)
    ]
    title = first(package, "title")
    creators = [each for each in named(package, "creator") if each.get(_ROLE, "aut") == "aut"]
    return Content(
        blocks=tuple(chapters),
        title=title,
        shown_title="" if is_poor_title(title) else title,
        authors=people([" ".join("".join(each.itertext()).split()) for each in creators]),
        language=first(package, "language"),
        dates=tuple(_dates(package)),
        keywords=tuple(texts(package, "subject")),
    )


def _refuse_locked(archive: Archive) -> None:
    tree = archive.tree("META-INF/encryption.xml")
    methods = [] if tree is None else named(tree, "EncryptionMethod")
    if any(method.get("Algorithm") not in _FONT_SCRAMBLING for method in methods):
        detail = "The e-book is locked by its seller; take an edition without copy protection."
        raise UnreadableError("encrypted_file", detail)


def _package_path(archive: Archive) -> str:
    container = archive.tree("META-INF/container.xml")
    roots = [] if container is None else named(container, "rootfile")
    stated = next((root.get("full-path", "") for root in roots), "")
    return stated or next((name for name in archive.names if name.endswith(".opf")), "")


def _spine(package: etree._Element) -> list[str]:
    """Return the addresses of the chapters, in order of reading."""
    items = {item.get("id", ""): item for item in named(package, "item")}
    guide = {
        _address(each.get("href", ""))
        for each in named(package, "reference")
        if each.get("type", "").lower() in ("toc", "cover", "index", "notes", "loi", "lot")
    }
    linear = (ref for ref in named(package, "itemref") if ref.get("linear") != "no")
    stated = (items.get(ref.get("idref", "")) for ref in linear)
    chapters = (item for item in stated if item is not None and not _is_nav(item))
    hrefs = (_address(item.get("href", "")) for item in chapters)
    return [href for href in dict.fromkeys(hrefs) if href and href not in guide]


def _is_nav(item: etree._Element) -> bool:
    return "nav" in item.get("properties", "").split()


def _address(href: str) -> str:
    return posixpath.normpath(unquote(href.partition("#")[0])) if href else ""


def _chapter(archive: Archive, path: str, titles: dict[str, str]) -> Iterator[Block]:
    """Yield a chapter's blocks; one without a heading gets that of the table of contents."""
    tree = page_tree(archive.read(posixpath.normpath(path)))
    found = () if tree is None else blocks(tree)
    title = titles.get(posixpath.normpath(path), "")
    if found and title and not any(block.level for block in found[:3]):
        yield Block(title, 1, shown=False)
    yield from found


def page_tree(body: bytes) -> etree._Element | None:
    """Parse a page of XHTML, or of HTML where it is not well-formed; None where it is empty."""
    text = _PROLOGUE.sub("", decode(body, is_html=True) or "")
    if not text.strip():
        return None
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(_without_entities(_DOCTYPE.sub("", text, count=1)), parser)
    except (etree.XMLSyntaxError, ValueError):
        return _as_html(text)


def _as_html(text: str) -> etree._Element | None:
    try:
        return lxml_html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return None


def _without_entities(text: str) -> str:
    """Write the entities of HTML, which XML does not know, as characters."""
    return _ENTITY.sub(
        lambda found: (
            html.unescape(found[0])
            if found[1] in name2codepoint and found[1] not in _XML_NAMES
            else found[0]
        ),
        text,
    )


def _contents(archive: Archive, package: etree._Element, folder: str) -> dict[str, str]:
    """Return the title that the table of contents gives to each file, the first of several."""
    titles: dict[str, str] = {}
    for item in named(package, "item"):
        is_ncx = item.get("media-type") == "application/x-dtbncx+xml"
        if not is_ncx and not _is_nav(item):
            continue
        path = posixpath.join(folder, _address(item.get("href", "")))
        tree = page_tree(archive.read(posixpath.normpath(path)))
        for href, title in _entries(tree, is_ncx=is_ncx):
            target = posixpath.join(posixpath.dirname(path), _address(href))
            titles.setdefault(posixpath.normpath(target), title)
    return titles


def _entries(tree: etree._Element | None, *, is_ncx: bool) -> Iterator[tuple[str, str]]:
    for entry in () if tree is None else named(tree, "navPoint" if is_ncx else "a"):
        if is_ncx:
            target = next((each for each in entry if local_name(each) == "content"), None)
            label = next((each for each in entry if local_name(each) == "navlabel"), None)
        else:
            target = label = entry
        if target is not None and label is not None:
            href = target.get("src" if is_ncx else "href", "")
            yield href, " ".join("".join(label.itertext()).split())


def _dates(package: etree._Element) -> Iterator[Stated]:
    """Yield when the book came out; days on which files were converted say little.

    A program that was told no day of publication states the second in which it wrote the file.
    """
    changes = [
        each.text.strip()
        for each in named(package, "meta")
        if each.get("property") == "dcterms:modified" and each.text
    ]
    for each in named(package, "date"):
        stated, event = "".join(each.itertext()).strip(), each.get(_EVENT, "publication")
        if stated and "publication" in event:
            is_stamp = stated in changes and "T" in stated
            confidence = PROPERTIES_CONFIDENCE if is_stamp else PUBLISHED_CONFIDENCE
            yield Stated(stated, confidence, "book")
    for stated in changes:
        yield Stated(stated, PUBLISHED_CONFIDENCE, "book", "modified")

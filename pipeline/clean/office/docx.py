"""Word files: their elements are renamed to HTML's and read like those.

mammoth, the library for this, takes over 10 s for 300 pages as Word writes them (7 MB of XML, a
run for every few words); this takes 0.5 s for the same file.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from pipeline.clean.office.archive import Archive
from pipeline.clean.office.blocks import blocks
from pipeline.clean.office.content import Content, UnreadableError
from pipeline.clean.office.docx_styles import Styles, read_styles
from pipeline.clean.office.properties import file_dates, first, people, shown_title, texts
from pipeline.clean.office.trees import attribute, child, drop, lift, local_name, named

_NAMES = {"tbl": "table", "tr": "tr", "tc": "td", "cr": "br", "txbxcontent": "div"}
# Deletions and moves that are tracked, codes of fields, and the reading aids above characters.
_DROPPED = ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt")
_FORMATTING = ("rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr")
_SPACES = {"tab": " ", "ptab": " ", "nobreakhyphen": "\u2011"}
_CONTENTS = "Table of Contents"
_FALSE = ("0", "false", "off")
_PAGE_BREAKS = ("page", "column")


def read_docx(archive: Archive) -> Content:
    """Read a Word file: body with text boxes; no notes, comments, deletions, heads or feet."""
    path = _main_part(archive)
    tree = archive.tree(path)
    if tree is None:
        raise UnreadableError("broken_office", "It has no main part; save it as docx anew.")
    styles = read_styles(archive.properties(posixpath.join(posixpath.dirname(path), "styles.xml")))
    _without_unseen(tree, styles)
    lift(tree, "txbxContent", ("p",))
    _rename(tree, styles)
    core = archive.properties("docProps/core.xml")
    return Content(
        blocks=blocks(tree),
        title=first(core, "title"),
        shown_title=shown_title(tree),
        authors=people(texts(core, "creator")),
        language=first(core, "language"),
        dates=file_dates(core, "created", "modified"),
        keywords=tuple(texts(core, "keywords")),
    )


def _main_part(archive: Archive) -> str:
    relations = archive.properties("_rels/.rels")
    for relation in () if relations is None else named(relations, "Relationship"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _without_unseen(tree: etree._Element, styles: Styles) -> None:
    """Take out what is deleted, hidden, doubled or a table of contents."""
    _without_doubles(tree)
    for mark in named(tree, "del"):
        _delete(mark)
    for mark in named(tree, "vanish"):
        run = mark.getparent().getparent()
        if local_name(run) == "r" and attribute(mark, "val") not in _FALSE:
            drop(run)
    for mark in named(tree, "docPartGallery", "showingPlcHdr"):
        if local_name(mark) != "docpartgallery" or attribute(mark, "val") == _CONTENTS:
            drop(next(mark.iterancestors("{*}sdt"), mark))
    entries = [paragraph for paragraph in named(tree, "p") if styles.is_contents(paragraph)]
    for element in [*named(tree, *_DROPPED), *entries]:
        drop(element)


def _without_doubles(tree: etree._Element) -> None:
    """Keep one of the two forms of a text box, for new programs and for old ones."""
    for choice in named(tree, "Choice"):
        fallback = child(choice.getparent(), "Fallback")
        if fallback is not None:
            drop(fallback if named(choice, "t") else choice)


def _delete(mark: etree._Element) -> None:
    """Carry out a deletion that stands among the properties of a row or of a paragraph's end."""
    parent = mark.getparent()
    owner = None if parent is None else parent.getparent()
    if owner is None:
        return
    if local_name(parent) == "trpr":
        drop(owner)
    elif local_name(owner) == "ppr" and owner.getparent() is not None:
        _join_next(owner.getparent())


def _join_next(paragraph: etree._Element) -> None:
    """Put a paragraph whose end is deleted before what the next one holds."""
    after = paragraph.getnext()
    if after is not None and local_name(after) == "p":
        content = [each for each in paragraph if local_name(each) != "ppr"]
        for index, each in enumerate(content):
            after.insert(index, each)
        drop(paragraph)


def _rename(tree: etree._Element, styles: Styles) -> None:
    """Rename elements; only what stands in text elements is text."""
    etree.strip_elements(tree, *(f"{{*}}{name}" for name in _FORMATTING))
    for element in tree.iter(etree.Element):
        name = local_name(element)
        element.tail = None
        if name != "t":
            element.text = _SPACES.get(name)
        if name == "p":
            element.tag = _paragraph_tag(element, styles)
        elif name == "br":
            element.tag = "span" if attribute(element, "type") in _PAGE_BREAKS else "br"
        else:
            element.tag = _NAMES.get(name, "span")
    etree.strip_tags(tree, "span")


def _paragraph_tag(paragraph: etree._Element, styles: Styles) -> str:
    if styles.is_title(paragraph):
        paragraph.set("class", "title")
        return "p"
    level = styles.level(paragraph)
    return f"h{level}" if level else "p"

"""OpenDocument texts: their elements are renamed to HTML's and read like those."""

from __future__ import annotations

from lxml import etree

from pipeline.clean.office.archive import Archive
from pipeline.clean.office.blocks import blocks
from pipeline.clean.office.content import Content, UnreadableError
from pipeline.clean.office.properties import file_dates, first, people, shown_title, texts
from pipeline.clean.office.trees import child, drop, lift, local_name, named

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NAMES = {
    "p": "p", "list": "ul", "list-item": "li", "list-header": "li", "table": "table",
    "table-row": "tr", "table-cell": "td", "line-break": "br", "section": "div",
    "text-box": "div",
}  # fmt: skip
# Deletions that are tracked, notes, remarks, tables of contents, and what only programs read.
_DROPPED_NAMES = (
    "tracked-changes note annotation annotation-end table-of-content illustration-index "
    "table-index object-index user-index alphabetical-index covered-table-cell forms title desc "
    "ruby-text hidden-paragraph hidden-text sequence-decls variable-decls user-field-decls scripts "
    "font-face-decls automatic-styles event-listeners"
)
_DROPPED = tuple(_DROPPED_NAMES.split())
MAX_LEVEL = 6
MAX_SPACES = 100  # of one element that stands for many; nobody sees how many there were


def read_odt(archive: Archive) -> Content:
    """Read an OpenDocument text: body with text boxes; no notes, remarks, deletions."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableError("encrypted_file", "It asks for a password; save it without one.")
    tree = archive.tree("content.xml")
    if tree is None:
        raise UnreadableError("broken_office", "It has no content.xml; save it as odt anew.")
    if child(tree, "body", "text") is None:
        detail = "It is an OpenDocument file but no text; save it as PDF, or leave it out."
        raise UnreadableError("not_text", detail)
    _rename(tree)
    etree.strip_tags(tree, "span")
    meta = archive.properties("meta.xml")
    return Content(
        blocks=blocks(tree),
        title=first(meta, "title"),
        shown_title=shown_title(tree),
        authors=people(texts(meta, "initial-creator") or texts(meta, "creator")),
        language=first(meta, "language"),
        dates=file_dates(meta, "creation-date", "date"),
        keywords=tuple(texts(meta, "keyword")),
    )


def _rename(tree: etree._Element) -> None:
    title_styles = _title_styles(tree)
    for element in named(tree, *_DROPPED):
        drop(element)
    lift(tree, "text-box", ("p", "h"))
    for element in tree.iter(etree.Element):
        name = local_name(element)
        if name == "s":
            stated = element.get(f"{_TEXT}c") or ""
            element.text = " " * (min(int(stated), MAX_SPACES) if stated.isdecimal() else 1)
        elif name == "tab":
            element.text = " "
        elif name == "p" and element.get(f"{_TEXT}style-name") in title_styles:
            element.set("class", "title")
        element.tag = _html_name(element, name)


def _html_name(element: etree._Element, name: str) -> str:
    if name != "h":
        return _NAMES.get(name, "span")
    stated = element.get(f"{_TEXT}outline-level") or ""
    level = int(stated) if stated.isdecimal() and len(stated) < 3 else 1
    return f"h{min(max(level, 1), MAX_LEVEL)}"


def _title_styles(tree: etree._Element) -> frozenset[str]:
    """Return the style of titles and the nameless ones that were made from it by hand."""
    derived = (
        style.get(f"{_STYLE}name", "")
        for style in tree.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    )
    return frozenset(("Title", *derived))

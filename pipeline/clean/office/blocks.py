"""From HTML, or what was renamed to look like it, to paragraphs, list items, rows, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.clean.office.content import Block
from pipeline.clean.office.trees import local_name
from pipeline.clean.wrap import unwrap

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form header hr li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN_NAMES = (
    "button head iframe map math noscript object script select style svg template textarea title"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# Parts of a book that are no running text, as EPUB and ARIA name them.
_NO_TEXT = re.compile(
    r"(?:^|[\s-])(?:toc|landmarks|page-list|pagelist|pagebreak|noteref|footnotes?|endnotes?|"
    r"rearnotes?|index|lo[itav]|cover|glossref)(?:\s|$)"
)
_TYPE_NAMES = ("{http://www.idpf.org/2007/ops}type", "epub:type", "role")
_LAYOUT = frozenset(("table", "ul", "ol", *_HEADINGS))  # in a cell: the table arranges the page
MAX_CELL_BLOCKS = 2  # paragraphs in a cell of a real table; with more it arranges the page
_WHITE = re.compile(r"\s+")


def blocks(root: etree._Element) -> tuple[Block, ...]:
    """Return what a reader sees, in order.

    A row of a table is one block with its cells side by side; rows that only arrange the page
    (a single cell, headings, lists or many paragraphs inside) are read cell by cell.
    """
    return tuple(_Walk().run(root))


class _Walk:
    """One walk over a tree, without recursion: documents may be nested to any depth."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._level = 0
        self._in_pre = 0

    def run(self, root: etree._Element) -> Iterator[Block]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                yield from self._start(element)
                if _is_unseen(element) or _is_row(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._add(element.text)
                continue
            if event == "end":
                yield from self._end(element, is_skipped=element is skipped)
            if element is not root:
                self._add(element.tail)
        yield from self._flush()

    def _start(self, element: etree._Element) -> Iterator[Block]:
        name = local_name(element)
        if name == "br":
            self._pieces.append("\n")
        elif name in _BLOCKS or name in _HEADINGS:
            yield from self._flush()
            self._level = _HEADINGS.get(name, self._level)
            self._in_pre += name == "pre"

    def _end(self, element: etree._Element, *, is_skipped: bool) -> Iterator[Block]:
        name = local_name(element)
        if name == "tr" and is_skipped and not _is_unseen(element):
            yield from _row(element)
        elif name in _BLOCKS or name in _HEADINGS:
            yield from self._flush()
            self._in_pre -= name == "pre"
            self._level = 0 if name in _HEADINGS else self._level

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text if self._in_pre else _WHITE.sub(" ", text))

    def _flush(self) -> Iterator[Block]:
        raw = "".join(self._pieces)
        self._pieces.clear()
        if not raw.strip():
            return
        if self._level or "\n" not in raw:
            yield Block(" ".join(raw.split()), self._level)
        else:
            lines = "\n".join(line.strip() for line in raw.split("\n"))
            yield from (Block(" ".join(each.split())) for each in unwrap(lines).split("\n\n"))


def _is_unseen(element: etree._Element) -> bool:
    if local_name(element) in _UNSEEN or "hidden" in element.attrib:
        return True
    if _UNSEEN_STYLE.search(element.get("style", "")):
        return True
    stated = " ".join(element.get(name, "") for name in _TYPE_NAMES)
    return bool(stated.strip()) and _NO_TEXT.search(stated) is not None


def _is_row(element: etree._Element) -> bool:
    """Tell a row of data from one that arranges a page."""
    if local_name(element) != "tr":
        return False
    cells = _cells(element)
    if len(cells) < 2:
        return False
    return not any(_arranges(cell) for cell in cells)


def _arranges(cell: etree._Element) -> bool:
    names = [local_name(inner) for inner in cell.iterdescendants()]
    return sum(name in ("p", "div") for name in names) > MAX_CELL_BLOCKS or any(
        name in _LAYOUT for name in names
    )


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if local_name(cell) in ("td", "th")]


def _row(row: etree._Element) -> Iterator[Block]:
    texts = [" ".join(block.text for block in _Walk().run(cell)) for cell in _cells(row)]
    if any(texts):
        yield Block(" ".join(text for text in texts if text))

"""Pasted text: articles out of pages that lost their mark-up, prose left as it is."""

from __future__ import annotations

import re

from pipeline.clean import furniture
from pipeline.clean.head import Head, is_heading, read_head
from pipeline.clean.label_blocks import find_blocks, read_block
from pipeline.clean.parts import Known, Parts
from pipeline.clean.wrap import is_wrapped, split_lines, unwrap
from pipeline.records import Label
from pipeline.text import normalise

_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_BOLD = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")
_LINK_LINE = re.compile(r"\s*(?:[-*•]\s+)?\[[^\]\n]+\]\([^)\n]*\)\s*")
_BULLET = re.compile(r"^\s*[-*•]\s+(?=\S)")


def read_prose(text: str) -> Parts:
    """Read text that is known to be one: only hard-wrapped lines are joined."""
    return Parts(text=normalise(unwrap(text)))


def read_pasted(text: str, known: Known) -> Parts:
    """Read text pasted or saved from anywhere.

    Page furniture (cookie boxes, menus, share bars, advertisements, sponsors, related lists,
    label blocks, footers) is removed where it is recognised; text without any is prose.

    Args:
        text: Decoded text.
        known: Folded labels by kind (see segment.fold), for blocks without separators.
    """
    raw = split_lines(text)
    if is_wrapped(raw):
        return read_prose(text)
    lines = [_without_markup(line) for line in raw]
    emptied, is_page = _empty_furniture(lines)
    article, found = _article(emptied, known)
    is_page = is_page or len(article) < len(emptied) or _has_dateline(article)
    if is_page:
        article = _without_trifles(raw, article)
    head = read_head(article, is_page=is_page)
    body = [line for index, line in enumerate(article) if index not in head.used]
    if not is_page and not _has_markup(text):  # indents tell where paragraphs begin
        body = [line for index, line in enumerate(raw) if index not in head.used]
    return _parts(body, head, found)


def _parts(body: list[str], head: Head, found: tuple[Label, ...]) -> Parts:
    return Parts(
        text=normalise(unwrap("\n".join(body))),
        title=normalise(head.title),
        authors=head.authors,
        section=normalise(head.section),
        published=head.published,
        labels=found,
    )


def _has_markup(text: str) -> bool:
    return bool(_LINK.search(text) or _BOLD.search(text))


def _without_markup(line: str) -> str:
    line = _LINK.sub(r"\1", line)
    line = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", line))
    return " ".join(_BULLET.sub("", line).split())


def _empty_furniture(lines: list[str]) -> tuple[list[str], bool]:
    """Empty the lines of furniture; the second value tells whether there was any."""
    dropped = set(furniture.consent_box(lines))
    for index, line in enumerate(lines):
        if furniture.is_share_bar(line) or furniture.is_advertisement(line):
            dropped.add(index)
    menu = [i for i, line in enumerate(lines) if line and furniture.is_menu(line)]
    if len(menu) > 2:
        dropped.update(menu)
    if dropped:  # in a treaty or a report such lines may be text
        dropped.update(furniture.sponsor_lines(lines))
    return ["" if i in dropped else line for i, line in enumerate(lines)], bool(dropped)


def _article(lines: list[str], known: Known) -> tuple[list[str], tuple[Label, ...]]:
    """Return the lines before related lists, label blocks and footer, and the labels."""
    blocks = find_blocks(lines)
    found = [(block, read_block(block, known)) for block in blocks]
    starts = [block.start for block, block_labels in found if block_labels]
    end = min([furniture.cut_line(lines), *starts])
    return lines[:end], tuple(label for _, block_labels in found for label in block_labels)


def _has_dateline(lines: list[str]) -> bool:
    head = read_head(lines, is_page=True)
    return bool(head.section) or (head.published is not None and head.published.confidence > 0.7)


def _without_trifles(raw: list[str], lines: list[str]) -> list[str]:
    """Empty hashtags, calls and link-only lines, and the headings that lose their content."""
    kept = list(lines)
    below = "end"  # what the next line that is not empty is
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        is_link = _LINK_LINE.fullmatch(raw[index]) is not None
        if not line:
            continue
        if is_link or furniture.is_trifle(line) or (below != "text" and is_heading(line)):
            kept[index] = ""
        below = "links" if is_link or (below == "end" and not kept[index]) else "text"
    return kept

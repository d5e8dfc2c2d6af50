"""Pasted text: articles out of pages that lost their mark-up, prose left as it is."""

from __future__ import annotations

import re

from pipeline.clean import furniture
from pipeline.clean.head import is_heading, read_head
from pipeline.clean.joined import joined_lines
from pipeline.clean.label_blocks import find_blocks, read_block
from pipeline.clean.parts import Known, Parts
from pipeline.clean.wrap import is_wrapped, split_lines, unwrap
from pipeline.records import Label
from pipeline.text import normalise

# Proofs of a pasted page; prose that OCR read has now and then one line that looks like one.
MIN_PROOFS_WRAPPED = 2
MAX_MENU_LIKE = 2  # lines like "News" or "Home" that any text may have

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
    wrapped = is_wrapped(raw)
    groups = joined_lines(raw) if wrapped else [range(i, i + 1) for i in range(len(raw))]
    marked = [" ".join(raw[index].strip() for index in group) for group in groups]
    lines = [_without_markup(line) for line in marked]
    article, found, proofs = _without_furniture(lines, known)
    is_page = proofs >= (MIN_PROOFS_WRAPPED if wrapped else 1)
    article = _without_trifles(marked, article) if is_page else lines
    head = read_head(article, is_page=is_page)
    kept = [
        (line, group)
        for index, (line, group) in enumerate(zip(article, groups, strict=False))
        if index not in head.used
    ]
    body = _plain_body if is_page or (_has_markup(text) and not wrapped) else _raw_body
    return Parts(
        text=normalise(body(raw, kept)),
        title=normalise(head.title),
        authors=head.authors,
        section=normalise(head.section),
        dates=(head.published,) if head.published else (),
        labels=found if is_page else (),
    )


def _raw_body(raw: list[str], kept: list[tuple[str, range]]) -> str:
    """Return prose as it stood: indents tell where paragraphs begin."""
    lines = (raw[index] if line else "" for line, group in kept for index in group)
    return unwrap("\n".join(lines))


def _plain_body(raw: list[str], kept: list[tuple[str, range]]) -> str:
    """Return the text of a page without marks of links, emphasis and lists."""
    if any(len(group) > 1 for _, group in kept):
        paragraphs = _raw_body(raw, kept).split("\n\n")
        return "\n\n".join(_without_markup(paragraph) for paragraph in paragraphs)
    return unwrap("\n".join(line for line, _ in kept))


def _has_markup(text: str) -> bool:
    return bool(_LINK.search(text) or _BOLD.search(text))


def _without_markup(line: str) -> str:
    line = _LINK.sub(r"\1", line)
    line = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", line))
    return " ".join(_BULLET.sub("", line).split())


def _without_furniture(lines: list[str], known: Known) -> tuple[list[str], tuple[Label, ...], int]:
    """Return the article's lines, furniture emptied, the labels, and how much furniture it is.

    A cookie box or a share bar proves a pasted page twice, anything else once.
    """
    dropped = set(furniture.consent_box(lines))
    shared = {i for i, line in enumerate(lines) if furniture.is_share_bar(line)}
    advertised = {i for i, line in enumerate(lines) if furniture.is_advertisement(line)}
    menu = {i for i, line in enumerate(lines) if line and furniture.is_menu(line)}
    menu = menu if len(menu) > MAX_MENU_LIKE else set()
    proofs = 2 * bool(dropped) + 2 * bool(shared) + bool(advertised) + bool(menu)
    dropped |= shared | advertised | menu
    if dropped:  # in a treaty or a report such lines may be text
        dropped.update(furniture.sponsor_lines(lines))
    emptied = ["" if i in dropped else line for i, line in enumerate(lines)]
    article, found = _article(emptied, known)
    proofs += (len(article) < len(emptied)) + bool(found) + _has_dateline(article)
    return article, found, proofs


def _article(lines: list[str], known: Known) -> tuple[list[str], tuple[Label, ...]]:
    """Return the lines before related lists, label blocks and footer, and the labels."""
    blocks = find_blocks(lines)
    found = [(block, read_block(block, known)) for block in blocks]
    starts = [block.start for block, block_labels in found if block_labels]
    end = min([furniture.cut_line(lines), *starts])
    return lines[:end], tuple(label for _, block_labels in found for label in block_labels)


def _has_dateline(lines: list[str]) -> bool:
    head = read_head(lines, is_page=True)
    is_posted = head.published is not None and head.published.read_from == "byline"
    return is_posted or bool(head.section)


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

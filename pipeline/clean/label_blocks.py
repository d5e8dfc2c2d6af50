"""Blocks of publisher's labels after an article: COUNTRIES, THEMES, DISCIPLINES, Tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.clean.furniture import is_body, is_cut, is_footer, is_menu, is_trifle, only_teasers
from pipeline.clean.parts import LabelKind, labels
from pipeline.clean.segment import cover, split_parts, with_parts
from pipeline.records import Label

_HEADING = re.compile(
    r"(?P<word>countr(?:y|ies)|regions?|themes?|disciplines?|tags?|topics?|keywords?|filed under)"
    r"\s*(?::\s*(?P<rest>\S.*))?:?",
    re.IGNORECASE,
)
_KINDS: Mapping[str, LabelKind] = {
    "country": "countries",
    "countries": "countries",
    "region": "countries",
    "regions": "countries",
    "theme": "themes",
    "themes": "themes",
    "discipline": "disciplines",
    "disciplines": "disciplines",
}
MAX_LINES = 40  # of one block, where every label has its line
MAX_LINE = 300  # characters of labels without separators
MAX_LABEL_WORDS = 5  # of a label that no vocabulary knows


@dataclass(frozen=True, slots=True)
class Block:
    """One heading and the label lines below it."""

    kind: LabelKind
    start: int
    """Index of the heading's line."""
    lines: tuple[str, ...]
    end: int
    """Index of the line after its last."""


def find_blocks(lines: Sequence[str]) -> list[Block]:
    """Return the label blocks that stand after the text, in order.

    A heading counts only after running text, with label-like lines below it, and where nothing
    but furniture follows; a chapter called "Themes" has none of that.
    """
    found: list[Block] = []
    seen_body = False
    # What is true of lines is true of the last of them: from here on there are but teasers.
    end = bisect_left(range(len(lines)), True, key=lambda index: only_teasers(lines[index:]))
    for index, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if heading and seen_body and index >= end:
            content = _content(lines, index, heading["rest"])
            if content:
                kind = _KINDS.get(heading["word"].casefold(), "keywords")
                texts = tuple(text for _, text in content)
                found.append(Block(kind, index, texts, content[-1][0] + 1))
        seen_body = seen_body or is_body(line)
    return found


def _content(lines: Sequence[str], heading: int, rest: str | None) -> list[tuple[int, str]]:
    """Return the label lines below a heading, or what stands behind it, with their indices."""
    if rest:
        return [(heading, rest)] if _is_label_line(rest) else []
    content: list[tuple[int, str]] = []
    for index in range(heading + 1, min(len(lines), heading + 1 + MAX_LINES)):
        line = lines[index]
        if _HEADING.fullmatch(line) or (line and not _is_label_line(line)):
            break
        if line:
            content.append((index, line))
    return content


def _is_label_line(line: str) -> bool:
    if len(line) > MAX_LINE or line.endswith((".", "!", "?")):
        return False
    if is_footer(line) or is_cut(line) or is_trifle(line) or is_menu(line):
        return False
    shown_as_label = line.isupper() or bool(re.search(r"[;,|•·]", line))
    return shown_as_label or len(line.split()) <= MAX_LABEL_WORDS


def read_block(block: Block, known: Mapping[str, frozenset[str]]) -> tuple[Label, ...]:
    """Return the labels of a block, each once.

    What is known of the block's kind counts as that. What is not becomes a keyword where
    separators or line breaks tell it apart; rubrics run into known labels are dropped. A kind
    of which nothing at all is known takes its labels as they stand.

    Args:
        block: As found.
        known: Folded labels by kind (see segment.fold); tags may be of any kind.
    """
    every = frozenset[str]().union(*known.values())
    vocabulary = every if block.kind == "keywords" else known.get(block.kind, frozenset())
    if block.kind != "countries":  # Tobago without Trinidad is not a country
        vocabulary = with_parts(vocabulary)
    found, others = _read_lines([split_parts(line, vocabulary) for line in block.lines], vocabulary)
    other_kind: LabelKind = "keywords" if vocabulary else block.kind
    short = [text for text in others if len(text.split()) <= MAX_LABEL_WORDS]
    return (*labels(block.kind, found), *labels(other_kind, short))


def _read_lines(
    lines: Sequence[list[str]], vocabulary: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Return the known and the other labels of lines that are split at their separators."""
    one_a_line = len(lines) > 1 and not any(_is_run_together(parts, vocabulary) for parts in lines)
    found: list[str] = []
    others: list[str] = []
    for parts in lines:
        for part in parts:
            pieces = cover(part, vocabulary)
            texts = [text for text, is_known in pieces if is_known]
            if len(texts) < len(pieces) and (one_a_line or len(parts) > 1):
                others.append(part)
            else:
                found += texts
    if not found and not others:
        others = [part for parts in lines for part in parts]
    return found, others


def _is_run_together(parts: list[str], vocabulary: frozenset[str]) -> bool:
    return len(parts) == 1 and sum(is_known for _, is_known in cover(parts[0], vocabulary)) > 1

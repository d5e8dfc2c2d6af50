"""Hard-wrapped lines joined to paragraphs, and words mended that were cut at line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MAX_WRAP = 120  # characters; typewriters, OCR columns and mail wrap below, web text does not wrap
MIN_WRAP = 20
MIN_CONTINUED = 4  # lines; fewer prove no wrapping
# Of neighbouring lines the second begins in lower case: in 399 articles read by OCR 31 % at
# least and 76 % at the median, in pasted pages 5 % at most.
MIN_CONTINUED_SHARE = 0.2
MAX_LONG_SHARE = 0.1  # of the characters may stand in lines beyond MAX_WRAP in a wrapped text
SHORT = 0.8  # of the width: a line that ends a sentence below this ends its paragraph
VERY_SHORT = 0.5  # of the width: a line below this ends its paragraph before a capital anyway
MAX_WORD = 40  # characters before a hyphen that are looked at
_TAIL = MAX_WORD + 2  # and the hyphen before that word
_NEARBY = 4  # lines before and after that tell the width of a column

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_HYPHEN_END = re.compile(r"(?P<left>[^\W\d_]+)(?P<mark>[-\u2010\u00ac\u00ad\ufffe\x02])$")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”\u2019»)\]*]*$")
_CLAUSE_END = re.compile(r"[.!?…:;][\"'”\u2019»)\]*]*(?:\s?\d{1,3})?$")  # and a note's number
_LIST_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)]|[•·▪■●*\u2013-])\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER_LINE = re.compile(r"\s*\d{1,3}\s*$")


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring lines without a blank one between, and whether the text is wrapped."""

    lines: list[str]
    wrapped: bool
    words: frozenset[str]
    """Folded words of the whole text: they tell whether a hyphen is part of a word."""


def split_lines(text: str) -> list[str]:
    """Split at any kind of line break; white space at line ends is removed."""
    return [line.rstrip() for line in _LINE_BREAK.sub("\n", text).split("\n")]


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines were broken at a width and not where paragraphs end.

    Then many lines go on in lower case; text in capitals shows it by lines of equal width.
    """
    stripped = [line.strip() for line in lines]
    lengths = sorted(len(line) for line in stripped if line)
    n_long = sum(length for length in lengths if length > MAX_WRAP)
    if not lengths or n_long > MAX_LONG_SHARE * sum(lengths):
        return False
    if not any(char.islower() for line in stripped for char in line):
        width = lengths[int(0.9 * (len(lengths) - 1))]
        n_full = sum(length >= SHORT * width for length in lengths)
        return width >= MIN_WRAP and n_full >= max(MIN_CONTINUED, 0.5 * len(lengths))
    beside = [(a, b) for a, b in pairwise(stripped) if a and b]
    n_continued = sum(line[0].islower() for _, line in beside)
    return n_continued >= max(MIN_CONTINUED, MIN_CONTINUED_SHARE * len(beside))


def unwrap(text: str) -> str:
    """Join hard-wrapped lines and mend hyphens at line ends.

    Returns:
        Paragraphs separated by blank lines. In a text that is not wrapped every line is a
        paragraph, unless the next line plainly goes on with it.
    """
    lines = split_lines(text)
    wrapped = is_wrapped(lines)
    if wrapped:
        lines = _without_page_numbers(lines)
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    joined = (_join(_Block(block, wrapped, words)) for block in _blocks(lines))
    return "\n\n".join(joined)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _without_page_numbers(lines: list[str]) -> list[str]:
    """Drop numbers that stand alone between lines of words."""
    numbers = [bool(_NUMBER_LINE.match(line)) for line in lines]
    beside = [False, *numbers[:-1]], [*numbers[1:], False]
    kept = zip(lines, numbers, *beside, strict=True)
    return [line for line, is_number, before, after in kept if not is_number or before or after]


def _join(block: _Block) -> str:
    pieces = [block.lines[0].strip()]
    tail = pieces[0][-_TAIL:]  # what is joined is never searched again, however long it grows
    for index in range(1, len(block.lines)):
        line = block.lines[index].strip()
        glue = "\n\n" if _breaks(block, index) else " "
        if glue == " " and (cut := _HYPHEN_END.search(tail, max(0, len(tail) - MAX_WORD))):
            glue, is_kept = _mended(tail, cut, line, block.words)
            if not is_kept:
                pieces[-1], tail = pieces[-1][:-1], tail[:-1]
        pieces += (glue, line)
        tail = (tail + glue + line[-_TAIL:])[-_TAIL:]
    return "".join(pieces)


def _breaks(block: _Block, index: int) -> bool:
    """Tell whether a paragraph ends before the line of this index."""
    before, line = block.lines[index - 1].strip(), block.lines[index].strip()
    n_indent = len(block.lines[index]) - len(block.lines[index].lstrip(" "))
    if line[0].islower() or n_indent == 1:  # XML dumps go on with one space
        return bool(_LIST_MARKER.match(line)) and bool(re.search(r"[.;:]$", before))
    if not block.wrapped:
        return _HYPHEN_END.search(before) is None
    return _breaks_wrapped(block, index, before, line)


def _breaks_wrapped(block: _Block, index: int, before: str, line: str) -> bool:
    near = block.lines[max(0, index - _NEARBY) : index + _NEARBY]
    width = max(len(neighbour.strip()) for neighbour in near)
    ends = _SENTENCE_END.search(before) is not None
    is_item = _LIST_MARKER.match(line) is not None
    if is_item and (_CLAUSE_END.search(before) or len(before) < SHORT * width):
        return True
    if ends and len(before) < SHORT * width:
        return True
    if len(before) < VERY_SHORT * width and line[0].isupper() and len(line) >= SHORT * width:
        return True
    if _is_capitals(before) != _is_capitals(line):
        return not before.endswith((",", "-"))
    return block.lines[index].startswith("  ") and not block.lines[index - 1].startswith("  ")


def _is_capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() for char in line) >= 4


def _mended(tail: str, cut: re.Match[str], line: str, words: frozenset[str]) -> tuple[str, bool]:
    """Return what stands between the halves of a word, and whether it keeps its hyphen."""
    if cut["mark"] != "-" and cut["mark"] != "\u2010":
        return "", False
    right = _WORD.match(line)
    if right is None:
        return " ", True
    left, rest = cut["left"].casefold(), right[0].casefold()
    is_compound = tail[: cut.start()].endswith("-") or not line[0].islower()
    return "", is_compound or (f"{left}-{rest}" in words and left + rest not in words)

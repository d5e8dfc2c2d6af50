"""Pages made to keep parsers busy, told from their bare characters before a parser sees them.

Parsers follow the rules of HTML, by which a page of a megabyte may become millions of elements, or
one element be compared with 100,000 attributes: hours within a library that nothing can break off.
Such a page stays due, so it would stop every run to come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a parser can stand."""

    tags: int = 800_000
    depth: int = 2000
    """Of elements in each other; parsers need seconds for 10,000 levels, real pages have below
    100."""


WORK = 50_000_000
"""Levels below all tags, summed up: an end tag that ends nothing is looked for on all of them."""
COPIES = 2_000_000
"""Likewise, of elements such as <font> alone: they are made anew in every block that follows."""
ATTRIBUTES = 10_000
"""Of one element: each is compared with all before, which takes a second for so many; likewise
for a hundred elements with a tenth of that."""
LONG = 1000
"""Characters of a tag, in which there may be many attributes."""
SHORT = 40_000
"""Characters; a page that is shorter has not so many different attributes."""
FEW_TAGS = 10_000
"""Fewer, of which no more than the depth allowed are opened, cost nothing whatever they are."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([\s/]?)", re.IGNORECASE)
_NAMES = "area base br col embed hr img input link meta source track wbr p li td th tr dt dd option"
_FLAT = frozenset((*_NAMES.split(), "thead", "tbody", "tfoot", "colgroup", "optgroup", "rp", "rt"))
"""Elements that hold none, or end where the next of their name begins."""
_COPIED = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
"""Elements that go on behind the end of the block they began in; without attributes, three at most
of a name."""
_WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)""")
_CODE = re.compile(r"<(/?)(script|style|svg|math)[\s>/]", re.IGNORECASE)
_DRAWINGS = ("svg", "math")
_NAME = re.compile(r"[^\s/]++")


def is_taxing(text: str, limits: Limits | None = None) -> bool:
    """Tell whether a page may keep a parser busy for longer than a few seconds."""
    limits = limits or Limits()
    text = _without_code(text)
    n_tags = text.count("<")
    n_opened = n_tags - text.count("</")
    if n_tags > limits.tags or sum(n * n for n in _attributes(text)) > ATTRIBUTES**2:
        return True
    is_simple = n_opened <= limits.depth and n_tags <= FEW_TAGS
    return not is_simple and _nests(text, limits.depth)


def most_attributes(text: str) -> int:
    """Return how many attributes one tag has at most; 0 where none can have too many."""
    return max(_attributes(text), default=0)


def _without_code(text: str) -> str:
    """Leave out scripts and styles, whose signs are no tags; within drawings they are."""
    kept: list[str] = []
    at, code, is_drawing = 0, "", False
    for mark in _CODE.finditer(text):
        name, is_end = mark[2].lower(), bool(mark[1])
        if code:
            if is_end and name == code:
                at, code = mark.start(), ""
        elif name in _DRAWINGS:
            is_drawing = not is_end
        elif not (is_end or is_drawing):
            kept.append(text[at : mark.end()])
            code = name
    return "".join(kept) if code else "".join((*kept, text[at:]))


def _attributes(text: str) -> Iterator[int]:
    """Yield the number of attributes of each long tag; of a short page none."""
    for tag in _WHOLE_TAG.finditer(text) if len(text) >= SHORT else ():
        if tag.end() - tag.start() > LONG:
            yield len(_NAME.findall(_VALUE.sub("= ", tag[0]))) - 1


def _nests(text: str, depth: int) -> bool:
    """Tell whether elements lie too deep in each other; what ends nothing that is open counts not.

    By name alone the depth is never below that of a parser, and mostly above.
    """
    level = n_copied = work = copies = 0
    opened: Counter[str] = Counter()
    copied: Counter[str] = Counter()
    for end, name, more in _TAG.findall(text):
        name = name.lower()
        work += level
        copies += n_copied
        if level > depth or work > WORK or copies > COPIES:
            return True
        if name in _FLAT or (end and not opened[name]):
            continue
        opened[name] += -1 if end else 1
        level += -1 if end else 1
        if name in _COPIED:
            before = copied[name]
            copied[name] = min(before, opened[name]) if end else before + bool(more)
            n_copied += copied[name] - before
    return level > depth

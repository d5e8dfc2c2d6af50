"""Pasted text as a sheet of lines, each with its fate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.clean.joined import joined_lines
from pipeline.clean.parts import LineFate
from pipeline.clean.wrap import is_wrapped, split_lines, unwrap

# None reaches over the beginning of the next: a line of a thousand open ones costs no more.
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_BOLD = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")
_LINK_LINE = re.compile(r"\s*(?:[-*•]\s+)?\[[^\]\n]+\]\([^)\n]*\)\s*")
# Programs that render pages set "+" and "o" before items of inner lists, and indent them.
_BULLET = re.compile(r"^(?:\s*[-*•●▪■◦]|\s{2,}[+o])\s+(?=\S)")
MAIN_TEXT = "main text"


@dataclass(slots=True)
class Sheet:
    """Lines of a text, hard-wrapped ones put together, and why each is dropped so far."""

    raw: list[str]
    groups: list[range]
    """Indices of raw lines that make up one line."""
    marked: list[str]
    """With the marks of links, emphasis and lists."""
    lines: list[str]
    """Without."""
    is_wrapped: bool
    whys: dict[int, str] = field(default_factory=dict)
    """Why a line is not part of the text, by its index; the first reason stands."""

    @property
    def has_markup(self) -> bool:
        """Whether links or bold print are marked as in Markdown."""
        return any(_LINK.search(line) or _BOLD.search(line) for line in self.raw)

    def drop(self, indices: Iterable[int], why: str) -> None:
        """Note why lines are no part of the text."""
        for index in indices:
            self.whys.setdefault(index, why)

    def drop_all(self, whys: Mapping[int, str]) -> None:
        """Note why each of several lines is no part of the text."""
        for index, why in whys.items():
            self.whys.setdefault(index, why)

    def kept(self) -> list[str]:
        """Return the lines, dropped ones emptied."""
        return ["" if index in self.whys else line for index, line in enumerate(self.lines)]

    def is_link(self, index: int) -> bool:
        """Tell a line that is one link and nothing else."""
        return _LINK_LINE.fullmatch(self.marked[index]) is not None

    def seen(self) -> list[str]:
        """Return the lines with indents and bullets but without other marks, as models see them."""
        firsts = [self.raw[group[0]] for group in self.groups]
        indents = [first[: len(first) - len(first.lstrip())] for first in firsts]
        return [indent + _plain(line) for indent, line in zip(indents, self.marked, strict=True)]

    def body(self, *, is_plain: bool) -> str:
        """Return what is kept, as paragraphs.

        Args:
            is_plain: Without marks of links, emphasis and lists; else prose as it stood, whose
                indents tell where paragraphs begin.
        """
        kept = [
            (line, group)
            for index, (line, group) in enumerate(zip(self.lines, self.groups, strict=True))
            if index not in self.whys
        ]
        if is_plain and not any(len(group) > 1 for _, group in kept):
            return unwrap("\n".join(line for line, _ in kept))
        raw = (self.raw[at] if line else "" for line, group in kept for at in group)
        text = unwrap("\n".join(raw))
        if not is_plain:
            return text
        return "\n\n".join(without_markup(paragraph) for paragraph in text.split("\n\n"))

    def fates(self) -> tuple[LineFate, ...]:
        """Return what became of every line that is not blank, as it stood."""
        found = []
        for index, group in enumerate(self.groups):
            why = self.whys.get(index, MAIN_TEXT)
            raw = (self.raw[at].strip() for at in group)
            found += [LineFate(line, index not in self.whys, why) for line in raw if line]
        return tuple(found)


def read_sheet(text: str, *, is_joined: bool = True) -> Sheet:
    """Split a text into lines; those of a hard-wrapped one are put together where asked for."""
    raw = split_lines(text)
    wrapped = is_wrapped(raw)
    groups = (
        joined_lines(raw)
        if wrapped and is_joined
        else [range(at, at + 1) for at in range(len(raw))]
    )
    marked = [" ".join(raw[at].strip() for at in group) for group in groups]
    whole = (
        raw[group[0]] if len(group) == 1 else line
        for group, line in zip(groups, marked, strict=True)
    )
    return Sheet(raw, groups, marked, [without_markup(line) for line in whole], wrapped)


def without_markup(line: str) -> str:
    """Return a line without marks of links, emphasis and lists."""
    return " ".join(_BULLET.sub("", _plain(line)).split())


def _plain(line: str) -> str:
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(r"\1", line)))

"""The front matter of a PDF: title lines and table of contents, which are no running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

Pages = Sequence[list[str]]

MAX_FRONT_PAGES = 12  # among which a table of contents begins: title, imprint, foreword
MAX_TITLE_LINES = 4
MAX_ENTRY_LINES = 3  # over which one entry may run
MAX_ENTRY = 100  # characters of a line
MIN_ENTRIES = 2
MAX_GAP = 2  # lines between two entries: "Page", the end of a long one
MIN_KEY = 4  # letters and digits; less is found again anywhere

_CONTENTS = re.compile(r"(?:table of )?contents|sommaire|table des matières|inhalt", re.IGNORECASE)
_PAGED = re.compile(r".*[^\W\d].*?(?:[\s.·…_]{3,}|\s)(?:\d{1,3}|[ivxl]{1,6})")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d].*[^.;,]")
_NO_LETTER = re.compile(r"[\W_]+")


def without_title(pages: Pages, title: str) -> list[list[str]]:
    """Take the title off where it begins a page: over several lines, or as a running head."""
    wanted = _key(title)
    if len(wanted) < MIN_KEY:
        return [list(page) for page in pages]
    return [_without_first(page, wanted) for page in pages]


def _without_first(page: list[str], wanted: str) -> list[str]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    for n_lines in range(1, MAX_TITLE_LINES + 1):
        if _key("".join(page[index] for index in filled[:n_lines])) == wanted:
            return [line for index, line in enumerate(page) if index not in filled[:n_lines]]
    return list(page)


def without_contents(pages: Pages) -> list[list[str]]:
    """Take out a table of contents: its heading, and below it lines that are plainly entries.

    An entry is numbered, ends in a page number, or stands again on a later page; on the next
    pages the table goes on with page numbers only.
    """
    kept = [list(page) for page in pages]
    for number, page in enumerate(kept[:MAX_FRONT_PAGES]):
        starts = [n for n, line in enumerate(page) if _CONTENTS.fullmatch(line.strip(" .:"))]
        if not starts:
            continue
        later = [_key(line) for line in chain.from_iterable(kept[number + 1 :])]
        n_lines, n_entries = _entries(page[starts[0] + 1 :], later)
        if n_entries < MIN_ENTRIES:
            continue
        end = starts[0] + 1 + n_lines
        kept[number] = page[: starts[0]] + page[end:]
        return kept if any(map(str.strip, page[end:])) else _continued(kept, number + 1)
    return kept


def _continued(pages: list[list[str]], number: int) -> list[list[str]]:
    """Take further pages of a table off, as long as they consist of it."""
    while number < len(pages):
        n_lines, n_entries = _entries(pages[number], None)
        if n_entries < MIN_ENTRIES:
            break
        pages[number] = pages[number][n_lines:]
        if any(map(str.strip, pages[number])):
            break
        number += 1
    return pages


def _entries(lines: Sequence[str], later: Sequence[str] | None) -> tuple[int, int]:
    """Return how many lines the entries take up, and how many there are."""
    index = end = n_entries = gap = 0
    while index < len(lines) and gap <= MAX_GAP:
        n_lines = _entry(lines, index, later)
        index += n_lines or 1
        if n_lines:
            end, n_entries, gap = index, n_entries + 1, 0
        elif lines[index - 1].strip():
            gap += 1
    return end, n_entries


def _entry(lines: Sequence[str], index: int, later: Sequence[str] | None) -> int:
    """Return over how many lines the entry at an index runs; 0 where none begins."""
    line = lines[index].strip()
    for n_lines in range(1, MAX_ENTRY_LINES + 1) if line and later else ():
        if _stands(_key("".join(lines[index : index + n_lines])), later or ()):
            return n_lines
    is_entry = _PAGED.fullmatch(line) or (later is not None and _NUMBERED.fullmatch(line))
    return 1 if is_entry and len(line) <= MAX_ENTRY else 0


def _stands(wanted: str, later: Sequence[str]) -> bool:
    """Tell whether one line, or some that follow each other, are just these words."""
    if len(wanted) < MIN_KEY:
        return False
    begins = (n for n, key in enumerate(later) if key and wanted.startswith(key))
    return any(
        "".join(later[n : n + n_lines]) == wanted
        for n in begins
        for n_lines in range(1, MAX_ENTRY_LINES + 1)
    )


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()

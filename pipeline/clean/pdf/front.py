"""The table of contents in a PDF's front matter, which is no running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

Pages = Sequence[list[str]]

MAX_FRONT_PAGES = 12  # among which a table of contents begins: title, imprint, foreword
MAX_ENTRY_LINES = 3  # over which one entry may run
MAX_ENTRY = 100  # characters of a line
MIN_ENTRIES = 2
MAX_GAP = 2  # lines between two entries: "Page", the end of a long one
MAX_PLACES = 50  # of one line that stands on many pages
MIN_KEY = 4  # letters and digits; less is found again anywhere

_CONTENTS = re.compile(r"(?:table of )?contents|sommaire|table des matières|inhalt", re.IGNORECASE)
_PAGED = re.compile(r".*[^\W\d].*?(?:[\s.·…_]{3,}|\s)(?:\d{1,3}|[ivxl]{1,6})")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d].*[^.;,]")
_LEADERS = re.compile(r"(?:\s?[.·…_]){4,}\s*")
_NO_LETTER = re.compile(r"[\W_]+")


def contents(pages: Pages) -> dict[int, list[int]]:
    """Find a table of contents: its heading, and below it lines that are plainly entries.

    An entry is numbered, ends in a page number, or stands again on a later page; on the next
    pages the table goes on with page numbers only.

    Args:
        pages: Lines of each page.

    Returns:
        Places of its lines by page; none where there is no table.
    """
    for number, page in enumerate(pages[:MAX_FRONT_PAGES]):
        starts = [n for n, line in enumerate(page) if _CONTENTS.fullmatch(line.strip(" .:"))]
        if not starts:
            continue
        later = _Lines([_key(line) for line in chain.from_iterable(pages[number + 1 :])])
        n_lines, n_entries = _entries(page[starts[0] + 1 :], later)
        if n_entries >= MIN_ENTRIES:
            end = starts[0] + 1 + n_lines
            found = {number: list(range(starts[0], end))}
            return found if any(map(str.strip, page[end:])) else found | _more(pages, number + 1)
    return {}


def _more(pages: Pages, number: int) -> dict[int, list[int]]:
    """Find further pages of a table, as long as they consist of it."""
    found: dict[int, list[int]] = {}
    while number < len(pages):
        n_lines, n_entries = _entries(pages[number], None)
        if n_entries < MIN_ENTRIES:
            break
        found[number] = list(range(n_lines))
        if any(map(str.strip, pages[number][n_lines:])):
            break
        number += 1
    return found


def _entries(lines: Sequence[str], later: _Lines | None) -> tuple[int, int]:
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


def _entry(lines: Sequence[str], index: int, later: _Lines | None) -> int:
    """Return over how many lines the entry at an index runs; 0 where none begins."""
    line = _LEADERS.sub(" ... ", lines[index].strip())
    for n_lines in range(1, MAX_ENTRY_LINES + 1) if line and later else ():
        if later and later.hold(_key("".join(lines[index : index + n_lines]))):
            return n_lines
    if len(line) > MAX_ENTRY:
        return 0
    is_entry = _PAGED.fullmatch(line) or (later is not None and _NUMBERED.fullmatch(line))
    return 1 if is_entry else 0


class _Lines:
    """Letters of lines, asked many times whether some in a row are just these words."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self.places: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            self.places.setdefault(key, []).append(place)

    def hold(self, wanted: str) -> bool:
        """Tell whether one line, or some that follow each other, are just these words."""
        if len(wanted) < MIN_KEY:
            return False
        begun = (self.places.get(wanted[:end], ()) for end in range(1, len(wanted) + 1))
        return any(
            "".join(self.keys[place : place + n_lines]) == wanted
            for places in begun
            for place in places[:MAX_PLACES]
            for n_lines in range(1, MAX_ENTRY_LINES + 1)
        )


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()

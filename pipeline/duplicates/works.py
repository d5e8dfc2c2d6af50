"""Which files are one work with the page that links them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.kinship import Tie

MAX_FILES = 5
"""In one language: a report, its summary, its annexes. A page that links more of them is a list of
works; a report in twenty languages is one all the same. An estimate."""


def attached(ties: Iterable[Tie]) -> list[Tie]:
    """Return the ties that make one work of page and file.

    The others are links only: of a page that lists more files of one language than a work has;
    or to a text that several different pages link, such as a form or a leaflet.

    Returns:
        In order of (file_id, page_id). The order of the argument has no influence.
    """
    known = sorted(ties, key=lambda tie: (tie.file_id, tie.page_id))
    pages: defaultdict[int, set[int]] = defaultdict(set)
    files: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
    for tie in known:
        pages[tie.file_key].add(tie.page_key)
        files[tie.page_key].add((tie.language, tie.file_key))
    lists = {page for page, held in files.items() if _is_list(held)}
    return [tie for tie in known if tie.page_key not in lists and len(pages[tie.file_key]) == 1]


def _is_list(held: Iterable[tuple[str, int]]) -> bool:
    counts = Counter(language for language, _ in held)
    return max(counts.values()) > MAX_FILES

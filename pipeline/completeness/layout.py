"""Layout: pages can be read, but give no text, titles or dates any more, or all give the same."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Sequence

from pipeline.completeness.faults import Worse, worse
from pipeline.completeness.nouns import History, Look, began
from pipeline.completeness.telling import counted, day, percent
from pipeline.declarations import Source
from pipeline.records import Finding

FEW_WORDS = 0.35
"""A text of fewer words than this part of the median before is taken for a remnant."""
MEMORY = 100
"""Texts that the median is learnt from."""
NEIGHBOURS = 5
"""Texts or titles that are the same as one of so many before are a site's own, not an item's."""
SAME_TEXTS, SAME_TITLES = 2, 1
"""Of these neighbours, how many must be the same: short notices often have as many words as one."""
MIN_ITEMS, MIN_GOOD = 10, 0.1
"""Of a source that never gave more than this share of documents, from so many items."""
FAULTS = {
    "no_document": "give no text",
    "few_words": "give far fewer words than usual",
    "same_text": "have exactly as many words as others, as if only a frame was left",
    "no_title": "have no title",
    "same_title": "have the same title as others",
    "no_date": "have no date",
}
"""By fault: what its items do."""


def find_layout(source: Source, history: History) -> Finding | None:
    """Tell whether what is captured has stopped giving good documents."""
    looks = history.looks
    visits = [look.run_id for look in looks]
    found = {fault: worse(is_bad, visits) for fault, is_bad in _series(looks).items()}
    wrong = {fault: each for fault, each in found.items() if each is not None}
    if not wrong:
        return _never_good(source, history)
    since = began(history, looks[min(each.since for each in wrong.values())].run_id)
    parts = "; ".join(_told(fault, each) for fault, each in wrong.items())
    line = (
        f"items captured since {day(since)} {parts}. The layout of its pages has changed, or they "
        f"are no longer there for readers: 'culturescope sources check {source.id}' shows what "
        f"each selector finds{_anew(source, since)}"
    )
    evidence = [(fault, f"{each.n_bad} of {each.n}") for fault, each in wrong.items()]
    evidence += [(f"{fault}_before", f"{each.before:.3f}") for fault, each in wrong.items()]
    return Finding(source.id, "layout", since, line, tuple(evidence))


def _anew(source: Source, since: dt.datetime) -> str:
    """Return how to get again what came in vain; records of an API come again by themselves."""
    is_of_records = source.kind in ("wordpress", "oai") and source.content != "page"
    if not source.is_web or is_of_records or source.content == "record":
        return ""
    command = f"culturescope retry --source {source.id} --fetched-since {since:%Y-%m-%d}"
    return f". Once they are well again, '{command}' fetches them anew"


def _told(fault: str, each: Worse) -> str:
    before = percent(each.before) if each.before else "none"
    return f"{FAULTS[fault]} ({each.n_bad:,} of {each.n:,}; before, {before})"


def _series(looks: Sequence[Look]) -> dict[str, list[bool]]:
    """Return of each fault and item whether the item has it; what gave no document has no other."""
    return {
        "no_document": [look.words is None for look in looks],
        "few_words": _few_words(looks),
        "same_text": _same(looks, lambda look: look.words, SAME_TEXTS),
        "no_title": [look.words is not None and not look.title for look in looks],
        "same_title": _same(looks, lambda look: look.title or None, SAME_TITLES),
        "no_date": [look.words is not None and not look.has_date for look in looks],
    }


def _few_words(looks: Sequence[Look]) -> list[bool]:
    few: list[bool] = []
    order: deque[int] = deque()
    ranked: list[int] = []
    for look in looks:
        is_few = False
        if look.words is not None:
            is_few = bool(ranked) and look.words < FEW_WORDS * ranked[len(ranked) // 2]
            if not is_few:  # remnants must not become the measure of texts
                order.append(look.words)
                insort(ranked, look.words)
                if len(order) > MEMORY:
                    del ranked[bisect_left(ranked, order.popleft())]
        few.append(is_few)
    return few


def _same(looks: Sequence[Look], what: Callable[[Look], object], least: int) -> list[bool]:
    same: list[bool] = []
    before: deque[object] = deque(maxlen=NEIGHBOURS)
    for look in looks:
        value = what(look) if look.words is not None else None
        same.append(value is not None and before.count(value) >= least)
        if value is not None:
            before.append(value)
    return same


def _never_good(source: Source, history: History) -> Finding | None:
    """Tell of a source on the web that has given next to nothing from the start."""
    n_all = len(history.looks)
    n_good = sum(look.words is not None for look in history.looks)
    if not source.is_web or n_all < MIN_ITEMS or n_good > MIN_GOOD * n_all:
        return None
    since = history.visits[0].started_at  # the first known item is another one at every visit
    line = (
        f"of {counted(n_all, 'captured item')} only {n_good:,} became documents. See what its "
        f"selectors find ('culturescope sources check {source.id}') and why the others did not "
        f"('culturescope rejected --source {source.id}')"
    )
    evidence = (("documents", str(n_good)), ("captures", str(n_all)))
    return Finding(source.id, "layout", since, line, evidence)

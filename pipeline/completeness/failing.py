"""Failing: the source, a part of its indexes, or all its pages cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.completeness.nouns import History, is_seen
from pipeline.completeness.streaks import Streak, streak
from pipeline.completeness.telling import counted, last_visits, percent
from pipeline.declarations import Source
from pipeline.records import Finding, FindingKind, Visit

PART = 0.3
"""A visit is bad where this share of its index pages could not be read: of several sitemaps one may
always be broken."""
READ_IN_VAIN = ("empty_index", "broken_index")
"""Reasons of indexes that were answered well: a changed layout, and no place that fails."""
MIN_PAGES = 5
"""Failed requests for pages, over visits in which not one succeeded, that are told of."""
MIN_AT_ONCE = 2
"""In one of those visits at least: a single dead link is tried again at every visit."""
MEMORY, TIMES_USUAL = 30, 3.0
"""Where known pages can still be read and new ones cannot, more must fail than so many times what
failed in so many visits before."""

MOVED = "If it stays so, see whether the place has moved; mend the card"
WRONG_CARD = "Nothing was ever read there, so most likely its card is wrong; mend it"


def find_failing(source: Source, history: History) -> Finding | None:
    """Tell whether a source cannot be read: its indexes first, else its pages."""
    visits = history.visits
    found = streak(visits, [_is_bad(visit) for visit in visits])
    if found:
        return _of_indexes(source, found, history.troubles)
    return _of_pages(source, visits) if source.is_web else None


def _is_bad(visit: Visit) -> bool:
    n_all = visit.n_index + visit.n_index_same + visit.n_index_failed
    return visit.status == "failed" or bool(n_all and visit.n_index_failed > PART * n_all)


def _of_indexes(source: Source, found: Streak, troubles: Sequence[tuple[str, str]]) -> Finding:
    first, last = found.visits[0], found.visits[-1]
    n = len(found.visits)
    is_ever = first.number == 1 and not any(visit.n_index for visit in found.visits)
    what = f"{_what(last)} at {_ever(n) if is_ever else last_visits(n)}"
    often = f" (before, in {percent(found.share_before)} of visits)" if found.share_before else ""
    said = troubles[0][1] if troubles else last.note
    is_layout = bool(troubles) and all(reason in READ_IN_VAIN for reason, _ in troubles)
    why = said or f"'culturescope rejected --source {source.id}' tells why"
    if not is_layout:
        why += f". {WRONG_CARD if is_ever else MOVED}"
    evidence = (
        ("visits_in_a_row", str(n)),
        ("visits_in_a_row_allowed", str(found.n_needed - 1)),
        ("share_of_visits_before", f"{found.share_before:.3f}"),
        ("reasons", ", ".join(sorted({reason for reason, _ in troubles}))),
    )
    kind: FindingKind = "layout" if is_layout else "failing"
    return Finding(source.id, kind, first.started_at, f"{what}{often}: {why}", evidence)


def _what(last: Visit) -> str:
    if not is_seen(last):
        return "nothing could be read that says what is new"
    n_all = last.n_index + last.n_index_same + last.n_index_failed
    return f"{last.n_index_failed:,} of {counted(n_all, 'index page')} could not be read"


def _of_pages(source: Source, visits: Sequence[Visit]) -> Finding | None:
    bad, new = _without(visits, _is_read), _without(visits, _is_news)
    if bad and visits[0].number == 1 and not any(map(_is_read, visits)):
        return _never_read(source, bad)
    is_of_new = _are_many(new) and _is_unusual(visits, new)
    if _are_many(bad):
        # New ones may have failed for longer: `since` must not change when known ones do, too.
        since = new[0] if is_of_new else bad[0]
        return _told(source, bad, since, ("no page could be read", "none succeeded"))
    what = "pages that its indexes name could not be read"
    return _told(source, new, new[0], (what, "nothing new came")) if is_of_new else None


def _told(source: Source, bad: Sequence[Visit], since: Visit, said: tuple[str, str]) -> Finding:
    what, how = said
    n_failed = sum(visit.n_failed for visit in bad)
    line = (
        f"{what} at {last_visits(len(bad))} that tried: {counted(n_failed, 'request')} failed, "
        f"{how}. 'culturescope rejected --source {source.id}' tells why"
    )
    evidence = (("visits_in_a_row", str(len(bad))), ("requests_failed", str(n_failed)))
    return Finding(source.id, "failing", since.started_at, line, evidence)


def _never_read(source: Source, bad: Sequence[Visit]) -> Finding:
    """Tell at once: where nothing ever came, there is no good past that a bad hour interrupts."""
    n_failed = sum(visit.n_failed for visit in bad)
    line = (
        f"not one page was ever read: {counted(n_failed, 'request')} failed at {_ever(len(bad))}. "
        f"Most likely its card is wrong: 'culturescope rejected --source {source.id}' tells why, "
        f"'culturescope sources check {source.id}' what to mend"
    )
    evidence = (("visits_in_a_row", str(len(bad))), ("requests_failed", str(n_failed)))
    return Finding(source.id, "failing", bad[0].started_at, line, evidence)


def _ever(n: int) -> str:
    return "its first visit" if n == 1 else f"all {n:,} visits that tried"


def _is_news(visit: Visit) -> bool:
    return bool(visit.n_new or visit.n_changed)


def _is_read(visit: Visit) -> bool:
    return _is_news(visit) or bool(visit.n_unchanged)


def _without(visits: Sequence[Visit], is_well: Callable[[Visit], bool]) -> list[Visit]:
    """Return the visits since the last that was well, those without a failed page left out."""
    last = next((at for at, visit in enumerate(reversed(visits)) if is_well(visit)), len(visits))
    return [visit for visit in visits[len(visits) - last :] if visit.n_failed]


def _are_many(bad: Sequence[Visit]) -> bool:
    n_failed = [visit.n_failed for visit in bad]
    return len(bad) >= 2 and sum(n_failed) >= MIN_PAGES and max(n_failed) >= MIN_AT_ONCE


def _is_unusual(visits: Sequence[Visit], bad: Sequence[Visit]) -> bool:
    """Tell whether pages fail far more often than before: some links are dead everywhere."""
    before = [visit.n_failed for visit in visits if visit.number < bad[0].number][-MEMORY:]
    usual = sum(before) / max(len(before), 1)
    return sum(visit.n_failed for visit in bad) > TIMES_USUAL * usual * len(bad)

"""Failing: the source, a part of its indexes, or all its pages cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

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
    what = f"{_what(last)} at {last_visits(n)}"
    often = f" (before, in {percent(found.share_before)} of visits)" if found.share_before else ""
    said = troubles[0][1] if troubles else last.note
    is_layout = bool(troubles) and all(reason in READ_IN_VAIN for reason, _ in troubles)
    why = said or f"'culturescope rejected --source {source.id}' tells why"
    why += "" if is_layout else ". If it stays so, see whether the place has moved; mend the card"
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
    bad = _without_success(visits)
    n_failed = sum(visit.n_failed for visit in bad)
    if len(bad) < 2 or n_failed < MIN_PAGES or max(v.n_failed for v in bad) < MIN_AT_ONCE:
        return None
    line = (
        f"no page could be read at {last_visits(len(bad))} that tried: "
        f"{counted(n_failed, 'request')} failed, none succeeded. "
        f"'culturescope rejected --source {source.id}' tells why"
    )
    evidence = (("visits_in_a_row", str(len(bad))), ("requests_failed", str(n_failed)))
    return Finding(source.id, "failing", bad[0].started_at, line, evidence)


def _without_success(visits: Sequence[Visit]) -> list[Visit]:
    """Return the visits since the last page that could be read, those without a try left out."""
    bad: list[Visit] = []
    for visit in reversed(visits):
        if visit.n_new or visit.n_changed or visit.n_unchanged:
            break
        if visit.n_failed:
            bad.insert(0, visit)
    return bad

"""What is wrong with sources, from the store: computed anew whenever somebody asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from typing import Any

from sqlalchemy.engine import Connection

from pipeline.completeness import (
    History,
    Look,
    Part,
    find_findings,
    fitting,
    gather,
    in_time,
    together,
)
from pipeline.completeness.telling import day
from pipeline.declarations import Source
from pipeline.records import Finding, Visit
from pipeline.settings import Workspace
from pipeline.sources.web.addresses import host_of
from pipeline.steps.declared import enabled_sources
from pipeline.store import Store, captures, documents, ledger, looks, visits

NEWEST_VISITS, NEWEST_LOOKS = 800, 400
"""What is looked at of a source; older visits and items hardly count any more. Of visits, those
before"""
LEAST_SPAN = dt.timedelta(days=150)
"""and before the last news: 800 visits may be eight days, a fall is told of for 20 weeks, and a
silence of which the beginning is not known would be taken for one of before the first visit."""
MOST_VISITS = 50_000
NEWEST_ITEMS = 3_000
"""Items that parts of a source are learnt from: one and a half years of eight a working day. A
visit that brought more, as the first may, is left out."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding on a source."""

    finding: Finding
    is_new: bool
    """The last visit was the first to show it."""
    is_seen: bool = False
    """The card says that somebody knows of it: no reason for an alarm."""


def find(workspace: Workspace, store: Store, only: Sequence[str] = ()) -> list[Finding]:
    """Return what is wrong with the enabled sources (or with those of `only`), by source.

    Where every source on the web fails, one finding with an empty source_id tells of it. What
    somebody knows of is left out.
    """
    return unseen(told(workspace, store, only))


def unseen(found: Sequence[Told]) -> list[Finding]:
    """Return the findings that nobody knows of yet."""
    return [each.finding for each in found if not each.is_seen]


def seen(found: Sequence[Told]) -> list[Finding]:
    """Return the findings that somebody knows of."""
    return [each.finding for each in found if each.is_seen]


def told(workspace: Workspace, store: Store, only: Sequence[str] = ()) -> list[Told]:
    """Return all findings: what is new in front, what is seen last."""
    sources = {
        id_: source for id_, source in enabled_sources(workspace).items() if not only or id_ in only
    }
    with store.read() as connection:
        pasts = histories(connection, sources)
    now, known = _all(sources, pasts)
    earlier = {id_: _before(past) for id_, past in pasts.items() if len(past.visits) > 1}
    before = {_key(each) for each in _all(sources, earlier)[0]}
    found = [Told(finding, _key(finding) not in before) for finding in now]
    found += [Told(finding, is_new=False, is_seen=True) for finding in known]
    return sorted(found, key=lambda one: (one.is_seen, not one.is_new, one.finding.source_id))


def unread(
    workspace: Workspace, store: Store, found: Sequence[Finding], only: Sequence[str] = ()
) -> list[str]:
    """Return one line for each enabled source (of `only`) that card or settings keep from a visit.

    What is told among `found` as failing is left out.
    """
    told = {finding.source_id for finding in found if finding.kind == "failing"}
    wanted = {id_ for id_ in enabled_sources(workspace) if not only or id_ in only} - told
    with store.read() as connection:
        items = ledger.load_rejected(connection, stage="ingest", reason="source_unreadable")
        return [item.detail for item in items if item.source_id in wanted]


def lines(findings: Sequence[Finding]) -> list[str]:
    """Return each finding as one line that names its source."""
    return [line(finding) for finding in findings]


def line(finding: Finding) -> str:
    """Return a finding as one line: source, kind, since when, what, and what to do."""
    if not finding.source_id:
        return finding.line
    if finding.kind == "expectation":
        return f"source {finding.source_id}: {finding.line}"
    since = f"{finding.kind} since {day(finding.since)}"
    return f"source {finding.source_id}, {since}: {finding.line}"


def rows(found: Sequence[Told]) -> list[dict[str, Any]]:
    """Return findings for tables and machines: source, kind, since, is_new, is_seen, line, ..."""
    return [
        {
            "source": each.finding.source_id,
            "kind": each.finding.kind,
            "since": each.finding.since.isoformat(),
            "is_new": each.is_new,
            "is_seen": each.is_seen,
            "line": each.finding.line,
            "evidence": dict(each.finding.evidence),
        }
        for each in found
    ]


def histories(connection: Connection, sources: Mapping[str, Source]) -> dict[str, History]:
    """Return the past of each source."""
    counts, gone = documents.count_by_source(connection), captures.count_gone(connection)
    published: dict[str, list[Any]] = {id_: [] for id_ in sources}
    web = [id_ for id_, source in sources.items() if source.is_web]
    for source_id, when, n in looks.days_of_publication(connection, web):
        published[source_id].append((when, n))
    pasts = {}
    for id_ in sources:
        ended = [visit for visit in _visits(connection, id_) if _is_look(visit)]
        became = looks.newest_looks(connection, id_, list(_runs(ended)), NEWEST_LOOKS)
        items = tuple(Look(*each) for each in became)
        pasts[id_] = History(
            visits=in_time(ended),
            looks=items,
            published=tuple(published[id_]),
            n_documents=counts.get(id_, 0),
            n_gone=gone.get(id_, 0),
            parts=_parts(connection, id_, ended) if id_ in web else (),
            troubles=tuple(looks.index_troubles(connection, id_)),
        )
    return pasts


def _visits(connection: Connection, id_: str) -> list[Visit]:
    """Return the last visits of a source, as many as tell what is wrong with it."""
    last = visits.load_visits(connection, id_, 1)
    if not last:
        return []
    back = visits.count_back(connection, id_, last[0].started_at - LEAST_SPAN)
    return visits.load_visits(connection, id_, min(back + NEWEST_VISITS, MOST_VISITS))


def _is_look(visit: Visit) -> bool:
    """Tell whether a visit was ended, and came to ask: not so where the card or settings forbid."""
    is_refused = visit.status == "failed" and bool(visit.note) and not visit.n_requests
    return visit.finished_at is not None and not is_refused


def _parts(connection: Connection, id_: str, ended: Sequence[Visit]) -> tuple[Part, ...]:
    n_new = accumulate(visit.n_new for visit in reversed(ended))
    newest = takewhile(
        lambda each: each[1] <= NEWEST_ITEMS, zip(reversed(ended), n_new, strict=True)
    )
    run_ids = [visit.run_id for visit, _ in newest if visit.n_new]
    return gather(looks.items_by_address(connection, id_, run_ids))


def _runs(ended: Sequence[Visit]) -> Iterator[str]:
    """Yield the runs that brought the newest items, the newest first."""
    n = 0
    for visit in reversed(ended):
        if n >= NEWEST_LOOKS:
            return
        if visit.n_new or visit.n_changed:
            n += visit.n_new + visit.n_changed
            yield visit.run_id


def _before(history: History) -> History:
    """Return the past as it was before the last visit."""
    last = history.visits[-1].run_id
    items = tuple(look for look in history.looks if look.run_id != last)
    return replace(history, visits=history.visits[:-1], looks=items)


def _all(
    sources: Mapping[str, Source], pasts: Mapping[str, History]
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that nobody knows of, and those that somebody does."""
    fresh: list[Finding] = []
    known: list[Finding] = []
    for id_, past in pasts.items():
        for finding in find_findings(sources[id_], past):
            (known if fitting(sources[id_], past, finding) else fresh).append(finding)
    failing = {finding.source_id for finding in known if finding.kind == "failing"}
    visited = {id_: sources[id_] for id_, past in pasts.items() if past.visits}
    on_the_web = {
        id_: _host(source)
        for id_, source in visited.items()
        if source.is_web and id_ not in failing  # they say nothing of this machine's network
    }
    return together(fresh, on_the_web), known


def _host(source: Source) -> str:
    return host_of(next(iter(source.url), ""))


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.source_id, finding.kind, dict(finding.evidence).get("card", "")

"""Put a batch of outcomes into the store: bodies first, then all that follows, together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy.engine import Connection

from pipeline.declarations import Source
from pipeline.records import Answer, Failure, Lead, document_id
from pipeline.sources.web.fetcher import HostState
from pipeline.steps.context import Context
from pipeline.steps.visiting.failing import OF_THE_HOST, sentence, take_failure
from pipeline.steps.visiting.guarding import guarded
from pipeline.steps.visiting.indexes import take_index
from pipeline.steps.visiting.leads import further, take_leads
from pipeline.steps.visiting.nouns import Outcome, Read, Stored, Task, Visiting
from pipeline.steps.visiting.pages import Pages
from pipeline.steps.visiting.reading import UNCHANGED, read
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address
from pipeline.store.hosts import put_hosts
from pipeline.store.upsert import chunks
from pipeline.store.visits import put_visits
from pipeline.store.warc import WarcFile

LEADS_AT_ONCE = 5000
"""Addresses of one index in a transaction; a sitemap may name 50,000."""


@dataclass(frozen=True, slots=True)
class Storing:
    """Where outcomes go."""

    context: Context
    declared: dict[str, Source]
    warc: WarcFile
    user_agent: str

    def store(self, outcomes: Sequence[Outcome], hosts: Iterable[HostState]) -> Stored:
        """Store what became of requests, in one transaction unless one of them prevents it.

        Args:
            outcomes: In the order of their end.
            hosts: Those whose state has changed.
        """
        changed = list(hosts)
        return guarded(lambda some: self._together(some, changed), outcomes)

    def _together(self, outcomes: Sequence[Outcome], hosts: Iterable[HostState]) -> Stored:
        reads = [self._enter_large(read(outcome)) for outcome in outcomes]
        stored = Stored()
        with self.context.store.write() as connection:
            sheet = self.sheet(connection)
            _prefetch(sheet, reads)
            pages = Pages(sheet, self.warc, self.user_agent)
            for one in reads:
                self._take(sheet, pages, one, stored)
            self.warc.flush()
            sheet.write(self.context.run_id)
            put_hosts(connection, states(hosts))
            visited = {one.task.visiting.source.id: one.task.visiting for one in outcomes}
            so_far = [replace(v.visit, **v.counts.as_dict()) for v in visited.values()]
            put_visits(connection, so_far)
        for visiting in visited.values():
            if visiting.is_again:
                visiting.is_again = False
                stored.again.append(visiting.source.id)
        return stored

    def enter(self, visiting: Visiting, leads: Sequence[Lead], parent: str = "") -> bool:
        """Enter leads beforehand, in several transactions; tell whether a page is news."""
        is_news = False
        for chunk in chunks(leads, LEADS_AT_ONCE):
            with self.context.store.write() as connection:
                sheet = self.sheet(connection)
                is_news |= take_leads(sheet, visiting, chunk, parent)
                sheet.write(self.context.run_id)
        return is_news

    def sheet(self, connection: Connection) -> Sheet:
        """Return an empty working copy."""
        now = dt.datetime.now(dt.UTC)
        return Sheet(connection, self.declared, self.context.workspace.warc_dir, now)

    def _enter_large(self, one: Read) -> Read:
        """Enter most of what a large index names beforehand: it is read again if that is cut."""
        reading = one.reading
        leads = further(reading.leads, is_index=False) if reading else []
        if reading is None or len(leads) <= LEADS_AT_ONCE:
            return one
        counts, task = one.outcome.task.visiting.counts, one.outcome.task
        before = counts.n_listed
        is_news = self.enter(task.visiting, leads[:-LEADS_AT_ONCE], task.address.url)
        rest = (*further(reading.leads, is_index=True), *leads[-LEADS_AT_ONCE:])
        return replace(
            one,
            reading=replace(reading, leads=rest),
            n_entered=counts.n_listed - before,
            is_news=is_news,
        )

    def _take(self, sheet: Sheet, pages: Pages, one: Read, stored: Stored) -> None:
        task, result = one.outcome.task, one.outcome.result
        visiting = task.visiting
        visiting.counts.n_bytes += one.outcome.n_bytes
        row = sheet.row(visiting.source.id, task.address.url) or task.address
        if isinstance(result, Failure):
            self._take_failure(sheet, replace_task(task, row), result, stored)
        elif row.role == "index":
            take_index(sheet, visiting, row, (result, one), self.warc)
        elif result.status == UNCHANGED:
            pages.same(visiting, row, result)
        elif one.page is not None:
            pages.take(visiting, row, result, one.page)

    def _take_failure(self, sheet: Sheet, task: Task, failure: Failure, stored: Stored) -> None:
        visiting = task.visiting
        again = take_failure(sheet, visiting, task.address, failure)
        stored.last_failure = sentence(task.address, failure)
        if failure.reason in OF_THE_HOST:
            stored.aside.append(failure.url)
        elif again is not None:
            row = sheet.row(visiting.source.id, task.address.url) or task.address
            stored.retries.append((Task(visiting, row), again))


def replace_task(task: Task, row: Address) -> Task:
    """Return a task with its address as it stands now."""
    return replace(task, address=row)


def states(hosts: Iterable[HostState]) -> Mapping[str, Mapping[str, object]]:
    """Return what is known of hosts, their fields by name, by host."""
    found = {host.host: asdict(host) for host in hosts}
    for values in found.values():
        del values["host"]
    return found


def _prefetch(sheet: Sheet, reads: Sequence[Read]) -> None:
    """Read what a batch will ask for, a few questions for all of it."""
    by_source: dict[str, tuple[list[str], list[str]]] = {}
    for one in reads:
        address, result = one.outcome.task.address, one.outcome.result
        urls, finals = by_source.setdefault(address.source_id, ([], []))
        urls.append(address.url)
        if address.role != "index":
            end = result.url if isinstance(result, Answer) else address.url
            finals.append(end)
            urls.append(end)
        if one.page is not None and one.page.canonical:
            urls.append(one.page.canonical)
    for source_id in sorted(by_source):
        sheet.load(source_id, *by_source[source_id])
    sheet.load_held(document_id(one.outcome.task.address.url) for one in reads)

"""What an answer makes of an address: a capture, nothing new, or another name of something."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from pipeline.records import Answer, Lead, document_id
from pipeline.sources.web.addresses import belongs
from pipeline.sources.web.essence import Page
from pipeline.steps.visiting.copies import (
    SHARED,
    is_believed,
    is_copy,
    is_no_page,
    is_wall,
)
from pipeline.steps.visiting.failing import free_copies, free_one, give_up
from pipeline.steps.visiting.keeping import answered, capture_of, revisit
from pipeline.steps.visiting.leads import merged, take_leads
from pipeline.steps.visiting.marking import essence_of
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.owning import is_of_another
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address
from pipeline.store.warc import WarcFile


class Pages:
    """Takes answers of items for one batch."""

    def __init__(self, sheet: Sheet, warc: WarcFile, user_agent: str) -> None:
        """Begin a batch.

        Args:
            sheet: Of the batch.
            warc: Where bodies are written.
            user_agent: As it was sent.
        """
        self.sheet, self.warc, self.user_agent = sheet, warc, user_agent

    def same(self, visiting: Visiting, row: Address, answer: Answer) -> None:
        """Take the answer that nothing has changed."""
        held = self.sheet.held(row.document_id or "")
        if held is None or self.sheet.is_lost(held, row.source_id):
            self.sheet.put(visiting, replace(row, state="due", etag="", last_modified=""))
            visiting.is_again = True
            return
        if self._is_copy_by_now(visiting, row, answer):
            return
        visiting.counts.n_unchanged += 1
        self._back(row.document_id or "")
        kept = replace(row, n_unchanged=row.n_unchanged + 1, etag=answer.etag)
        self._done(visiting, kept, answer)

    def _is_copy_by_now(self, visiting: Visiting, row: Address, answer: Answer) -> bool:
        """Tell whether what a page says is its canonical address can be had, and could not."""
        if not row.alias_of or not belongs(row.alias_of, visiting.source):
            return False
        return self._is_alias(visiting, row, answer, Page(row.sha256, row.alias_of))

    def take(self, visiting: Visiting, row: Address, answer: Answer, page: Page) -> None:
        """Take a page or file."""
        target = self._behind_redirect(visiting, row, answer)
        if target is None or self._is_alias(visiting, target, answer, page):
            return
        if is_no_page(self.sheet, visiting, target, answer):
            return
        self._keep(visiting, target, answer, page)
        leads = [Lead(url, "file", parent=target.url) for url in page.files]
        if leads and target.role == "page":
            take_leads(self.sheet, visiting, leads, "")

    def _behind_redirect(self, visiting: Visiting, row: Address, answer: Answer) -> Address | None:
        """Return the address to keep an answer under; None where it is not this source's."""
        source = visiting.source
        if answer.url != row.url and row.role == "page" and not belongs(answer.url, source):
            detail = (
                f"{row.url} leads to {answer.url:.200}, which the card does not take; if it "
                "belongs to the source, add it to 'hosts' or 'include'"
            )
            tried = replace(row, n_failures=row.n_failures + 1)
            give_up(self.sheet, visiting, tried, ("outside", detail))
            return None
        if is_of_another(self.sheet, visiting, answer.url):
            self._leave(visiting, replace(row, sha256=""), answer, answer.url)
            if answer.url != row.url:  # what its copies name is not there
                free_copies(self.sheet, visiting, row.url)
            return None
        if answer.url == row.url:
            return row
        if is_wall(self.sheet, visiting, row, answer.url):
            return None
        target = self._entered(visiting, answer.url, row)
        is_further = target.state == "alias" and target.alias_of != row.url
        end = target.alias_of if is_further else target.url
        self._alias(visiting, replace(row, sha256=""), answer, end)
        return None if target.url in visiting.settled else target

    def _entered(self, visiting: Visiting, url: str, by: Address) -> Address:
        """Return the row of an address that another one leads to, made where there is none."""
        old = self.sheet.row(visiting.source.id, url)
        if old is not None and old.role != "index":
            is_ours = old.state != "elsewhere"
            hinted = replace(old, hints=merged(old.hints, by.hints))
            return hinted if is_ours else replace(hinted, state="due", document_id=None)
        return Address(
            source_id=visiting.source.id,
            url=url,
            role=by.role,
            hints=by.hints,
            parent=by.parent,
            found_visit=visiting.visit.number,
            ordinal=visiting.next_ordinal(),
        )

    def _alias(self, visiting: Visiting, row: Address, answer: Answer, of: str) -> None:
        """Make an address another name; it is asked again for where it leads then."""
        alias = replace(
            answered(row, answer), state="alias", alias_of=of, document_id=document_id(of),
            etag="", last_modified="",
            next_try_at=revisit(visiting, row, answer.fetched_at),
        )  # fmt: skip
        self._settle(visiting, alias)
        for further in self.sheet.naming(visiting.source.id, row.url):
            if further.is_copy and not alias.is_copy:  # what it names is not there
                free_one(self.sheet, visiting, further)
            elif further.url != row.url:
                self.sheet.put(visiting, replace(further, alias_of=of, document_id=document_id(of)))
        self._moved(visiting, row, of)

    def _is_alias(self, visiting: Visiting, target: Address, answer: Answer, page: Page) -> bool:
        """Tell whether a page is believed to be a copy of another one, and make it an alias."""
        if not page.canonical or target.role != "page":
            return False
        if not is_believed(self.sheet, visiting, target, page):
            return False
        named = self.sheet.row(visiting.source.id, page.canonical)
        canonical = named.alias_of if named and is_copy(named) else page.canonical
        if is_of_another(self.sheet, visiting, canonical):
            self._leave(visiting, replace(target, sha256=page.sha256), answer, canonical)
            return True
        self._alias(visiting, replace(target, sha256=page.sha256), answer, canonical)
        row = self._entered(visiting, canonical, target)
        self.sheet.put(visiting, row)
        return True

    def _keep(self, visiting: Visiting, row: Address, answer: Answer, page: Page) -> None:
        """Keep a body that is new or has changed."""
        id_, digest = document_id(row.url), sha256(answer.body).hexdigest()
        held = self.sheet.held(id_)
        is_lost = held is not None and self.sheet.is_lost(held, row.source_id)
        is_same = held is not None and (
            essence_of(page.sha256) == essence_of(row.sha256) or digest == held.sha256
        )
        kept = replace(row, document_id=id_, sha256=page.sha256, etag=answer.etag)
        kept = replace(kept, alias_of=page.canonical if row.role == "page" else "")
        if is_same and not is_lost:
            visiting.counts.n_unchanged += 1
            self._back(id_)
            kept = replace(kept, n_unchanged=row.n_unchanged + 1)
        else:
            revision = held.revision + (not is_same) if held else 1
            into = (self.warc, self.user_agent)
            self.sheet.capture(capture_of(row, answer, (id_, revision, digest), into))
            visiting.counts.n_new += held is None
            visiting.counts.n_changed += held is not None
            kept = replace(kept, n_unchanged=0)
        self._done(visiting, kept, answer)

    def _done(self, visiting: Visiting, row: Address, answer: Answer) -> None:
        again = revisit(visiting, row, answer.fetched_at)
        done = replace(
            answered(row, answer), state="done", last_modified=answer.last_modified,
            last_problem=SHARED if row.last_problem == SHARED else "",
        )  # fmt: skip
        self._settle(visiting, replace(done, next_try_at=again))

    def _leave(self, visiting: Visiting, row: Address, answer: Answer, url: str) -> None:
        """Leave a page to the source that holds it, under an address that is its own there.

        What only leads there, or is a copy, is looked at again: it may be another page by then.
        """
        led = url != row.url
        n = row.n_unchanged + 1 if row.state == "elsewhere" else 0
        row = replace(row, n_unchanged=n, etag="", last_modified="")
        other = replace(
            answered(row, answer), state="elsewhere", alias_of=url if led else "",
            document_id=document_id(url),
            next_try_at=revisit(visiting, row, answer.fetched_at) if led else None,
        )  # fmt: skip
        self._settle(visiting, other)
        if led:
            self._moved(visiting, row, url)

    def _moved(self, visiting: Visiting, row: Address, of: str) -> None:
        """Note that what was kept under an address is no longer there, but its files are."""
        source_id, id_ = visiting.source.id, document_id(row.url)
        held = self.sheet.held(id_)
        if held is None or held.source_id != source_id:
            return
        self.sheet.mark_gone(id_, is_gone=True)
        for file in self.sheet.files_of(source_id, row.url):
            self.sheet.put(visiting, replace(file, parent=of))
            self.sheet.tie(document_id(file.url), document_id(of))

    def _settle(self, visiting: Visiting, row: Address) -> None:
        self.sheet.put(visiting, row)
        self.sheet.clear(row.url)
        visiting.settled.add(row.url)

    def _back(self, id_: str) -> None:
        """Note that a document is where it was, should it have been gone."""
        self.sheet.mark_gone(id_, is_gone=False)

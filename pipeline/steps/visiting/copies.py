"""Whether what a page says of its canonical address is believed."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Answer, document_id
from pipeline.sources.web.essence import HTML, Page
from pipeline.steps.visiting.failing import free_copies, free_one, give_up
from pipeline.steps.visiting.marking import essence_of
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.owning import is_had_by_another
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address

MANY = 3
"""Pages of different content that name one canonical address: a template names its home page or
the first page of a listing everywhere; of copies there are rarely more than two."""
MANY_LED = 4
"""Listed addresses that lead to one page which no index lists: of a page that was moved there are
one or two; a page for logging in, for consent or for errors takes them all."""
MANY_HOME = 10
"""Listed addresses that lead to a page near the root, listed or not: what a place that was made
anew, or wants a login, does with all it had. Further below, ten are the languages of one page."""
SHARED = "shared_canonical"
"""Problem noted with an address that too many others name, or lead to."""
NOT_TO_BE_HAD = ("gone", "failed", "refused", "alias")
"""States of canonical addresses whose page is not there, or leads somewhere else itself."""


def is_believed(sheet: Sheet, visiting: Visiting, target: Address, page: Page) -> bool:
    """Tell whether a page is taken for a copy of what it names as its canonical address.

    Two pages that name each other are both kept, and so is what names an address that cannot be
    had, or that many pages of different content name.
    """
    canonical = sheet.row(visiting.source.id, page.canonical)
    if _has_gone_at_another(sheet, visiting, page.canonical):
        return False
    if canonical is None or canonical.role == "index":
        return True
    if canonical.alias_of == target.url:
        if canonical.is_copy:
            free_one(sheet, visiting, canonical)
        return False
    if canonical.is_copy:
        canonical = sheet.row(visiting.source.id, canonical.alias_of) or canonical
    if canonical.last_problem == SHARED:
        return False
    if _leads_away(canonical) and not _is_with_another(sheet, visiting, canonical.url):
        return False
    copies = sheet.naming(visiting.source.id, canonical.url)
    contents = {essence_of(row.sha256) for row in copies if row.is_copy and row.url != target.url}
    if len(contents | {essence_of(page.sha256)}) < MANY:
        return True
    sheet.put(visiting, replace(canonical, last_problem=SHARED))
    free_copies(sheet, visiting, canonical.url)
    return False


def is_copy(row: Address) -> bool:
    """Tell whether a page says that it is another one, be that this source's or not."""
    return row.state in ("alias", "elsewhere") and bool(row.alias_of and row.sha256)


def _leads_away(row: Address) -> bool:
    """Tell whether there is no page at an address, or one that is kept under another address."""
    is_at_others = row.state == "elsewhere" and bool(row.alias_of) and not row.sha256
    return row.state in NOT_TO_BE_HAD or is_at_others


def _is_with_another(sheet: Sheet, visiting: Visiting, url: str) -> bool:
    """Tell whether another source keeps the page at an address that this one could not get."""
    own, id_ = visiting.source.id, document_id(url)
    is_kept = sheet.held(id_) is not None and not sheet.is_gone(id_)
    return is_kept and is_had_by_another(sheet, own, url)


def _has_gone_at_another(sheet: Sheet, visiting: Visiting, url: str) -> bool:
    """Tell whether the source that kept the page at an address finds it there no more."""
    return sheet.is_gone(document_id(url)) and is_had_by_another(sheet, visiting.source.id, url)


def is_no_page(sheet: Sheet, visiting: Visiting, target: Address, answer: Answer) -> bool:
    """Tell whether what only its copies name is no page: then they count for themselves."""
    is_only_named = target.listed_visit == 0 and target.role == "page"
    if answer.media_type == HTML or not is_only_named:
        return False
    if not any(row.is_copy for row in sheet.naming(visiting.source.id, target.url)):
        return False
    detail = f"{target.url} is named as a canonical address, but is no page; nothing is lost"
    tried = replace(target, n_failures=target.n_failures + 1)
    give_up(sheet, visiting, tried, ("no_page", detail))
    free_copies(sheet, visiting, target.url)
    sheet.clear(target.url)
    return True


def is_wall(sheet: Sheet, visiting: Visiting, row: Address, end: str) -> bool:
    """Tell whether an address leads, as many others do, to one page that no index lists.

    Then all of them are listed as rejected and tried again later, and that page is not kept.
    """
    source_id = visiting.source.id
    target = sheet.row(source_id, end)
    if not row.listed_visit or target is None or (target.listed_visit and not _is_home(end)):
        return False
    many = MANY_HOME if target.listed_visit else MANY_LED
    led = [one for one in sheet.naming(source_id, end) if one.listed_visit and not one.is_copy]
    led = [one for one in led if one.url != row.url]
    if target.last_problem != SHARED:
        if len(led) + 1 < many:
            return False
        _distrust(sheet, visiting, target)
    for one in (*led, row):
        _refuse(sheet, visiting, one, end)
    return True


def _is_home(url: str) -> bool:
    """Tell whether an address is that of a site's first page, or of one just below it."""
    path, _, query = url.partition("://")[2].partition("/")[2].partition("?")
    return not query and "/" not in path.rstrip("/")


def _distrust(sheet: Sheet, visiting: Visiting, target: Address) -> None:
    """Note that an address is a wall; what an index lists is kept all the same."""
    if target.listed_visit:
        sheet.put(visiting, replace(target, last_problem=SHARED))
        return
    sheet.put(visiting, replace(target, state="failed", last_problem=SHARED, next_try_at=None))
    sheet.mark_gone(document_id(target.url), is_gone=True)


def _refuse(sheet: Sheet, visiting: Visiting, row: Address, end: str) -> None:
    """List an address that leads to a wall; what was kept under it before is still there."""
    id_ = document_id(row.url)
    held = sheet.held(id_)
    is_own = held is not None and held.source_id == visiting.source.id
    if is_own:
        sheet.mark_gone(id_, is_gone=False)
    detail = (
        f"{row.url} leads to {end:.200}, as others do too: a page for logging in, for consent or "
        "for errors, it seems; it is tried again later; leave it out if it stays so"
    )
    tried = replace(
        row, n_failures=row.n_failures + 1, alias_of="", document_id=id_ if is_own else None
    )
    give_up(sheet, visiting, tried, ("redirected", detail))

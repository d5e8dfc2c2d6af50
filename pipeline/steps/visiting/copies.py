"""Whether what a page says of its canonical address is believed."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Answer
from pipeline.sources.web.essence import HTML, Page
from pipeline.steps.visiting.failing import free_copies, free_one, give_up
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address

MANY = 3
"""Pages of different content that name one canonical address: a template names its home page or
the first page of a listing everywhere; of copies there are rarely more than two."""
SHARED = "shared_canonical"
"""Problem noted with a canonical address that is not believed any more."""
NOT_TO_BE_HAD = ("gone", "failed", "refused", "alias")
"""States of canonical addresses whose page is not there, or leads somewhere else itself."""


def is_believed(sheet: Sheet, visiting: Visiting, target: Address, page: Page) -> bool:
    """Tell whether a page is taken for a copy of what it names as its canonical address.

    Two pages that name each other are both kept, and so is what names an address that cannot be
    had, or that many pages of different content name.
    """
    canonical = sheet.row(visiting.source.id, page.canonical)
    if canonical is None or canonical.role == "index":
        return True
    if canonical.alias_of == target.url:
        if canonical.is_copy:
            free_one(sheet, visiting, canonical)
        return False
    if canonical.state in NOT_TO_BE_HAD or canonical.last_problem == SHARED:
        return False
    copies = sheet.naming(visiting.source.id, page.canonical)
    contents = {row.sha256 for row in copies if row.is_copy and row.url != target.url}
    if len(contents | {page.sha256}) < MANY:
        return True
    sheet.put(visiting, replace(canonical, last_problem=SHARED))
    free_copies(sheet, visiting, page.canonical)
    return False


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

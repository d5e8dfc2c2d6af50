"""Whose an address is that several sources name: who has it, who may get it, who tells of it.

Who has it keeps it. While nobody has it, a source whose index names it goes before one that was led
there, and of two such sources the one whose id sorts first. What one source cannot have another may
try to get, for its card may allow more; where all fail, the first of them has it on the list of
rejected inputs, whoever has tried last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import document_id
from pipeline.sources.web.addresses import belongs
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address
from pipeline.store.holders import HAS, IN_VAIN, MAY_GET


def is_of_another(
    sheet: Sheet, visiting: Visiting, url: str, *, is_named: bool | None = None
) -> bool:
    """Tell whether an address is another source's; one that is only due there may change hands.

    Args:
        sheet: Of the batch.
        visiting: The source that asks.
        url: The address.
        is_named: Its index names it, or a page its file; None: as the frontier has it.
    """
    own = visiting.source.id
    if is_had_by_another(sheet, own, url):
        return True
    if is_named is None:
        row_of_own = sheet.row(own, url)
        is_named = row_of_own is not None and row_of_own.listed_visit > 0
    for row in sheet.others(own, url):
        if row.state != "due" or not _is_enabled(sheet, row):
            continue
        if _rank(row) < (not is_named, own):
            return True
        id_ = document_id(url)
        left = replace(row, state="elsewhere", document_id=id_, alias_of="", next_try_at=None)
        sheet.put(None, left)
    return False


def is_had_by_another(sheet: Sheet, own: str, url: str) -> bool:
    """Tell whether another source that has a card has fetched an address."""
    held, others = sheet.held(document_id(url)), sheet.others(own, url)
    if held is not None and held.source_id in sheet.declared:
        return held.source_id != own and _is_kept_up(sheet, held.source_id, url, others)
    return any(row.state in HAS and row.source_id in sheet.declared for row in others)


def _is_kept_up(sheet: Sheet, holder: str, url: str, others: Sequence[Address]) -> bool:
    """Tell whether the source that has a document would see it change.

    Not where its API gives the record no more, where its card takes such pages no more, or where
    what has gone could be back without its noting it. `holders.take_back` says the same.
    """
    rows = [row for row in others if row.source_id == holder]
    if sheet.is_gone(document_id(url)) and not any(_may_be_back(sheet, row) for row in rows):
        return False
    return any(row.role == "file" for row in rows) or belongs(url, sheet.declared[holder])


def _may_be_back(sheet: Sheet, row: Address) -> bool:
    return row.state in HAS or (row.state in MAY_GET and _is_enabled(sheet, row))


def is_told_by_another(sheet: Sheet, row: Address) -> bool:
    """Tell whether an address that failed stands on the list for a source that goes before."""
    return any(
        other.state in IN_VAIN and _is_enabled(sheet, other) and _rank(other) < _rank(row)
        for other in sheet.others(row.source_id, row.url)
    )


def _is_enabled(sheet: Sheet, row: Address) -> bool:
    return row.source_id in sheet.declared and sheet.declared[row.source_id].enabled


def _rank(row: Address) -> tuple[bool, str]:
    return not row.listed_visit, row.source_id

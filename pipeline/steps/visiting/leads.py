"""What indexes name becomes addresses of the frontier: new ones, known ones, those of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.records import Hints, Lead, document_id
from pipeline.sources.moments import span
from pipeline.steps.visiting.marking import is_of_card
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.owning import is_of_another
from pipeline.steps.visiting.relisting import take_known
from pipeline.steps.visiting.rounds import was_read
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address
from pipeline.store.relisted import list_again

TRUSTED = dt.timedelta(days=7)
"""Indexes are asked for so often, whatever other ones say of them."""
UNSURE = dt.timedelta(days=1)
"""Dates state no zone, and clocks are off."""


def take_leads(sheet: Sheet, visiting: Visiting, leads: Sequence[Lead], parent: str) -> bool:
    """Enter what an index names, or a page's files.

    Args:
        sheet: Of the batch.
        visiting: The source.
        leads: In their order; further indexes are asked for in this visit.
        parent: The index; empty for what a visit begins with.

    Returns:
        Whether a page is among them that no visit before the last complete one has found.
    """
    left, is_news = take_known(sheet, visiting, leads, parent)
    items = [lead.url for lead in left if lead.role != "index"]
    sheet.load(visiting.source.id, [lead.url for lead in left], items)
    for lead in left:
        if lead.role == "index":
            _take_index(sheet, visiting, lead, parent)
        else:
            is_news |= _take_item(sheet, visiting, lead, parent)
    return is_news


def further(leads: Iterable[Lead], *, is_index: bool) -> list[Lead]:
    """Return those that are indexes, or those that are not."""
    return [lead for lead in leads if (lead.role == "index") == is_index]


def _take_index(sheet: Sheet, visiting: Visiting, lead: Lead, parent: str) -> None:
    if parent in visiting.left:
        visiting.left.add(lead.url)
    if lead.url in visiting.index_asked:
        return
    number = visiting.visit.number
    old = sheet.row(visiting.source.id, lead.url)
    if old is None:
        new = _new(visiting, lead, parent)
    elif _is_unchanged(visiting, old, lead) or was_read(visiting, old):
        count_same(sheet, visiting, old)
        sheet.put(visiting, replace(old, listed_visit=number, parent=parent))
        return
    else:
        new = replace(
            old, role="index", state="due", hints=lead.hints, parent=parent, stated=lead.stated,
            listed_visit=number, n_failures=0, next_try_at=None,
        )  # fmt: skip
        visiting.is_again = True
    visiting.index_asked.add(lead.url)
    sheet.put(visiting, new)


def _is_unchanged(visiting: Visiting, old: Address, lead: Lead) -> bool:
    """Tell whether an index says of another one that it is as it was when it was read.

    Not where it says so of the day on which that was read, or has said so for long: more may have
    come later that day, and some sites write a date once and for all.
    """
    is_same = bool(lead.stated) and old.stated == lead.stated and old.state == "done"
    is_kept = bool(old.etag or old.last_modified or old.sha256)
    if not is_same or not is_kept or visiting.is_sweep or old.fetched_at is None:
        return False
    if not is_of_card(old, visiting.source) or visiting.began - old.fetched_at >= TRUSTED:
        return False
    changed = span(lead.stated)
    return changed is None or changed[1] + UNSURE <= old.fetched_at


def count_same(sheet: Sheet, visiting: Visiting, index: Address) -> None:
    """Count what an index that has not changed named when it was read."""
    visiting.counts.n_index_same += 1
    visiting.counts.n_listed += index.n_listed
    if visiting.is_full:
        list_again(sheet.connection, index, visiting.visit.number)


def _take_item(sheet: Sheet, visiting: Visiting, lead: Lead, parent: str) -> bool:
    old = sheet.row(visiting.source.id, lead.url)
    if old is None or old.role == "index":
        return _take_new(sheet, visiting, lead, parent)
    if lead.role == "file":
        _take_file(sheet, visiting, old, lead)
        return False
    number = visiting.visit.number
    visiting.counts.n_listed += old.listed_visit != number
    new = replace(old, listed_visit=number)
    if old.role == "file":  # named for itself, so it is an item of its own
        new = replace(new, role="page", parent=parent)
        sheet.tie(document_id(old.url), "")
    if is_newer := _is_newer(old, lead, parent):
        new = replace(new, stated=lead.stated, parent=parent, hints=lead.hints or old.hints)
    if _is_due_again(sheet, visiting, old, is_newer=is_newer and not _was_seen(old, lead)):
        new = replace(new, state="due", next_try_at=None, n_failures=0)
        visiting.is_again = True
    if new != old:
        sheet.put(visiting, new)
    return visiting.is_news(old.found_visit, parent)


def _is_newer(old: Address, lead: Lead, parent: str) -> bool:
    """Tell whether an index states another change of a page than the one that is known.

    Several indexes may name it with dates of their own: another one counts if it is later.
    """
    if not lead.stated or lead.stated == old.stated:
        return False
    if not old.stated:
        return True
    known, found = span(old.stated), span(lead.stated)
    if known is None or found is None:
        return parent == old.parent
    is_earlier = found[1] <= known[0]
    return found[0] >= known[1] or (is_earlier and parent == old.parent)


def _was_seen(old: Address, lead: Lead) -> bool:
    """Tell whether a page was fetched after a change that is stated for the first time.

    Where a site begins to state dates, all its pages would be asked for anew otherwise.
    """
    found = span(lead.stated)
    if old.stated or found is None or old.fetched_at is None:
        return False
    return found[1] + UNSURE <= old.fetched_at


def _is_due_again(sheet: Sheet, visiting: Visiting, old: Address, *, is_newer: bool) -> bool:
    """Tell whether what an index says of a known page is a reason to ask for it."""
    if old.state == "due" or old.url in visiting.settled:
        return False
    if old.state == "elsewhere":  # a copy of another source's page, or a way there, is no news
        return not is_of_another(sheet, visiting, old.alias_of or old.url)
    return is_newer or (old.state == "gone" and old.listed_visit < visiting.visit.number - 1)


def _take_new(sheet: Sheet, visiting: Visiting, lead: Lead, parent: str) -> bool:
    if lead.role == "page":
        visiting.counts.n_listed += 1
    new = _new(visiting, lead, parent)
    if is_of_another(sheet, visiting, lead.url, is_named=True):
        new = replace(new, state="elsewhere", document_id=document_id(lead.url))
    sheet.put(visiting, new)
    sheet.note_other(new)
    return new.role == "page"


def _new(visiting: Visiting, lead: Lead, parent: str) -> Address:
    number = visiting.visit.number
    return Address(
        source_id=visiting.source.id,
        url=lead.url,
        role=lead.role,
        hints=lead.hints,
        parent=lead.parent or parent,
        stated=lead.stated,
        found_visit=number,
        listed_visit=number,
        ordinal=visiting.next_ordinal(),
    )


def _take_file(sheet: Sheet, visiting: Visiting, old: Address, lead: Lead) -> None:
    """Tie a file to the page whose address sorts first, whichever was read first."""
    if old.role == "file" and lead.parent and lead.parent < old.parent:
        sheet.put(visiting, replace(old, parent=lead.parent))
        if old.document_id:
            sheet.tie(old.document_id, document_id(lead.parent))


def merged(one: Hints, other: Hints) -> Hints:
    """Return the hints of both, those of the first where both have a name, in order of name."""
    names = {name for name, _ in one}
    return tuple(sorted((*one, *(hint for hint in other if hint[0] not in names)), key=_name))


def _name(hint: tuple[str, str]) -> str:
    return hint[0]

"""Pages of which an index says again what it said before: most of what indexes name, by far."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Lead
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.relisted import Known, load_known, relist


def take_known(
    sheet: Sheet, visiting: Visiting, leads: Sequence[Lead], parent: str
) -> tuple[list[Lead], bool]:
    """Note of all pages of which nothing new is said that they are listed; return what is left.

    Of a sitemap that has changed, few entries have: a look at a few columns of the rest, and one
    statement for all of it, cost a tenth of reading and writing each whole.

    Returns:
        The leads that say something new, or of which a batch has read the whole row; and whether
        there is a page among the others that no visit before the last complete one has found.
    """
    source_id, number = visiting.source.id, visiting.visit.number
    stated = {
        lead.url: lead.stated
        for lead in leads
        if lead.role == "page" and not sheet.has_row(source_id, lead.url)
    }
    rows = load_known(sheet.connection, source_id, stated) if stated else []
    known = [row for row in rows if _is_said_before(row, stated[row.url], number)]
    again = [row.url for row in known if row.listed_visit != number]
    relist(sheet.connection, source_id, again, number)
    visiting.counts.n_listed += len(again)
    urls = {row.url for row in known}
    left = [lead for lead in leads if lead.role != "page" or lead.url not in urls]
    return left, any(visiting.is_news(row.found_visit, parent) for row in known)


def _is_said_before(row: Known, stated: str, number: int) -> bool:
    """Tell whether an index says nothing of a page that makes it due, or another kind of item."""
    if row.role != "page" or row.state == "elsewhere" or stated not in ("", row.stated):
        return False
    return row.state != "gone" or row.listed_visit >= number - 1

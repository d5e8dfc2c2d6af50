"""Records that an index gives whole: kept like pages, without a request of their own."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from pipeline.records import Item, document_id
from pipeline.steps.visiting.keeping import capture_of_item
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.owning import is_of_another
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.warc import WarcFile


def take_items(sheet: Sheet, visiting: Visiting, items: Sequence[Item], warc: WarcFile) -> bool:
    """Keep the records that are new or changed.

    Returns:
        Whether there is one among them that was not known.
    """
    sheet.load(visiting.source.id, [], [item.locator for item in items])
    is_news = False
    for item in items:
        id_ = document_id(item.locator)
        number = int(id_, 16)
        visiting.counts.n_listed += number not in visiting.seen
        visiting.seen.add(number)
        if not is_of_another(sheet, visiting, item.locator, is_named=True):
            is_news |= _keep(sheet, visiting, (id_, item), warc)
    return is_news


def take_gone(sheet: Sheet, visiting: Visiting, locators: Sequence[str]) -> None:
    """Note records that their index says have been deleted."""
    sheet.load_held(document_id(locator) for locator in locators)
    for locator in locators:
        id_ = document_id(locator)
        held = sheet.held(id_)
        visiting.seen.discard(int(id_, 16))
        if held is not None and held.source_id == visiting.source.id:
            visiting.counts.n_gone += sheet.mark_gone(id_, is_gone=True)


def _keep(sheet: Sheet, visiting: Visiting, named: tuple[str, Item], warc: WarcFile) -> bool:
    id_, item = named
    digest = sha256(item.body).hexdigest()
    held = sheet.held(id_)
    sheet.clear(item.locator)
    if held is not None and held.sha256 == digest and not sheet.is_lost(held, visiting.source.id):
        visiting.counts.n_unchanged += 1
        sheet.mark_gone(id_, is_gone=False)
        return False
    revision = held.revision + (digest != held.sha256) if held else 1
    into = (warc, sheet.now.replace(microsecond=0))
    sheet.capture(capture_of_item(visiting.source.id, item, (id_, revision, digest), into))
    visiting.counts.n_new += held is None
    visiting.counts.n_changed += held is not None
    return held is None

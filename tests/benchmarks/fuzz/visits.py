"""What must hold after every visit, be it killed; and of visits that find nothing new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tests.benchmarks.fuzz.kept import Copy, Kept
from tests.benchmarks.fuzz.theatre import Theatre


def after_visit(theatre: Theatre, *, is_whole: bool) -> list[str]:
    """Return what is wrong with any visit, be it killed."""
    now = theatre.kept()
    problems = [f"manners: {one}" for one in theatre.wire.complaints]
    problems += _revisions(now)
    problems += _not_taken(theatre, now)
    if is_whole:
        problems += _ledger(theatre, now)
    theatre.known = {(one.row.document_id, one.row.revision) for one in now.copies}
    return problems


def _revisions(now: Kept) -> Iterator[str]:
    by_id: dict[str, list[Copy]] = defaultdict(list)
    for one in now.copies:
        by_id[one.row.document_id].append(one)
    for copies in by_id.values():
        copies.sort(key=lambda one: one.row.revision)
        where = copies[0].row.locator
        if [one.row.revision for one in copies] != list(range(1, len(copies) + 1)):
            yield f"revisions of {where}: {[one.row.revision for one in copies]}"
        if [bool(one.row.is_current) for one in copies] != [False] * (len(copies) - 1) + [True]:
            yield f"current revision of {where} is not the last, or not one"
        for old, new in pairwise(copies):
            if old.main == new.main and old.row.source_id == new.row.source_id:
                yield f"revision {new.row.revision} of {where} holds what the one before it held"


def _new(theatre: Theatre, now: Kept) -> list[Copy]:
    known = theatre.known
    return [one for one in now.copies if (one.row.document_id, one.row.revision) not in known]


def _not_taken(theatre: Theatre, now: Kept) -> Iterator[str]:
    for one in _new(theatre, now):
        card = theatre.stage.cards.get(one.row.source_id)
        url = one.row.url or ""
        if card is None or not card.is_enabled:
            yield f"{one.row.locator} was kept for {one.row.source_id}, which is not visited"
        elif one.row.part_of or one.row.media_type == "application/pdf":
            if not card.is_at_home(url) or not (card.files or one.row.part_of == ""):
                yield f"file {url} was kept, which {card.id} does not take"
        elif "#oai:" not in one.row.locator and not card.takes(url):
            yield f"{url} was kept, which {card.id} does not take"


def _ledger(theatre: Theatre, now: Kept) -> Iterator[str]:
    last = {row.source_id: row for row in sorted(now.visits, key=lambda row: row.number)}
    made = Counter(one.row.source_id for one in _new(theatre, now))
    due = Counter(
        row.source_id for row in now.addresses if row.role != "index" and row.state == "due"
    )
    for card in theatre.stage.cards.values():
        if not card.is_enabled:
            continue
        row = last.get(card.id)
        if row is None or row.status == "running":
            yield f"{card.id}: its visit did not end"
            continue
        if row.n_requests > card.max_requests:
            yield f"{card.id}: {row.n_requests} requests of {card.max_requests}"
        if made[card.id] > row.n_new + row.n_changed:
            yield f"{card.id}: {made[card.id]} captures, counted {row.n_new} and {row.n_changed}"
        if row.n_left != due[card.id]:
            yield f"{card.id}: {due[card.id]} addresses due, counted {row.n_left}"


def at_once_again(theatre: Theatre) -> list[str]:
    """Visit again, when nothing is new; return what is done all the same."""
    before, problems = theatre.kept(), []
    for wait_s in (0.0, 0.0, 3600.0):
        theatre.stage.now += wait_s
        theatre.visit()
        problems += after_visit(theatre, is_whole=True)
        now = theatre.kept()
        bases = [f"{index.base}/" for index in theatre.stage.web.indexes.values()]
        items = [url for url in theatre.wire.asked if not url.startswith(tuple(bases))]
        if items:
            problems.append(f"nothing is new, but asked for were {items[:5]}")
        if changed := _changed(before, now):
            problems.append(f"nothing is new, but changed has {changed[:5]}")
        if problems:
            return problems
    return problems


def _changed(before: Kept, now: Kept) -> list[object]:
    old, new = before.picture(), now.picture()
    return [one for one in new if one not in old] + [one for one in old if one not in new]

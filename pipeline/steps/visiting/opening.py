"""Begin visits: what each is to look at, and how closely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Visit, Window
from pipeline.sources import WEB
from pipeline.sources.turning import taken_up
from pipeline.steps.context import WHOLE, Context, utc_now
from pipeline.steps.visiting.leads import further
from pipeline.steps.visiting.marking import is_of_card
from pipeline.steps.visiting.nouns import OF_A_WINDOW, WINDOWED, Visiting, refusal
from pipeline.steps.visiting.rounds import ends_of_rounds, goes_on, going_on
from pipeline.steps.visiting.storing import Storing
from pipeline.store import frontier, holders, ledger, visits
from pipeline.store.ahead import bring_back, was_ahead
from pipeline.store.frontier import Address

SWEPT = (*WINDOWED, "listing")
"""Kinds that are looked at as a whole only now and then."""
ALWAYS_WHOLE = ("sitemap", "urls")
OVERLAP = dt.timedelta(days=1)
"""Asked for twice: servers' clocks are off, and some know days only."""
LEEWAY = dt.timedelta(hours=1)
"""So much sooner comes a look at the whole: a visit a week begins some seconds before its time."""
UNREADABLE = "source_unreadable"


def open_visit(context: Context, source: Source, storing: Storing) -> Visiting | None:
    """Begin a visit; None where the card leaves nothing to visit, which is told."""
    visiting = _begun(context, source, storing)
    try:
        if not context.workspace.settings.contact:
            raise DeclarationError(_no_contact(source))
        begun = WEB[source.kind].starts(source, context.workspace.root, visiting.window)
    except DeclarationError as error:
        _refuse(context, source, visiting.visit, str(error))
        return None
    storing.enter(visiting, [*further(begun.leads, is_index=True)])
    storing.enter(visiting, [*further(begun.leads, is_index=False)])
    visiting.rejected.update(item.locator for item in begun.rejected)
    visiting.n_rejected += len(begun.rejected)
    with context.store.write() as connection:
        ledger.put_rejected(connection, begun.rejected)
        ledger.clear_rejected(connection, "ingest", [f"{source.id}:"])
    return visiting


def _begun(context: Context, source: Source, storing: Storing) -> Visiting:
    """Note that a visit begins, take back what others left, forget indexes that were not read."""
    with context.store.write() as connection:
        past = visits.load_past(connection, source.id)
        visit = visits.begin_visit(connection, source.id, context.run_id, utc_now())
        if was_ahead(past, visit.started_at):
            bring_back(connection, source.id, visit.started_at)
        indexes = frontier.indexes(connection, source.id)
        visiting = _planned(connection, context, source, (visit, past, indexes))
        enabled = [one.id for one in storing.declared.values() if one.enabled]
        declared = sorted(storing.declared)
        visiting.n_due += holders.take_back(connection, source.id, declared, sorted(enabled))
        gone = _forgotten(visiting, indexes)
        frontier.forget(connection, source.id, gone)
        left = [one for one in indexes if one.url in visiting.left]
        moved = [replace(one, hints=taken_up(one.hints)) for one in left]
        frontier.put_addresses(connection, moved)
        ledger.clear_rejected(connection, "ingest", gone)
    return visiting


def _planned(
    connection: Connection,
    context: Context,
    source: Source,
    known: tuple[Visit, Sequence[Visit], Sequence[Address]],
) -> Visiting:
    visit, past, indexes = known
    whole = [one for one in past if _read_all(one)]
    full = [one for one in whole if one.is_full]
    is_mended = not all(is_of_card(one, source) for one in indexes)
    is_sweep = is_mended or _is_sweep(source, past, full, visit.started_at)
    window = _window(context, source, is_sweep, whole)
    visiting = Visiting(
        source=source,
        visit=visit,
        began=dt.datetime.now(dt.UTC),
        window=window,
        is_sweep=is_sweep,
        is_full=context.window == WHOLE
        and (source.kind in ALWAYS_WHOLE or (source.kind in SWEPT and is_sweep)),
        known_before=whole[-1].number if whole else 0,
        full_before=full[-1].number if full else 0,
        ordinal=frontier.last_ordinal(connection, source.id),
        n_due=frontier.counts(connection, source.id).get("due", 0),
    )
    left = [one for one in indexes if one.state != "done"]
    if is_mended or context.window != WHOLE or not goes_on(past, left):
        return visiting
    news = _window(context, source, False, past)
    return replace(going_on(visiting, past, left), window=news)


def _forgotten(visiting: Visiting, indexes: Sequence[Address]) -> list[str]:
    """Return index pages that are not asked for again, unless they are named again."""
    is_all = visiting.source.kind in WINDOWED
    unread = (one.url for one in indexes if is_all or one.state != "done")
    return [url for url in unread if url not in visiting.left]


def _read_all(visit: Visit) -> bool:
    """Tell whether a visit read every index it should: one that was killed did not end."""
    is_ended = visit.finished_at is not None and visit.status in ("done", "cut")
    return is_ended and not visit.n_index_failed and not visit.note.startswith(OF_A_WINDOW)


def _is_sweep(
    source: Source, past: Sequence[Visit], full: Sequence[Visit], now: dt.datetime
) -> bool:
    """Tell whether indexes are to be read to their end, changed or not."""
    if not past or not _read_all(past[-1]):  # what lies behind the indexes it read is not known
        return True
    if past[-1].started_at > now:  # the clock was wrong: what came in between is not known
        return True
    if source.kind not in SWEPT:
        return False
    if source.kind == "listing" and not source.listing.stop_at_known:
        return True
    longest = dt.timedelta(days=min(source.sweep_days, 36_500))
    longest -= min(LEEWAY, longest / 24)
    looked = [*full, *ends_of_rounds(past)]
    return not any(dt.timedelta() <= now - one.started_at < longest for one in looked)


def _window(context: Context, source: Source, is_sweep: bool, whole: Sequence[Visit]) -> Window:
    """Return what the run wants of a source, or what is new since it was read the last time."""
    wanted = context.window
    if source.kind not in WINDOWED or is_sweep or not whole or wanted.since:
        return wanted
    return replace(wanted, since=whole[-1].started_at - OVERLAP)


def _no_contact(source: Source) -> str:
    return (
        f"source {source.id}: is not visited, for its owner could not reach you; set 'contact' in "
        "culturescope.toml to a mail address or page"
    )


def _refuse(context: Context, source: Source, visit: Visit, note: str) -> None:
    ended = replace(visit, finished_at=utc_now(), status="failed", note=note)
    with context.store.write() as connection:
        ledger.put_rejected(connection, [refusal(source, f"{source.id}:", (UNREADABLE, note))])
        visits.put_visits(connection, [ended])

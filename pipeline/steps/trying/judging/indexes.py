"""Judge what the index pages of a source gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.sources.web.addresses import host_of
from pipeline.steps.trying.judging.words import advice
from pipeline.steps.trying.trial import Find, IndexTry, Remark, Trial

MOST_NAMED = 3
"""Addresses that are shown of those left out."""
MOVED = ("gone", "refused")
"""Reasons after which the same site may have what is wanted at another address."""
PAGE = "text/html"
"""What stands where an index should: it may well lead to one."""
TURNING = ("feed", "listing")
"""Kinds of which the first index page may not be all."""


def on_indexes(trial: Trial) -> Iterator[Remark]:
    """Yield what to make of the index pages; nothing where the kind has none."""
    tries = trial.indexes
    is_blind = _has_no_links(trial)
    for one in (one for one in tries if one.problem):
        is_first = one is tries[0]
        if is_first and is_blind:
            yield _no_links(trial, one.url)
            continue
        where = "" if one.url in one.problem else f"{one.url}: "
        yield Remark("wrong", _to_change(trial, is_first), f"{where}{one.problem}{_elsewhere(one)}")
    read = [one for one in tries if not one.problem]
    if is_blind and read and not trial.n_listed:
        yield _no_links(trial, read[0].url)
    elif read and not trial.n_listed:
        yield _nothing(trial, read)
    elif read:
        pages = "the index page" if len(read) == 1 else f"{len(read)} index pages"
        yield Remark("good", "url", f"{trial.n_listed:,} items are named on {pages}")
        yield from _on_turning(trial, read)
    yield from _on_listing(trial)
    yield from _on_rejected(trial)


def _on_rejected(trial: Trial) -> Iterator[Remark]:
    for reason, n in Counter(one.reason for one in trial.rejected).most_common():
        first = next(one for one in trial.rejected if one.reason == reason)
        entries = "one entry is" if n == 1 else f"{n:,} entries are"
        where = "" if first.locator in first.detail else f" ({first.locator})"
        yield Remark("look", "", f"{entries} of no use ({reason}): {first.detail}{where}")


def _elsewhere(one: IndexTry) -> str:
    """Return how to find the right address; empty where asking elsewhere would not help."""
    _, _, told = one.answer.partition(" ")
    if told not in (*MOVED, PAGE):
        return ""
    place = one.url if told == PAGE else f"{host_of(one.url)}/"
    return f"; 'culturescope sources add {place} --dry-run' looks for what there is"


def _to_change(trial: Trial, is_first: bool) -> str:
    if is_first or trial.source.kind not in TURNING:
        return "url"
    return "listing.pages" if trial.source.listing.pages else "listing.next"


def _has_no_links(trial: Trial) -> bool:
    """Tell whether a listing could be had, but its selector finds no links there."""
    return any(one.key == "listing.links" and not one.n and not one.problem for one in trial.finds)


def _no_links(trial: Trial, url: str) -> Remark:
    told = advice(trial.hints, "listing.links") or "; see what its links to items have in common"
    line = f'"{trial.source.listing.links}" finds no link on {url}{told}'
    return Remark("wrong", "listing.links", line)


def _nothing(trial: Trial, read: list[IndexTry]) -> Remark:
    n_stated = sum(one.n_stated for one in read)
    left_out = list(dict.fromkeys(url for one in read for url in one.left_out))[:MOST_NAMED]
    if not n_stated:
        line = f"{read[0].url} can be read but names nothing; give the address of one that does"
        return Remark("wrong", "url", line)
    shown = f"; left out, for example: {', '.join(left_out)}" if left_out else ""
    key = "include" if left_out else "hosts"
    card = f"include = {list(trial.source.include)}, exclude = {list(trial.source.exclude)}"
    unread = f"; {trial.n_unread:,} more index pages were not read" if trial.n_unread else ""
    line = f"{n_stated:,} entries are named, none belongs to the source ({card}){shown}{unread}"
    return Remark("wrong", key, line)


def _on_turning(trial: Trial, read: list[IndexTry]) -> Iterator[Remark]:
    listing = trial.source.listing
    if trial.source.kind != "listing":
        return
    if not listing.next and not listing.pages:
        line = (
            f"only the first index page is read, with {read[0].n_taken:,} items; where there are "
            "more, name the link to the next page, or give 'pages'"
            f"{advice(trial.hints, 'listing.next')}"
        )
        yield Remark("look", "listing.next", line)
    elif len(read) > 1 and read[1].n_taken and not read[1].n_new:
        key = "listing.first" if listing.pages else "listing.next"
        line = f"{read[1].url} names the same items as the page before; see how the site counts"
        yield Remark("wrong", key, line)
    elif len(read) > 1 and not read[1].n_stated:
        key = "listing.pages" if listing.pages else "listing.next"
        line = f"{read[1].url} names nothing; see which address the second page has"
        yield Remark("wrong", key, line)


def _on_listing(trial: Trial) -> Iterator[Remark]:
    first = next((one.url for one in trial.indexes), "")
    for one in trial.finds:
        if one.problem:
            yield Remark("wrong", one.key, f'"{one.selector}" is no CSS selector: {one.problem}')
        elif not one.n and one.key != "listing.links":
            told = advice(trial.hints, one.key)
            yield Remark("wrong", one.key, _finds_nothing(one, first) + told)


def _finds_nothing(one: Find, url: str) -> str:
    if one.key == "listing.next":
        return f'"{one.selector}" finds no link to a next page on {url}: only that page is read'
    return f'"{one.selector}" finds nothing on {url}; mend it, or take it off the card'

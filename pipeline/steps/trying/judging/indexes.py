"""Judge what the index pages of a source gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.steps.trying.judging.failures import on_failures
from pipeline.steps.trying.judging.words import advice
from pipeline.steps.trying.trial import Find, IndexTry, Remark, Trial

MOST_NAMED = 3
"""Addresses that are shown of those left out."""


def on_indexes(trial: Trial) -> Iterator[Remark]:
    """Yield what to make of the index pages; nothing where the kind has none."""
    is_blind = _has_no_links(trial)
    failed = [one for one in trial.indexes if one.problem]
    read = [one for one in trial.indexes if not one.problem]
    if is_blind and not trial.n_listed:
        yield _no_links(trial, trial.indexes[0].url)
        failed = failed[1:] if failed[:1] == list(trial.indexes[:1]) else failed
    elif read and not failed and not trial.n_listed:
        yield _nothing(trial, read)
    elif trial.n_listed:
        yield Remark("good", "url", f"{_named(trial.n_listed)} {_places(trial, len(read))}")
        yield from _on_turning(trial, read)
        yield from _on_marks(trial)
    yield from on_failures(trial, failed)
    yield from _on_listing(trial)
    yield from _on_rejected(trial)


def _named(n: int) -> str:
    return "one item is named" if n == 1 else f"{n:,} items are named"


def _places(trial: Trial, n_read: int) -> str:
    if not n_read:
        return f"in {trial.source.path or 'the card'}"
    return "on the index page" if n_read == 1 else f"on {n_read} index pages"


def _on_rejected(trial: Trial) -> Iterator[Remark]:
    for reason, n in Counter(one.reason for one in trial.rejected).most_common():
        first = next(one for one in trial.rejected if one.reason == reason)
        entries = "one entry is" if n == 1 else f"{n:,} entries are"
        where = "" if first.locator in first.detail else f" ({first.locator})"
        yield Remark("look", "", f"{entries} of no use ({reason}): {first.detail}{where}")


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
    if not n_stated and trial.source.oai.set:
        sets = f"{trial.source.url[0].partition('?')[0]}?verb=ListSets"
        line = f"nothing is in set '{trial.source.oai.set}'; {sets} tells the names of sets"
        return Remark("wrong", "oai.set", line)
    if not n_stated:
        line = f"{read[0].url} can be read but names nothing; give the address of one that does"
        return Remark("wrong", "url", line)
    shown = f"; left out, for example: {', '.join(left_out)}" if left_out else ""
    key = "include" if left_out else "hosts"
    card = f"include = {list(trial.source.include)}, exclude = {list(trial.source.exclude)}"
    unread = f"; {trial.n_unread:,} more index pages were not read" if trial.n_unread else ""
    line = f"{n_stated:,} entries are named, none belongs to the source ({card}){shown}{unread}"
    return Remark("wrong", key, line)


def _on_marks(trial: Trial) -> Iterator[Remark]:
    if trial.marks:
        names = ", ".join(f'"{name}"' for name in (*trial.source.drop_query, *trial.marks))
        line = (
            f"its links hold what differs at each look ({', '.join(trial.marks)}): every document "
            f"would come in anew at each visit; drop_query = [{names}] leaves it out"
        )
        yield Remark("wrong", "drop_query", line)


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

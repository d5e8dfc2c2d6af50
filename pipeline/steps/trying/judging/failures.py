"""Judge index pages that could not be read: which key of the card is behind it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.web.addresses import host_of
from pipeline.steps.trying.trial import IndexTry, Remark, Trial
from pipeline.steps.trying.wordpress_types import COLLECTION

MOVED = ("gone", "refused")
"""Reasons after which the same site may have what is wanted at another address."""
NOT_NOW = (
    "busy", "cut", "no_host", "not_asked", "robots_unreachable", "server_error", "timeout",
)  # fmt: skip
"""Reasons that say nothing of the card: they pass, or the whole host is away."""
PAGES = ("text/html", "text/plain")
"""What may stand where an index should, and lead to one."""
TURNING = ("feed", "listing")
"""Kinds of which the first index page may not be all."""


def on_failures(trial: Trial, failed: Sequence[IndexTry]) -> list[Remark]:
    """Return what to make of index pages that could not be read; of no API at all only once."""
    every = list(dict.fromkeys(_on_failed(trial, one) for one in failed))
    without_api = [one for one in every if one.key == "kind"][:1]
    return [*without_api, *(one for one in every if one.key != "kind")]


def _on_failed(trial: Trial, one: IndexTry) -> Remark:
    reason = one.answer.rpartition(" ")[2]
    if reason in NOT_NOW:
        return Remark(
            "wrong", "", f"{_named(one)}; if it stays so, see whether the place has moved"
        )
    collection = None if reason == "robots" else COLLECTION.match(one.url)
    if collection and trial.source.kind == "wordpress":
        return _on_type(trial, one, collection["type"])
    return Remark("wrong", _to_change(trial, one), f"{_named(one)}{_elsewhere(trial, one)}")


def _named(one: IndexTry) -> str:
    """Return what is wrong, with the address."""
    return one.problem if one.problem.startswith("http") else f"{one.url}: {one.problem}"


def _on_type(trial: Trial, one: IndexTry, name: str) -> Remark:
    """Return what to make of a WordPress API that does not give one of the card's types."""
    told = next((hint.selector for hint in trial.hints if hint.key == "wordpress.types"), "")
    if told or trial.n_listed:
        has = f", but: {told}" if told else f" ({one.answer}), but others that the card names"
        return Remark("wrong", "wordpress.types", f"the site's API has no '{name}'{has}")
    line = (
        f"no API of WordPress gives '{name}' at {host_of(one.url)} ({one.answer}): it may be none, "
        f"or closed{_looking(host_of(one.url))}"
    )
    return Remark("wrong", "kind", line)


def _to_change(trial: Trial, one: IndexTry) -> str:
    if one is trial.indexes[0] or trial.source.kind not in TURNING:
        return "url"
    return "listing.pages" if trial.source.listing.pages else "listing.next"


def _elsewhere(trial: Trial, one: IndexTry) -> str:
    """Return how to find the right address; empty where asking elsewhere would not help."""
    _, _, told = one.answer.partition(" ")
    if told in PAGES and one.url in trial.source.url:
        return _looking(one.url.removesuffix("robots.txt").removesuffix("/"))
    return _looking(host_of(one.url)) if told in (*MOVED, *PAGES) else ""


def _looking(place: str) -> str:
    return f"; 'culturescope sources add {place}/ --dry-run' looks for what there is"

"""From an address to a card: what is there is found, tried, and the best of it written down."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.declarations import Source, load_sources
from pipeline.errors import UsageError, WorkspaceError
from pipeline.settings import Workspace
from pipeline.sources.discovery import Proposal
from pipeline.sources.web.addresses import canonical_url
from pipeline.steps.context import utc_now
from pipeline.steps.trying.asking import Say
from pipeline.steps.trying.card_text import card_text, id_from
from pipeline.steps.trying.judging import judge
from pipeline.steps.trying.seeking import Sought, described, seek
from pipeline.steps.trying.trial import Remark, Trial

HEADS = {"wrong": "To mend", "look": "To look at", "good": "Tried"}
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of the card; empty: as found."""

    id: str = ""
    name: str = ""
    kind: str = ""
    enabled: bool = False
    """Switch it on, if nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Added:
    """A card that was proposed."""

    source: Source
    text: str
    """Of the card."""
    trial: Trial
    remarks: tuple[Remark, ...]
    why: str
    others: tuple[Proposal, ...] = ()
    is_written: bool = False


def propose_source(workspace: Workspace, url: str, wish: Wish, say: Say) -> Added:
    """Look around an address and propose a card for it; nothing is written.

    Args:
        workspace: Whose settings say who asks.
        url: As a person gives it, with or without https://.
        wish: What the person wants of the card.
        say: Told what is being done.

    Raises:
        UsageError: The address cannot be read, nothing was found there, or it is declared already.
    """
    address = canonical_url(url if "://" in url else f"https://{url}")
    if not address:
        raise UsageError(f"{url!r} is no address; write it like https://some.site/news")
    sources, _ = load_sources(workspace.sources_dir)
    taken = {path.stem for path in workspace.sources_dir.glob("*.toml")}
    _refuse_id(wish.id, taken)
    _refuse([one.id for one in sources.values() if address in one.url], address, wish)
    id_ = wish.id or _free_id(id_from(address), taken)
    sought = asyncio.run(seek(workspace, address, id_, wish.kind, say))
    found = sought.trial.source
    alike = [one.id for one in sources.values() if _is_same(one, found)]
    _refuse(alike, found.url[0], wish)
    return _added(sought, address, wish)


def write_card(workspace: Workspace, added: Added) -> Added:
    """Write a proposed card.

    Raises:
        UsageError: A card of this id is there.
        WorkspaceError: The folder cannot be written.
    """
    path = workspace.sources_dir / f"{added.source.id}.toml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(added.text)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already; choose another name with --id") from error
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error.strerror})") from error
    return replace(added, is_written=True)


def _refuse_id(id_: str, taken: set[str]) -> None:
    """Raise where a wanted id cannot be had, before anything is asked."""
    if id_ and not _ID.fullmatch(id_):
        raise UsageError(f"--id {id_!r}: small letters, digits and _ only, a letter first")
    if id_ in taken:
        raise UsageError(f"corpus/sources/{id_}.toml is there already; choose another --id")


def _is_same(one: Source, other: Source) -> bool:
    """Tell whether two cards mean the same part of the same site."""
    parts = ("kind", "url", "include", "listing", "oai", "wordpress")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _refuse(declared: Sequence[str], address: str, wish: Wish) -> None:
    """Raise where there is a card already, unless an id of its own is wanted."""
    if declared and not wish.id:
        raise UsageError(
            f"{address} is declared already, as '{declared[0]}'; try it with 'culturescope "
            f"sources check {declared[0]}', or give a second card its own name with --id"
        )


def _free_id(id_: str, taken: set[str]) -> str:
    """Return an id that no card has."""
    tries = [id_, *(f"{id_}_{n}" for n in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)


def _added(sought: Sought, address: str, wish: Wish) -> Added:
    """Return the card as it is to be: switched on only if asked for and nothing is wrong."""
    remarks = judge(sought.trial)
    is_well = not any(remark.level == "wrong" for remark in remarks)
    settled = {
        "name": wish.name or sought.trial.source.name,
        "enabled": wish.enabled and is_well,
        "verified": is_well,
    }
    source = sought.trial.source.model_copy(update=settled)
    trial = replace(sought.trial, source=source)
    text = card_text(_values(source), _comments(sought, address, remarks))
    return Added(source, text, trial, remarks, sought.proposal.why, sought.others)


def _values(source: Source) -> dict[str, Any]:
    """Return what a card says, in the order of reading: what, where, then what a person adds."""
    told = source.model_dump(exclude_defaults=True, exclude={"id"})
    url = list(source.url) if len(source.url) > 1 else source.url[0]
    first = {"name": source.name, "kind": source.kind, "url": url}
    names = ("language", "licence", "enabled", "verified", "schedule", "time_zone")
    last = {name: getattr(source, name) for name in names}
    return first | {key: one for key, one in told.items() if key not in first | last} | last


def _comments(sought: Sought, address: str, remarks: Sequence[Remark]) -> list[str]:
    """Return what stands above the card: where it comes from, what trying it showed."""
    lines = [f"Proposed on {utc_now():%Y-%m-%d} for {address}: {sought.proposal.why}"]
    for remark in remarks:
        key = f"{remark.key}: " if remark.key and remark.level != "good" else ""
        lines.append(f"{HEADS[remark.level]}: {key}{remark.line}")
    return lines + [f"Also there: {described(one)}" for one in sought.others]

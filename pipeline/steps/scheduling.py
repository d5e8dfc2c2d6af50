"""Which sources are visited together, and when: cards cut into groups. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.declarations import Source
from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Group:
    """Sources with one schedule."""

    id: str
    """The cards' `group`; the id of a source that has none."""
    source_ids: tuple[str, ...]
    """In order."""
    schedule: str
    """As cron has it."""
    time_zone: str
    """IANA name."""


def schedule_groups(sources: Mapping[str, Source]) -> tuple[list[Group], list[str]]:
    """Cut the enabled sources into groups with a schedule.

    A card without a schedule goes with its group; a source in no group that has none is visited by
    `run` only. Where cards of one group contradict each other, the first by id counts.

    Returns:
        The groups in order of id, and one line for each group whose cards contradict each other.
    """
    members: dict[str, list[Source]] = {}
    for _, source in sorted(sources.items()):
        if source.enabled:
            members.setdefault(source.group or source.id, []).append(source)
    groups = []
    findings = []
    for id_, cards in sorted(members.items()):
        timed = [card for card in cards if card.schedule]
        if not timed:
            continue
        groups.append(_group(id_, cards, timed[0]))
        odd = [card for card in timed if _when(card) != _when(timed[0])]
        findings += [_contradiction(id_, timed[0], card) for card in odd]
    return groups, findings


def find_group(sources: Mapping[str, Source], id_: str) -> Group:
    """Return the group of that id.

    Raises:
        UsageError: No enabled card with a schedule belongs to it.
    """
    groups, _ = schedule_groups(sources)
    for group in groups:
        if group.id == id_:
            return group
    known = ", ".join(group.id for group in groups) or "none; give a card 'schedule'"
    raise UsageError(f"no schedule '{id_}'; there are: {known}")


def _group(id_: str, cards: list[Source], timed: Source) -> Group:
    ids = tuple(card.id for card in cards)
    return Group(id_, ids, timed.schedule, timed.time_zone)


def _when(card: Source) -> tuple[str, str]:
    return (card.schedule, card.time_zone)


def _contradiction(id_: str, first: Source, other: Source) -> str:
    return (
        f"group {id_}: source {other.id} has the schedule {other.schedule!r} ({other.time_zone}), "
        f"source {first.id} {first.schedule!r} ({first.time_zone}), which counts; "
        f"give the cards of one group the same schedule"
    )

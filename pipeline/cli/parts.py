"""Options that choose a part of the sources: by id, by group, by date."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import UsageError
from pipeline.records import Window
from pipeline.settings import Workspace

if TYPE_CHECKING:
    from pipeline.declarations import Source


@dataclass(frozen=True, slots=True)
class Part:
    """What part of the sources a command is about."""

    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def ids(self, workspace: Workspace) -> tuple[str, ...]:
        """Return the sources that are meant; none: all.

        Raises:
            UsageError: No enabled source is of a group.
        """
        from pipeline.steps.declared import enabled_sources

        named = set(self.sources)
        for group in self.groups:
            members = {s.id for s in enabled_sources(workspace).values() if s.group == group}
            if not members:
                raise UsageError(_no_group(group, enabled_sources(workspace)))
            named |= members
        return tuple(sorted(named))

    def window(self) -> Window:
        """Return what is wanted by date.

        Raises:
            UsageError: One of the dates is none.
        """
        from pipeline.steps.windows import window

        return window(self.since, self.until)


EVERYTHING = Part()


def _no_group(group: str, enabled: Mapping[str, Source]) -> str:
    there = sorted({source.group for source in enabled.values() if source.group})
    more = f"; there are: {', '.join(there)}" if there else ""
    if group in enabled:
        more += f"; it is a source of its own: --source {group}"
    return f"no enabled source has group = {group!r} on its card{more}"


def part_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --source, --group, --since, --until, as one argument `part`."""

    @click.option("--source", "sources", multiple=True, help="Only this source; may be repeated.")
    @click.option("--group", "groups", multiple=True, help="Only sources of this group.")
    @click.option("--since", default="", help="Only what is dated from this day on (web sources).")
    @click.option("--until", default="", help="Only what is dated before this day.")
    @functools.wraps(command)
    def wrapped(
        *args: Any,
        sources: tuple[str, ...],
        groups: tuple[str, ...],
        since: str,
        until: str,
        **more: Any,
    ) -> Any:
        return command(*args, part=Part(sources, groups, since, until), **more)

    return wrapped

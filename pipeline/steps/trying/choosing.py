"""The sources that a call names."""

from __future__ import annotations

from difflib import get_close_matches

from pipeline.declarations import Source, load_sources
from pipeline.errors import UsageError
from pipeline.settings import Workspace

MOST_NEAR = 5
"""Names that are told of those like a name that nobody knows."""


def chosen_sources(workspace: Workspace, ids: tuple[str, ...]) -> list[Source]:
    """Return the cards with the given ids, in this order; all enabled ones where none is given.

    Raises:
        UsageError: There is no such source, or its card cannot be read.
    """
    sources, broken = load_sources(workspace.sources_dir)
    for id_ in ids:
        if id_ not in sources:
            on_card = [str(error) for error in broken if f"{id_}.toml" in str(error)]
            raise UsageError(on_card[0] if on_card else _no_source(id_, sources))
    return [sources[id_] for id_ in ids] or [one for one in sources.values() if one.enabled]


def _no_source(id_: str, sources: dict[str, Source]) -> str:
    near = [one for one in sources if id_ in one or one in id_]
    near = near or get_close_matches(id_, sources, MOST_NEAR)
    told = f"like it: {', '.join(near)}; " if near else ""
    if not near and len(sources) <= MOST_NEAR:
        return f"no source '{id_}'; there are: {', '.join(sources) or 'none'}"
    return f"no source '{id_}'; {told}'culturescope sources list --all' shows all"

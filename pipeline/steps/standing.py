"""What `init` meets in a workspace that is there: files that it keeps, an earlier store."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import CulturescopeError
from pipeline.settings import SETTINGS_FILE, Workspace, open_workspace
from pipeline.steps.setup import shipped, template
from pipeline.store.engine import schema_of
from pipeline.store.schema import HEAD

MOST_NAMED = 3
"""Files that are named; of more, how many."""
SQLITE = "sqlite:///"


def told_kept(
    folder: Path, made: Sequence[str], *, with_sample: bool, contact: str = ""
) -> list[str]:
    """Return one line for each thing that whoever calls `init` again should know.

    Args:
        folder: Of the workspace, as `make_workspace` left it.
        made: The files it wrote.
        with_sample: As it was told.
        contact: Likewise.
    """
    return [*_kept(folder, set(made), with_sample), *_settings(folder, made, contact)]


def _kept(folder: Path, made: set[str], with_sample: bool) -> Iterator[str]:
    origin = template()
    kept = [name for name in shipped(origin, with_sample=with_sample) if name not in made]
    if not kept:
        return
    yield f"{len(kept):,} were there already and are left as they are"
    other = [name for name in kept if not _is_same(origin / name, folder / name)]
    if other:
        more = f" and {len(other) - MOST_NAMED:,} more" if len(other) > MOST_NAMED else ""
        yield (
            f"{len(other):,} of them differ from this version's, by your hand or its age: "
            f"{', '.join(other[:MOST_NAMED])}{more}; for a new one, remove yours, init again"
        )


def _is_same(shipped: Path, held: Path) -> bool:
    try:
        return filecmp.cmp(shipped, held, shallow=False)
    except OSError:  # a folder, or not to be read: no file of ours
        return False


def _settings(folder: Path, made: Sequence[str], contact: str) -> Iterator[str]:
    if SETTINGS_FILE in made:
        return
    try:
        workspace = open_workspace(folder, os.environ)
    except CulturescopeError as error:
        yield str(error)
        return
    if contact and contact != workspace.settings.contact:
        yield (
            f"{folder / SETTINGS_FILE} is there already and is left as it is; put in the line "
            f'contact = "{contact}"'
        )
    yield from _store(workspace)


def _store(workspace: Workspace) -> Iterator[str]:
    """Tell of a store in a file that another version has written."""
    url = workspace.database_url
    if not url.startswith(SQLITE) or not Path(url.removeprefix(SQLITE).partition("?")[0]).is_file():
        return
    try:
        found = schema_of(url)
    except CulturescopeError as error:
        yield str(error)
        return
    if found is not None and found < HEAD:
        yield (
            f"its store was written by an earlier version (schema {found}, now {HEAD}): the next "
            "command brings it up to date, for good, so copy the folder before if you may want to "
            "go back; the next run reads anew what this version reads otherwise"
        )
    elif found is not None and found > HEAD:
        yield (
            f"its store was written by a newer version (schema {found}, this one knows {HEAD}); "
            "install that one again"
        )

"""Switch sources on and off on their cards."""

from __future__ import annotations

from pipeline.declarations import Source, load_source
from pipeline.errors import WorkspaceError
from pipeline.replacing import replacing
from pipeline.settings import Workspace
from pipeline.steps.trying.card_text import with_values


def switch(workspace: Workspace, source: Source, values: dict[str, bool]) -> Source:
    """Set keys such as `enabled` on a source's card, and return the card as it is now.

    Raises:
        UsageError: The card is written in a way that only a person can change.
        WorkspaceError: The card cannot be written.
    """
    path = workspace.sources_dir / f"{source.id}.toml"
    try:
        changed = with_values(path.read_text("utf-8"), values)
        with replacing(path) as partial:
            partial.write_text(changed, "utf-8")
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error.strerror})") from error
    return load_source(path)

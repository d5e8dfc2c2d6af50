"""Switch sources on and off on their cards."""

from __future__ import annotations

from pipeline.declarations import Source
from pipeline.settings import Workspace
from pipeline.steps.card_editing import edit_card, with_values


def switch(workspace: Workspace, source: Source, values: dict[str, bool]) -> Source:
    """Set keys such as `enabled` on a source's card, and return the card as it is now.

    Raises:
        UsageError: The card is written in a way that only a person can change.
        WorkspaceError: The card cannot be written.
    """
    return edit_card(workspace, source, lambda text: with_values(text, values))

"""When topics are fitted again: asked for, or what the fit was made with has changed.

Whether the corpus has moved is another question, which `standing` asks of `topics.drift`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.locking import only_run
from pipeline.store import Store
from pipeline.store import topics as topic_store

FIRST = "the first fit"
ASKED = "asked for"
CHANGED = {
    "program": "the program or a library it fits with",
    "settings": "a setting (n_topics, seed or min_quality)",
    "encoder": "the sentence encoder",
    "guides": "the vocabulary of themes",
}
"""What is told of each part of a fit's fingerprint."""


def why_fit(workspace: Workspace, last: topic_store.Fit | None) -> str:
    """Return why topics must be fitted whatever has come in, for a person; empty: they need not."""
    if last is None:
        return FIRST
    if last.measured.get("asked"):
        return ASKED
    if last.fingerprint == models.fingerprint(workspace, "topic_fit"):
        return ""
    now, then = models.topic_parts(workspace), last.measured.get("parts", {})
    changed = [text for part, text in CHANGED.items() if now[part] != then.get(part)]
    if len(changed) == len(CHANGED):
        return "an earlier version of the program made the last fit"
    return f"{' and '.join(changed)} changed"


def ask(workspace: Workspace) -> None:
    """Let the next run fit topics anew, whatever else speaks for it; without a fit it does anyway.

    Raises:
        BusyError: Another run holds the workspace.
    """
    with only_run(workspace, "topics --refit"), Store(workspace.database_url) as store:
        with store.read() as connection:
            last = topic_store.last_fit(connection)
        if last is None:
            return
        asked = replace(last, measured=last.measured | {"asked": True})
        with store.write() as connection:
            topic_store.set_measured(connection, asked.number, asked.measured)

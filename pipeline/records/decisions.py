"""What editors say of tags, and texts that clients teach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

DecisionKind = Literal["accept", "reject", "add", "complete", "undo"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of an editor on one document; never changed, only undone by a later one."""

    id: str
    """32 hex digits; one sent twice under the same id is one decision."""
    document_id: str
    """Of a document, or of an example that a client taught."""
    revision: int
    """Of the document that the editor saw; 0 for examples."""
    scheme: str
    concept_id: str
    """Empty for `complete`, and for `undo`."""
    kind: DecisionKind
    """accept: a suggested or published tag is right. reject: it is wrong. add: a tag that was not
    suggested is right. complete: the editor has seen the whole document, and whatever concept of
    the scheme was neither accepted nor added does not apply. undo: `undoes` counts no longer."""
    editor: str
    decided_at: dt.datetime
    """UTC."""
    probability: float | None = None
    """That the editor saw; None where none was shown."""
    model: str = ""
    """Version of the model that the editor saw."""
    undoes: str = ""
    """Id of the decision that an `undo` takes back."""
    batch: str = ""
    """Shared by the decisions of one bulk act, which can be undone as a whole."""
    via: str = ""
    """Where it came from: cli, api, annif, import."""
    note: str = ""
    """The editor's own words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a client taught, with its decisions; no document of the corpus."""

    id: str
    """As a document's, of the locator `example:<SHA-256 of title and text>`."""
    title: str
    text: str
    language: str
    taught_at: dt.datetime
    """UTC."""
    editor: str

"""What the corpus and its analysts know of entities beyond a single document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

TENTATIVE = ("undefined", "proposed")
"""Ways of recognising (`Mention.via`) that count only if the corpus or an analyst vouches for the
entity by an EntityLink. undefined: an acronym that its document does not define. proposed: what a
title, quotation marks or a definition make look like a programme."""

WEAK = ("demonym", "capital")
"""Ways of naming that are weaker evidence than a name: they do not count in series."""

LinkReason = Literal[
    "acronym", "spelling", "short form", "alias", "merge", "split", "accept", "reject"
]


@dataclass(frozen=True, slots=True)
class EntityLink:
    """What an entity id, as a document gives it, stands for in the whole corpus."""

    local_id: str
    """As mentions have it."""
    entity_id: str
    """What it stands for; the same id: it stands for itself, and is vouched for; empty: for
    nothing, its mentions do not count."""
    reason: LinkReason
    evidence: str = ""
    """One line for a person: "defined so in 12 of 12 documents", "merged by ada, decision 7"."""


EntityDecisionKind = Literal["merge", "alias", "split", "accept", "reject", "rename", "undo"]


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """One act of an analyst on entities; never changed, only undone by a later one."""

    id: str
    """32 hex digits; one sent twice under the same id is one decision."""
    number: int
    """Position in the log, from 1; 0: not entered yet."""
    kind: EntityDecisionKind
    """merge: entity `subject` is entity `target`. alias: `name` is a name of entity `target`, and
    is looked for in all texts. split: the local id `subject` is an entity of its own. accept:
    `subject` is an entity; its `name` is looked for in all texts. reject: `subject` is no entity.
    rename: `subject` is shown as `name`. undo: decision `undoes` counts no longer."""
    subject: str
    """Entity id; empty for alias and undo."""
    target: str
    """Entity id; empty but for merge and alias."""
    name: str
    """Of alias, accept and rename."""
    editor: str
    decided_at: dt.datetime
    """UTC."""
    note: str = ""
    undoes: str = ""
    """Id of the decision that an `undo` takes back."""

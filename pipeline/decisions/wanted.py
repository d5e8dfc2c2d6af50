"""What an editor wants decided, checked as far as it can be without a store."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from pipeline.errors import UsageError
from pipeline.records import Decision, DecisionKind

KINDS: tuple[DecisionKind, ...] = ("accept", "reject", "add", "complete")
"""What can be wanted of a document; what was decided is undone by its id."""
OF_CONCEPTS = ("accept", "reject", "add")
MAX_EDITOR = 200
MAX_NOTE = 2000
MAX_NAME = 500
"""Characters of a scheme, a concept id, the version of a model or the name of a batch."""
_ID = re.compile(r"[0-9a-f]{32}")
_LAYOUT = "\n\t"
"""Signs that do not print and may stand in a note."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One decision to be recorded."""

    document_id: str
    """Of a document or example."""
    scheme: str
    kind: DecisionKind
    concept_id: str = ""
    """Empty for `complete`."""
    id: str = ""
    """32 hex digits that the caller chose, so that sending it twice is safe; empty: a new one."""
    revision: int = 0
    """Of the document that the editor saw; 0: the current one."""
    probability: float | None = None
    """That the editor saw; None: that of the stored suggestion, if there is one."""
    model: str = ""
    """Version that the editor saw; empty: that of the stored suggestion, if there is one."""
    note: str = ""
    batch: str = ""
    """Shared by decisions that can be undone as one."""


def checked(wanted: Wanted) -> Wanted:
    """Return it with its id as it is stored.

    Raises:
        UsageError: Something in it cannot be; names it, and what it should be.
    """
    if wanted.kind not in KINDS:
        raise UsageError(f"{wanted.kind!r}: no kind of decision; choose {', '.join(KINDS)}")
    if wanted.kind in OF_CONCEPTS and not wanted.concept_id:
        raise UsageError(f"{wanted.kind}: no concept is named; name one of {wanted.scheme}")
    if wanted.kind == "complete" and wanted.concept_id:
        raise UsageError("complete: is said of a document and scheme; name no concept")
    seen = wanted.probability
    if seen is not None and not (math.isfinite(seen) and 0 <= seen <= 1):
        raise UsageError(f"probability {seen}: must be from 0 to 1")
    if wanted.revision < 0:
        raise UsageError(f"revision {wanted.revision}: revisions count from 1")
    for name in ("document_id", "scheme", "concept_id", "model", "batch"):
        check_name(name, getattr(wanted, name))
    check_note(wanted.note)
    return replace(wanted, id=checked_id(wanted.id))


def checked_id(text: str) -> str:
    """Return the id of a decision as it is stored; a UUID may have its hyphens.

    Raises:
        UsageError: It is no such id.
    """
    plain = text.replace("-", "").lower()
    if plain and not _ID.fullmatch(plain):
        raise UsageError(f"id {text[:40]!r}: must be 32 hex digits, such as a UUID, or left out")
    return plain


def checked_editor(name: str) -> str:
    """Return an editor's name without blanks around it.

    Raises:
        UsageError: It is empty, too long, or holds what cannot be printed.
    """
    plain = name.strip()
    if not plain:
        raise UsageError("no editor is named; decisions are recorded with who took them")
    if len(plain) > MAX_EDITOR or not plain.isprintable():
        raise UsageError(f"editor: up to {MAX_EDITOR} characters that can be printed")
    return plain


def check_name(what: str, text: str) -> None:
    """See that a word of a decision can be stored.

    Raises:
        UsageError: It is too long, or holds what cannot be printed.
    """
    if len(text) > MAX_NAME or not text.isprintable():
        raise UsageError(f"{what}: up to {MAX_NAME} characters that can be printed")


def check_note(note: str) -> None:
    """See that a note can be stored.

    Raises:
        UsageError: It is too long, or holds what cannot be printed.
    """
    is_text = all(sign.isprintable() or sign in _LAYOUT for sign in note)
    if len(note) > MAX_NOTE or not is_text:
        raise UsageError(f"note: up to {MAX_NOTE} characters of plain text")


def is_same(wanted: Wanted, stored: Decision, editor: str) -> bool:
    """Tell whether a decision sent again under its id says what was recorded.

    What the store filled in (revision, probability, model) and an accept that was recorded as add
    count as said. Concepts must be compared as they go by now.
    """
    fixed = ("document_id", "scheme", "concept_id", "note", "batch")
    return (
        all(getattr(wanted, name) == getattr(stored, name) for name in fixed)
        and editor == stored.editor
        and (wanted.kind == stored.kind or (wanted.kind, stored.kind) == ("accept", "add"))
        and wanted.revision in (0, stored.revision)
        and wanted.probability in (None, stored.probability)
        and wanted.model in ("", stored.model)
    )

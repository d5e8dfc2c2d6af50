"""What a line of a file of decisions may hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.decisions.wanted import Wanted, check_name, checked, checked_editor, checked_id
from pipeline.errors import UsageError
from pipeline.records import Decision, DecisionKind, Example

MOST = 2_000_000_000
"""Of counts: what every database takes."""


def _time(value: Any) -> dt.datetime:
    """Take ISO 8601 with its zone only: a bare number could mean anything."""
    try:
        time = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError("must be a time like 2026-05-31T09:30:00+00:00") from error
    if time.tzinfo is None:
        raise ValueError("must state its zone, as in 2026-05-31T09:30:00+00:00")
    return time.astimezone(dt.UTC)


Time = Annotated[dt.datetime, BeforeValidator(_time)]


class DecisionLine(BaseModel):
    """A decision."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["decision"] = "decision"
    number: int = Field(default=0, ge=0, le=MOST)
    id: str = Field(min_length=32, max_length=36)
    document_id: str = Field(min_length=1)
    revision: int = Field(default=0, ge=0, le=MOST)
    scheme: str = Field(min_length=1)
    concept_id: str = ""
    kind: DecisionKind
    editor: str
    decided_at: Time
    probability: float | None = Field(default=None, ge=0, le=1)
    model: str = ""
    undoes: str = ""
    batch: str = ""
    via: str = ""
    note: str = ""

    def record(self) -> Decision:
        """Return the decision.

        Raises:
            UsageError: Something in it cannot be stored, or does not fit its kind.
        """
        values = self.model_dump(exclude={"type", "number"})
        values["id"] = checked_id(self.id)
        values["editor"] = checked_editor(self.editor)
        values["undoes"] = checked_id(self.undoes)
        values["via"] = self.via or "import"
        check_name("via", values["via"])
        self._check_kind()
        return Decision(**values)

    def _check_kind(self) -> None:
        if (self.kind == "undo") != bool(self.undoes):
            raise UsageError("undoes: is the id of what an undo takes back, and else empty")
        if self.kind == "undo" and self.concept_id:
            raise UsageError("concept_id: an undo names what it takes back in 'undoes' only")
        kind = "complete" if self.kind == "undo" else self.kind
        checked(
            Wanted(
                document_id=self.document_id,
                scheme=self.scheme,
                kind=kind,
                concept_id=self.concept_id,
                revision=self.revision,
                model=self.model,
                note=self.note,
                batch=self.batch,
            )
        )


class ExampleLine(BaseModel):
    """A text that a client taught."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["example"]
    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    title: str
    text: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    taught_at: Time
    editor: str

    def record(self) -> Example:
        """Return the example.

        Raises:
            UsageError: Something in it cannot be stored.
        """
        said = self.title + self.text
        if "\0" in said or said.encode("utf-8", "ignore").decode() != said:
            raise UsageError("text: holds what is no text (NUL, or half a sign)")
        values = self.model_dump(exclude={"type"})
        return Example(**values | {"editor": checked_editor(self.editor)})

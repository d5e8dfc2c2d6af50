"""What an analyst wants decided, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import MissingError, UsageError
from pipeline.gazetteers.folding import fold_name
from pipeline.records import EntityDecision, EntityDecisionKind

MOST_CHARACTERS = 200
"""A longer name fits no table, and is none."""
_NUMBER = re.compile(r"\d{1,9}")
_PART_OF_ID = re.compile(r"[0-9a-f]{8,32}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One decision to be recorded; what a kind has no use for is left empty."""

    kind: EntityDecisionKind
    subject: str = ""
    """Id or name of an entity."""
    target: str = ""
    """Id or name of an entity."""
    name: str = ""
    note: str = ""
    id: str = ""
    """32 hex digits that the caller chose, so that sending it twice is safe; empty: a new one."""
    undoes: str = ""
    """Number of a decision, its id, or the first 8 digits of it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was recorded, and what else there is to say."""

    decision: EntityDecision
    notes: tuple[str, ...]
    """What an analyst should know: earlier decisions that it takes the place of, what is next."""


def told(one: EntityDecision, undone: int = 0) -> str:
    """Return a decision in words.

    Args:
        one: Any.
        undone: Number of the decision that it takes back, if known.
    """
    said = {
        "merge": f"{one.subject} is {one.target}",
        "alias": f'"{one.name}" is a name of {one.target}',
        "split": f"{one.subject} is an entity of its own",
        "accept": f'{one.subject} is an entity, "{one.name}"',
        "reject": f"{one.subject} is no entity",
        "rename": f'{one.subject} is shown as "{one.name}"',
        "undo": f"decision {undone or one.undoes[:8]} is taken back",
    }
    return said[one.kind]


def checked_name(name: str) -> str:
    """Return a name with single blanks.

    Raises:
        UsageError: It is empty, too long, cannot be shown, or has neither letter nor digit.
    """
    plain = " ".join(name.split())
    if plain and not fold_name(plain):
        raise UsageError(f"'{plain}': has neither letter nor digit; no text could name it so")
    if not 2 <= len(plain) <= MOST_CHARACTERS or not plain.isprintable():
        raise UsageError(f"a name has 2 to {MOST_CHARACTERS} characters that can be printed")
    return plain


def named_decision(log: Sequence[EntityDecision], wanted: str) -> EntityDecision:
    """Return the decision of a number, an id or the first digits of one.

    Raises:
        MissingError: There is none.
        UsageError: There are several.
    """
    plain = wanted.strip().lower().removeprefix("decision ").replace("-", "")
    if _NUMBER.fullmatch(plain) and int(plain) <= len(log):
        found = [one for one in log if one.number == int(plain)]
    else:
        is_id = bool(_PART_OF_ID.fullmatch(plain))
        found = [one for one in log if is_id and one.id.startswith(plain)]
    if len(found) > 1:
        raise UsageError(f"{wanted}: more than one decision begins so; say more of the id")
    if not found:
        raise MissingError(f"no decision '{wanted}'; 'culturescope entities history' lists all")
    return found[0]

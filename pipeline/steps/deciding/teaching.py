"""Texts that a client teaches with their concepts, as Annif's `learn` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy.engine import Connection

from pipeline.decisions import Wanted, standing
from pipeline.decisions.wanted import checked_editor
from pipeline.errors import UsageError
from pipeline.records import UNDETERMINED, Decision, Example, document_id
from pipeline.settings import Workspace
from pipeline.steps.context import utc_now
from pipeline.steps.deciding.acts import record
from pipeline.steps.deciding.known import Known
from pipeline.store import Store, decisions, examples
from pipeline.text import normalise

MAX_TITLE = 2000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A text and the concepts of one scheme that it is about."""

    text: str = field(repr=False)
    scheme: str
    concept_ids: tuple[str, ...]
    title: str = ""
    language: str = ""
    """ISO 639-1; empty: told from the text."""
    is_complete: bool = True
    """No other concept of the scheme applies."""


def teach(
    workspace: Workspace, store: Store, texts: Sequence[Taught], *, editor: str, via: str
) -> list[Decision]:
    """Keep texts as examples, with a decision for each concept, all or none.

    A text that is there already is not kept twice: what is new is recorded, and where it is
    complete, what was given before and is not now is rejected.

    Args:
        workspace: With the vocabularies.
        store: Of the workspace.
        texts: In order.
        editor: Who teaches.
        via: As in `decide`.

    Returns:
        The new decisions.

    Raises:
        MissingError: A scheme or concept is not there.
        UsageError: A text is empty, or a title too long.
    """
    who = checked_editor(editor)
    known = Known.of(workspace)
    told = [_example(one, who) for one in texts]
    with store.write(durable=True) as connection:
        examples.put(connection, told)
        made: list[Decision] = []
        for one, example in zip(texts, told, strict=True):
            wanted = _wanted(connection, known, one, example.id)
            made += record(connection, known, wanted, editor=who, via=via)
    return made


def example_id(title: str, text: str) -> str:
    """Return the permanent id of a taught text."""
    said = f"{title}\n\n{text}"
    return document_id(f"example:{sha256(said.encode()).hexdigest()}")


def _example(taught: Taught, editor: str) -> Example:
    from pipeline.clean.language import tell_language  # late: the model takes time to load

    title, text = normalise(taught.title).replace("\n\n", " "), normalise(taught.text)
    if not text or "\0" in taught.title + taught.text:
        raise UsageError("a taught text is empty or no text; leave it out")
    if len(title) > MAX_TITLE:
        raise UsageError(f"title: up to {MAX_TITLE} characters; the rest belongs to the text")
    return Example(
        id=example_id(title, text),
        title=title,
        text=text,
        language=taught.language or tell_language(text) or UNDETERMINED,
        taught_at=utc_now(),
        editor=editor,
    )


def _wanted(connection: Connection, known: Known, taught: Taught, id_: str) -> list[Wanted]:
    """Return the decisions that are not there yet."""
    scheme = taught.scheme
    known.check_scheme(scheme)
    given = list(dict.fromkeys(known.concept(scheme, each) for each in taught.concept_ids))
    log = decisions.load(connection, document_ids=[id_], scheme=scheme)
    held = standing(log, known.resolve)
    before = held.verdicts(id_, scheme)
    wanted = [Wanted(id_, scheme, "add", one) for one in given if not before.get(one, False)]
    if taught.is_complete:
        gone = [one for one, applies in before.items() if applies and one not in given]
        wanted += [Wanted(id_, scheme, "reject", one) for one in gone]
        if not held.is_complete(id_, scheme):
            wanted.append(Wanted(id_, scheme, "complete"))
    return wanted

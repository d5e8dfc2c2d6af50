"""Carry decisions over: out to a file, and in from one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.records import Decision, Example
from pipeline.settings import Workspace
from pipeline.steps.deciding.known import COUNTRIES, Known
from pipeline.steps.deciding.tags import write_editor_tags
from pipeline.steps.deciding.teaching import example_id
from pipeline.store import Store, decisions, documents, examples

if TYPE_CHECKING:
    from pipeline.decisions.lines import Format, Line, Refused

LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file."""

    n_lines: int
    n_new: int
    """Decisions that were recorded."""
    n_known: int
    """Decisions that were there already."""
    n_examples: int
    """Taught texts in the file, there already or not."""
    refused: tuple[Refused, ...]
    """In order of line."""


def export(store: Store, format: Format) -> Iterator[str]:
    """Yield the whole log as the text of a file, undone decisions and editors' names included.

    JSON lines hold taught texts too, before the decisions; CSV does not.
    """
    from pipeline.decisions.lines import write_lines  # late: what defuses cells loads Arrow

    with store.read() as connection:
        taught = iter(examples.load(connection, examples.all_ids(connection)))
        yield from write_lines(format, decisions.load_numbered(connection), taught)


def import_(
    workspace: Workspace, store: Store, body: bytes, format: Format, *, is_partial: bool = False
) -> Imported:
    """Record the decisions of a file in the order of their numbers, after those that are there.

    Decisions keep id, editor and time; those whose id is there with the same content are known.
    Documents may be of any revision, current or not, and concepts merged or retired since: it is
    the log of what was decided.

    Args:
        workspace: With the vocabularies.
        store: Of the workspace.
        body: The file.
        format: jsonl or csv.
        is_partial: Record what can be though lines are refused; otherwise nothing is then.

    Raises:
        UsageError: The file cannot be read at all.
    """
    from pipeline.decisions.lines import Line, Refused, read_lines

    read = list(read_lines(format, body))
    refused = [one for one in read if isinstance(one, Refused)]
    lines = sorted(
        (one for one in read if isinstance(one, Line)), key=lambda one: (one.number or LAST, one.at)
    )
    known = Known.of(workspace)
    with store.write(durable=True) as connection:
        desk = _Desk.of(connection, known, lines)
        refused += [bad for line in lines if (bad := desk.take(line))]
        refused.sort(key=lambda one: one.at)
        if not refused or is_partial:
            desk.store(connection)
            n_new = len(desk.new)
        else:
            n_new = 0
    return Imported(len(read), n_new, desk.n_known, len(desk.taught), tuple(refused))


@dataclass(slots=True)
class _Desk:
    """What lines are checked against, and what is to be stored of them."""

    known: Known
    documents: set[str]
    """Ids of all that can be decided on."""
    stored: dict[str, Decision]
    taught: dict[str, Example]
    new: list[Decision]
    n_known: int = 0

    @classmethod
    def of(cls, connection: Connection, known: Known, lines: Sequence[Line]) -> _Desk:
        said = [line.said for line in lines]
        log = [one for one in said if isinstance(one, Decision)]
        ids = [one.document_id for one in log]
        there = documents.known_ids(connection, ids)
        there |= {example.id for example in examples.load(connection, ids)}
        there |= {one.id for one in said if isinstance(one, Example) and _is_own(one)}
        named = [id_ for one in log for id_ in (one.id, one.undoes) if id_]
        return cls(known, there, decisions.by_ids(connection, named), {}, [])

    def take(self, line: Line) -> Refused | None:
        """Take a line over, or say why not."""
        from pipeline.decisions.lines import Refused

        said = line.said
        if isinstance(said, Example):
            if not _is_own(said):
                return Refused(line.at, "broken_line", f"id {said.id}: is not that of its text")
            self.taught[said.id] = said
            return None
        if said.id in self.stored:
            if replace(self.stored[said.id], via="") != replace(said, via=""):
                detail = (
                    f"id {said.id}: stands for another decision here; it needs an id of its own"
                )
                return Refused(line.at, "other_content", detail)
            self.n_known += 1
            return None
        reason, detail = self._problem(said)
        if reason:
            return Refused(line.at, reason, detail)
        self.stored[said.id] = said
        self.new.append(said)
        return None

    def _problem(self, said: Decision) -> tuple[str, str]:
        if said.document_id not in self.documents:
            detail = f"document {said.document_id}: is not in the store; ingest and clean it first"
            return "unknown_document", detail
        if said.scheme not in self.known.schemes:
            there = ", ".join(self.known.schemes)
            return "unknown_scheme", f"{said.scheme!r}: no such scheme; there are {there}"
        if said.concept_id and not self.known.is_stated(said.scheme, said.concept_id):
            what = "country" if said.scheme == COUNTRIES else "concept, in use or retired"
            return "unknown_concept", f"{said.scheme} {said.concept_id!r}: no such {what}"
        return self._undo_problem(said) if said.kind == "undo" else ("", "")

    def _undo_problem(self, said: Decision) -> tuple[str, str]:
        target = self.stored.get(said.undoes)
        if target is None:
            detail = f"undoes {said.undoes}: no such decision, here or before in the file"
            return "unknown_decision", detail
        if (target.document_id, target.scheme) != (said.document_id, said.scheme):
            detail = f"undoes {said.undoes}: which is on {target.document_id}, {target.scheme}"
            return "unknown_decision", detail
        return "", ""

    def store(self, connection: Connection) -> None:
        """Store what was taken."""
        examples.put(connection, list(self.taught.values()))
        decisions.append(connection, self.new)
        write_editor_tags(connection, _ids(self.new), self.known.resolve)


def _ids(log: Sequence[Decision]) -> Mapping[str, None]:
    return dict.fromkeys(one.document_id for one in log)


def _is_own(example: Example) -> bool:
    return example.id == example_id(example.title, example.text)

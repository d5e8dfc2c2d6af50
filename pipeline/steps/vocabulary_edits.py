"""Change vocabularies in their files, with who, when and why; a run meanwhile is not disturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import BusyError, DeclarationError
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.vocabularies import file_of
from pipeline.vocabulary import Vocabulary, file_text, keep, read_text
from pipeline.vocabulary.writing import n_comments, write_whole

if TYPE_CHECKING:
    from pipeline.vocabulary.skos.editing import Editing
    from pipeline.vocabulary.skos.history import Stamp
    from pipeline.vocabulary.skos.parsing import Parsed
    from pipeline.vocabulary.skos.updating import Difference

WAIT = 60
"""Seconds for another edit to end; one of a thesaurus of 4,420 concepts takes 8."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit did."""

    path: Path
    vocabulary: Vocabulary
    warnings: tuple[str, ...]
    set_aside: Path | None = None
    """Copy of the file as it was, where writing it anew lost something: comments, or columns."""
    difference: Difference | None = None
    """Of an update."""


def edit(
    workspace: Workspace, scheme: str, act: Callable[[Editing], None], stamp: Stamp
) -> Outcome:
    """Change a vocabulary; one in CSV becomes SKOS Turtle, which can hold its history.

    Raises:
        MissingError: There is no such vocabulary or concept.
        UsageError: The change makes no sense.
        DeclarationError: The file is broken as it is; mend it first.
        BusyError: Somebody else is changing it.
    """
    from pipeline.vocabulary.skos.editing import Editing
    from pipeline.vocabulary.skos.files import parse, read

    with held(workspace, scheme):
        path = file_of(workspace, scheme)
        parsed = parse(path, file_text(path))
        act(Editing(parsed, read(parsed, scheme).vocabulary, stamp))
        return write(workspace, scheme, parsed)


def write(
    workspace: Workspace,
    scheme: str,
    parsed: Parsed,
    *,
    difference: Difference | None = None,
    is_dry: bool = False,
) -> Outcome:
    """Write a graph as the vocabulary's file, if it reads back as the same vocabulary.

    Raises:
        DeclarationError: It does not, or breaks a rule.
    """
    from pipeline.vocabulary.skos.files import read
    from pipeline.vocabulary.skos.writing import to_turtle

    path = workspace.models_dir / f"{scheme}.ttl"
    text = to_turtle(parsed.graph)
    reading = read_text(path, text)
    if reading.vocabulary != read(parsed, scheme).vocabulary:
        raise DeclarationError(f"{path}: would not read back as it is meant; nothing is changed")
    aside = None
    if not is_dry:
        aside = _set_aside(workspace, scheme)
        write_whole(path, text)
        (workspace.models_dir / f"{scheme}.csv").unlink(missing_ok=True)
        keep(path, reading, declared.copies(workspace))
    return Outcome(path, reading.vocabulary, reading.warnings, aside, difference)


def _set_aside(workspace: Workspace, scheme: str) -> Path | None:
    """Copy the file as it is, where the new one will not hold all of it."""
    path = next((p for p, _ in declared.vocabulary_files(workspace) if p.stem == scheme), None)
    if path is None or not path.exists():
        return None
    body = path.read_bytes()
    if path.suffix == ".ttl" and not n_comments(body.decode("utf-8", "replace")):
        return None
    digest = sha256(body).hexdigest()[:12]
    aside = declared.copies(workspace) / f"{scheme}-{digest}{path.suffix}"
    if not aside.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(body)
    return aside


@contextmanager
def held(workspace: Workspace, scheme: str) -> Iterator[None]:
    """Let nobody else change a vocabulary.

    Raises:
        BusyError: Somebody else is changing it.
    """
    folder = declared.copies(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{scheme}.lock", timeout=WAIT)
    try:
        with lock:
            yield
    except Timeout as error:
        raise BusyError(f"vocabulary '{scheme}' is being changed; try again in a while") from error

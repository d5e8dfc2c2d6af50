"""Change vocabularies in their files, with who, when and why; a run meanwhile is not disturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import BusyError, DeclarationError, UsageError
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.vocabularies import file_of
from pipeline.vocabulary import Vocabulary, check_scheme, file_text, keep, read_text
from pipeline.vocabulary.writing import n_comments, write_whole

if TYPE_CHECKING:
    from pipeline.vocabulary.skos.editing import Editing
    from pipeline.vocabulary.skos.history import Stamp
    from pipeline.vocabulary.skos.parsing import Parsed
    from pipeline.vocabulary.skos.updating import Difference

WAIT = 10
"""Seconds for another edit to end; one of a thesaurus of 4,420 concepts takes 8."""
TURTLE = (".ttl", ".nt")
OTHER_FORMATS = {
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}


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

    with _held(workspace, scheme):
        path = file_of(workspace, scheme)
        parsed = parse(path, file_text(path))
        act(Editing(parsed, read(parsed, scheme).vocabulary, stamp))
        return _write(workspace, scheme, parsed)


@dataclass(frozen=True, slots=True)
class Import:
    """How a file is to be brought in."""

    file: Path
    scheme: str
    only: str = ""
    """URI of the one ConceptScheme whose concepts are wanted; empty: all."""
    update: bool = False
    """There is a vocabulary of this scheme; bring the file's version into it."""
    retire_missing: bool = False
    """Concepts that an update does not hold are retired."""
    dry_run: bool = False


def import_file(workspace: Workspace, wanted: Import, stamp: Stamp) -> Outcome:
    """Make a vocabulary of a file, or bring a new version into the one there is.

    Raises:
        DeclarationError: The file cannot be used; names file, line and concept.
        UsageError: There is a vocabulary of this scheme, or none that could be updated.
        BusyError: Somebody else is changing it.
    """
    check_scheme(wanted.scheme, wanted.scheme)
    with _held(workspace, wanted.scheme):
        files = declared.vocabulary_files(workspace)
        there = any(path.stem == wanted.scheme and path.exists() for path, _ in files)
        if there and not wanted.update:
            raise UsageError(
                f"there is a vocabulary '{wanted.scheme}'; give --update to bring a new version "
                "into it, or import under another --scheme"
            )
        if wanted.update and not there:
            raise UsageError(f"there is no vocabulary '{wanted.scheme}'; leave out --update")
        return _updated(workspace, wanted, stamp) if there else _imported(workspace, wanted, stamp)


def _imported(workspace: Workspace, wanted: Import, stamp: Stamp) -> Outcome:
    from rdflib import URIRef

    from pipeline.vocabulary.skos.files import read
    from pipeline.vocabulary.skos.history import note
    from pipeline.vocabulary.skos.nodes import OWN

    parsed = _parse(wanted, f"{OWN}{wanted.scheme}:{{}}".format)
    uri = read(parsed, wanted.scheme).vocabulary.uri
    note(parsed.graph, URIRef(uri), f"Imported from {wanted.file.name}", stamp)
    return _write(workspace, wanted.scheme, parsed, is_dry=wanted.dry_run)


def _updated(workspace: Workspace, wanted: Import, stamp: Stamp) -> Outcome:
    from pipeline.vocabulary.skos.files import parse, read
    from pipeline.vocabulary.skos.nodes import namespace
    from pipeline.vocabulary.skos.updating import update

    path = file_of(workspace, wanted.scheme)
    old = parse(path, file_text(path))
    known = read(old, wanted.scheme).vocabulary
    start = namespace(known)

    def uri_of(id_: str) -> str:
        concept = known.find(id_)
        return concept.uri if concept else start + id_

    new = _parse(wanted, uri_of)
    merged, found = update(old, new, wanted.scheme, stamp, retire_missing=wanted.retire_missing)
    return _write(workspace, wanted.scheme, merged, difference=found, is_dry=wanted.dry_run)


def _parse(wanted: Import, uri_of: Callable[[str], str]) -> Parsed:
    from pipeline.vocabulary.skos.files import parse
    from pipeline.vocabulary.skos.updating import keep_scheme

    suffix = wanted.file.suffix.lower()
    if suffix in OTHER_FORMATS:
        how = f"rdfpipe -i {OTHER_FORMATS[suffix]} -o turtle {wanted.file.name} > vocabulary.ttl"
        raise DeclarationError(f"{wanted.file}: only Turtle and CSV are read; convert it: {how}")
    if suffix not in (*TURTLE, ".csv"):
        raise DeclarationError(f"{wanted.file}: its name must end in .ttl, .nt or .csv")
    parsed = parse(wanted.file.with_suffix(suffix), file_text(wanted.file), uri_of)
    if wanted.only:
        keep_scheme(parsed, wanted.only)
    return parsed


def _write(
    workspace: Workspace,
    scheme: str,
    parsed: Parsed,
    *,
    difference: Difference | None = None,
    is_dry: bool = False,
) -> Outcome:
    """Write a graph as the vocabulary's file, if it reads back as the same vocabulary."""
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
def _held(workspace: Workspace, scheme: str) -> Iterator[None]:
    folder = declared.copies(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{scheme}.lock", timeout=WAIT)
    try:
        with lock:
            yield
    except Timeout as error:
        raise BusyError(f"vocabulary '{scheme}' is being changed; try again in a while") from error

"""Make a vocabulary of a file, or bring a new version into the one there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DeclarationError, UsageError
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.vocabularies import file_of
from pipeline.steps.vocabulary_edits import Outcome, held, write
from pipeline.vocabulary import check_scheme, file_text

if TYPE_CHECKING:
    from pipeline.vocabulary.skos.history import Stamp
    from pipeline.vocabulary.skos.parsing import Parsed

TURTLE = (".ttl", ".nt")
OTHER_FORMATS = {
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}


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
    with held(workspace, wanted.scheme):
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
    return write(workspace, wanted.scheme, parsed, is_dry=wanted.dry_run)


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
    return write(workspace, wanted.scheme, merged, difference=found, is_dry=wanted.dry_run)


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

"""Look at vocabularies: what there is, what is wrong with it, what became of a concept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import DeclarationError, MissingError
from pipeline.settings import Workspace
from pipeline.snapshots.cells import defuse
from pipeline.steps import declared
from pipeline.vocabulary import Concept, Vocabulary, file_text, normalise_label, read_text
from pipeline.vocabulary.checking import notes


def rows(workspace: Workspace) -> tuple[list[dict[str, Any]], list[str]]:
    """Return one row a vocabulary, and what is wrong with the files."""
    found, wrong = [], []
    for path, others in declared.vocabulary_files(workspace):
        reading, line = declared.vocabulary_reading(workspace, path)
        wrong += [line] if line else []
        wrong += [declared.unused(other, path) for other in others]
        if reading:
            found.append(_row(path, reading.vocabulary, len(reading.warnings)))
    return found, wrong


def _row(path: Path, vocabulary: Vocabulary, n_warnings: int) -> dict[str, Any]:
    return {
        "scheme": vocabulary.scheme_id,
        "concepts": len(vocabulary.concepts),
        "retired": len(vocabulary.retired),
        "languages": " ".join(vocabulary.languages),
        "warnings": n_warnings,
        "title": vocabulary.title,
        "uri": vocabulary.uri,
        "file": path.name,
        "digest": vocabulary.digest,
    }


def concept_rows(workspace: Workspace, scheme: str, find: str = "") -> list[dict[str, Any]]:
    """Return one row a concept, those in use first.

    Args:
        workspace: Where.
        scheme: Of the vocabulary.
        find: Only concepts of which a label or the id holds this; case and accents do not count.

    Raises:
        MissingError: There is no such vocabulary.
    """
    vocabulary = usable(workspace, scheme)
    wanted = normalise_label(find)
    every = (*vocabulary.concepts, *vocabulary.retired)
    return [
        {
            "id": each.id,
            "label": each.label,
            "broader": ", ".join(each.broader),
            "labels": len(each.labels) + len(each.alt_labels) + len(each.hidden_labels),
            "status": _status(vocabulary, each),
        }
        for each in every
        if any(wanted in name for name in _names(each))
    ]


def _names(concept: Concept) -> Iterator[str]:
    yield normalise_label(concept.id)
    yield from (normalise_label(label) for _, label in concept.labels)
    yield from map(normalise_label, (*concept.alt_labels, *concept.hidden_labels))


def _status(vocabulary: Vocabulary, concept: Concept) -> str:
    if concept.id in vocabulary.by_id:
        return "in use"
    instead = vocabulary.resolve(concept.id)
    return f"retired, now '{instead}'" if instead else "retired"


def concept(workspace: Workspace, scheme: str, concept_id: str) -> dict[str, Any]:
    """Return all that is known of a concept, with its history.

    Raises:
        MissingError: There is no such vocabulary or concept.
        DeclarationError: The vocabulary's file is broken.
    """
    from pipeline.vocabulary.skos.files import parse
    from pipeline.vocabulary.skos.history import history_of

    vocabulary = usable(workspace, scheme)
    found = vocabulary.find(concept_id)
    if found is None:
        raise MissingError(
            f"'{concept_id}' is no concept of {scheme}; "
            f"'culturescope vocabulary show {scheme} --find WORD' looks for one"
        )
    path = file_of(workspace, scheme)
    changes = history_of(parse(path, file_text(path)).graph, found.uri)
    return {
        **asdict(found),
        "status": _status(vocabulary, found),
        "narrower": [each.id for each in vocabulary.concepts if found.id in each.broader],
        "history": [asdict(change) for change in changes],
    }


def check(workspace: Workspace, target: str = "") -> tuple[list[dict[str, str]], list[str]]:
    """Look closely at vocabularies.

    Args:
        workspace: Where.
        target: A scheme, or the path of a file that need not be in the workspace; empty: all.

    Returns:
        One row a warning (what was left out or changed so that the file could be used) or note
        (what can be used but may not be meant), and one line for each error.

    Raises:
        MissingError: There is no such vocabulary or file.
    """
    chosen = _chosen(workspace, target)
    found: list[dict[str, str]] = []
    errors = []
    for path, others in chosen:
        errors += [declared.unused(other, path) for other in others]
        try:
            reading = read_text(path, file_text(path))
        except DeclarationError as error:
            errors.append(str(error))
            continue
        told = [("warning", line) for line in reading.warnings]
        told += [("note", f"{path.name}: {line}") for line in notes(reading.vocabulary)]
        found += [{"kind": kind, "line": line} for kind, line in told]
    return found, errors


def _chosen(workspace: Workspace, target: str) -> list[tuple[Path, list[Path]]]:
    every = declared.vocabulary_files(workspace)
    if not target:
        return every
    if chosen := [each for each in every if each[0].stem == target]:
        return chosen
    if Path(target).is_file():
        return [(Path(target), [])]
    raise MissingError(
        f"'{target}' is neither a vocabulary of this workspace nor a file; {_known(workspace)}"
    )


def export(workspace: Workspace, scheme: str, kind: str) -> str:
    """Return a vocabulary with its history as SKOS Turtle, or without as CSV.

    Args:
        workspace: Where.
        scheme: Of the vocabulary.
        kind: ttl or csv.

    Raises:
        MissingError: There is no such vocabulary.
        DeclarationError: Its file is broken.
    """
    from pipeline.vocabulary.skos.files import parse, read
    from pipeline.vocabulary.skos.rows import to_rows
    from pipeline.vocabulary.skos.writing import to_turtle

    path = file_of(workspace, scheme)
    parsed = parse(path, file_text(path))
    reading = read(parsed, scheme)  # what cannot be read is not passed on
    if kind == "ttl":
        return to_turtle(parsed.graph)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in to_rows(parsed.graph, reading.vocabulary):
        writer.writerow([defuse(cell) for cell in row])
    return written.getvalue()


def usable(workspace: Workspace, scheme: str) -> Vocabulary:
    """Return a vocabulary.

    Raises:
        MissingError: There is none of this scheme that can be used.
    """
    found = declared.vocabularies(workspace).get(scheme)
    if found is None:
        raise MissingError(f"'{scheme}' is no vocabulary that can be used; {_known(workspace)}")
    return found


def file_of(workspace: Workspace, scheme: str) -> Path:
    """Return a vocabulary's file.

    Raises:
        MissingError: There is none of this scheme.
        DeclarationError: There are two.
    """
    for path, others in declared.vocabulary_files(workspace):
        if path.stem == scheme and others:
            raise DeclarationError(declared.unused(others[0], path))
        if path.stem == scheme:
            return path
    raise MissingError(f"'{scheme}' is no vocabulary; {_known(workspace)}")


def _known(workspace: Workspace) -> str:
    names = ", ".join(path.stem for path, _ in declared.vocabulary_files(workspace))
    return f"there are: {names}"

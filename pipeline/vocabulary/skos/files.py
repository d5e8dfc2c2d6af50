"""From a file of either kind to a graph, and from a graph to a vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.vocabulary.reading import Reading
from pipeline.vocabulary.skos.parsing import Parsed, parse_turtle
from pipeline.vocabulary.skos.reader import Reader
from pipeline.vocabulary.skos.tables import parse_csv


def parse(path: Path, text: str, uri_of: Callable[[str], str] | None = None) -> Parsed:
    """Return a file's graph; arguments as of `tables.parse_csv`.

    Raises:
        DeclarationError: It is no Turtle or CSV; names file and line.
    """
    return parse_csv(path, text, uri_of) if path.suffix == ".csv" else parse_turtle(path, text)


def read(parsed: Parsed, scheme_id: str) -> Reading:
    """Return the vocabulary of a graph, with warnings.

    Raises:
        DeclarationError: As `reading.read_vocabulary`.
    """
    reader = Reader(parsed, scheme_id)
    return Reading(reader.vocabulary(), tuple(reader.warnings))

"""From the rows of a CSV file to the graph that a Turtle file of the same concepts gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.term import Literal

from pipeline.errors import DeclarationError
from pipeline.vocabulary.skos import columns, nodes
from pipeline.vocabulary.skos.parsing import Parsed
from pipeline.vocabulary.skos.writing import PREFIXES

DELIMITERS = (",", ";", "\t")
RUNNING = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
GUARD = "'"
MOST_CELL = 131_072
"""Characters of a cell; set anew for each file, as the limit is one for the whole process."""
"""As in what is published: export puts it before cells that a spreadsheet would run."""
Cells = dict[tuple[str, str], list[str]]
"""Values by (column, language)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A concept as one row says it."""

    line: int
    """Counted from 1."""
    id: str
    uri: URIRef
    cells: Cells = field(repr=False)


def parse_csv(path: Path, text: str, uri_of: Callable[[str], str] | None = None) -> Parsed:
    """Parse CSV with a heading line; separated by comma, semicolon or tab, whichever fits.

    Args:
        path: Names the file in errors, and by its stem the scheme.
        text: What the file holds.
        uri_of: Gives the URI of an id where a row has none; None: one of our own by the stem.

    Raises:
        DeclarationError: A heading is unknown or stands twice, there is no column for the id,
            a row has more cells than headings, no id, or that of another row. Names file, line.
    """
    name = uri_of or f"{nodes.OWN}{path.stem}:{{}}".format
    rows = read_rows(path, text, name)
    uris = {row.id: row.uri for row in rows}
    graph = Graph(bind_namespaces="none")
    for prefix, space in {**PREFIXES, "concept": name("")}.items():
        graph.bind(prefix, str(space))
    scheme = _scheme(rows)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for row in rows:
        graph.add((row.uri, RDF.type, SKOS.Concept))
        graph.add((row.uri, SKOS.inScheme, scheme))
        _say(graph, row, uris, name)
        _say_status(graph, row, uris, name)
    lines = {nodes.last_part(row.uri): (row.line,) for row in rows}
    heads = [head for row in rows for head in row.cells]
    return Parsed(path, graph, lines, columns.covered(heads))


def read_rows(path: Path, text: str, uri_of: Callable[[str], str]) -> list[Row]:
    """Return one row a concept; arguments as of `parse_csv`.

    Raises:
        DeclarationError: As `parse_csv`.
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DeclarationError(f"{path}, line {line}: a NUL byte; save the file as CSV in UTF-8")
    heads, records = _records(path, text)
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for line, record in records:
        row = _row(path, line, dict(zip(heads, record, strict=False)), uri_of)
        if row.id in lines:
            what = f"is in line {lines[row.id]} already; keep one"
            raise DeclarationError(f"{path}, line {line}: concept '{row.id}': {what}")
        lines[row.id] = line
        rows.append(row)
    return rows


def _records(
    path: Path, text: str
) -> tuple[list[tuple[str, str]], Iterator[tuple[int, list[str]]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: sum(map(bool, _heads(first, sign))))
    heads = _heads(first, delimiter)
    for head, written in zip(heads, first.strip().split(delimiter), strict=False):
        if head is None:
            known = ", ".join(sorted({*columns.SPOKEN, *columns.PLAIN}))
            raise DeclarationError(
                f"{path}, line 1: unknown column '{written.strip()[:60]}' "
                f"(known: {known}; with a language as label@fr)"
            )
        if heads.count(head) > 1:
            raise DeclarationError(f"{path}, line 1: column '{written.strip()}' stands twice")
    known_heads = [head for head in heads if head]
    if not {("id", ""), ("uri", "")} & set(known_heads):
        raise DeclarationError(f"{path}, line 1: no column 'id'; add one that names each concept")
    return known_heads, _lines(path, text, delimiter, len(known_heads))


def _heads(line: str, delimiter: str) -> list[tuple[str, str] | None]:
    cells = next(csv.reader([line.strip("\r\n")], delimiter=delimiter), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return [columns.column(cell) for cell in cells]


def _lines(path: Path, text: str, delimiter: str, n: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each row that holds anything."""
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if begins == 1 or not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[n:]):
                what = f"{len(cells)} cells under {n} headings; quote cells that hold a separator"
                raise DeclarationError(f"{path}, line {begins}: {what}")
            yield begins, cells
    except csv.Error as error:
        raise DeclarationError(f"{path}, line {line}: no valid CSV ({error}); mend it") from error


def _row(
    path: Path, line: int, cells: Mapping[tuple[str, str], str], uri_of: Callable[[str], str]
) -> Row:
    values = {head: columns.split(head[0], _unguarded(cell)) for head, cell in cells.items()}
    id_, uri = (next(iter(values.get((name, ""), [])), "") for name in ("id", "uri"))
    if not id_ and not uri:
        raise DeclarationError(f"{path}, line {line}: no id; give one to each concept")
    if uri and id_ and nodes.concept_id(uri) != id_:
        what = f"its URI gives it the id '{nodes.concept_id(uri)}'; write that, or leave one empty"
        raise DeclarationError(f"{path}, line {line}: concept '{id_}': {what}")
    row = Row(line, id_ or nodes.concept_id(uri), URIRef(uri or uri_of(id_)), values)
    if problem := _status_problem(row):
        raise DeclarationError(f"{path}, line {line}: concept '{row.id}': {problem}")
    return row


def _unguarded(cell: str) -> str:
    is_guarded = cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(RUNNING)
    return cell[1:] if is_guarded else cell


def _status_problem(row: Row) -> str:
    status = row.cells.get(("status", ""), [])
    if status not in ([], [columns.RETIRED]):
        return f"status '{status[0][:40]}' is neither empty nor '{columns.RETIRED}'"
    if row.cells.get(("replaced_by", "")) and not status:
        return f"has a successor, but its status is not '{columns.RETIRED}'"
    return ""


def _scheme(rows: list[Row]) -> URIRef:
    """Return the scheme's URI: what the URIs of its concepts begin with."""
    first = rows[0].uri if rows else f"{nodes.OWN}empty:"
    return URIRef(first[: -len(nodes.last_part(first))].rstrip(":/#"))


def _say(graph: Graph, row: Row, uris: Mapping[str, URIRef], uri_of: Callable[[str], str]) -> None:
    """Add what a row says but its status."""
    for (name, language), values in row.cells.items():
        code = None if language == columns.NO_LANGUAGE else language
        for value in values:
            if name in columns.SPOKEN:
                graph.add((row.uri, columns.SPOKEN[name], Literal(value, lang=code)))
            elif name in columns.LINKS:
                graph.add((row.uri, columns.LINKS[name], _node(value, uris, uri_of)))
            elif name == "notation":
                graph.add((row.uri, SKOS.notation, Literal(value)))


def _say_status(
    graph: Graph, row: Row, uris: Mapping[str, URIRef], uri_of: Callable[[str], str]
) -> None:
    if row.cells.get(("status", "")):
        graph.add((row.uri, OWL.deprecated, Literal(True)))
    for value in row.cells.get(("replaced_by", ""), []):
        graph.add((row.uri, DCTERMS.isReplacedBy, _node(value, uris, uri_of)))


def _node(value: str, uris: Mapping[str, URIRef], uri_of: Callable[[str], str]) -> URIRef:
    return uris.get(value) or URIRef(value if ":" in value else uri_of(value))

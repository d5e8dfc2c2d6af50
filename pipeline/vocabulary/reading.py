"""Read a vocabulary from SKOS Turtle, and say where the file is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DeclarationError
from pipeline.vocabulary.concepts import LANGUAGE, Concept, Vocabulary, normalise_label

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_vocabulary(path: Path) -> Vocabulary:
    """Read one SKOS scheme from a Turtle file.

    Raises:
        DeclarationError: The file cannot be read, a concept has no preferred label or two in
            one language, two concepts share one, or a relation leads nowhere. Names file,
            line and concept.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as UTF-8 text ({error})") from error
    return _Reader(path, text, _parse(path, text)).vocabulary()


def _parse(path: Path, text: str) -> Graph:
    from rdflib import Graph  # late: only vocabularies need it
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph().parse(data=text, format="turtle")
    except BadSyntax as error:
        why = str(error._why)
        raise DeclarationError(
            f"{path}, line {error.lines + 1}: no valid Turtle ({why}); mend the file"
        ) from error
    except (ValueError, AssertionError, IndexError) as error:
        raise DeclarationError(f"{path}: no valid Turtle ({error}); mend the file") from error


class _Reader:
    """Reads concepts out of a parsed file, and says where in the file a problem lies."""

    def __init__(self, path: Path, text: str, graph: Graph) -> None:
        from rdflib.namespace import DCTERMS, RDF, SKOS

        self.path, self.text, self.graph = path, text, graph
        self.skos, self.dcterms, self.rdf_type = SKOS, DCTERMS, RDF.type

    def vocabulary(self) -> Vocabulary:
        schemes = sorted(self.graph.subjects(self.rdf_type, self.skos.ConceptScheme), key=str)
        if len(schemes) != 1:
            raise self._problem("", f"{len(schemes)} skos:ConceptScheme found; declare one")
        nodes = sorted(self.graph.subjects(self.rdf_type, self.skos.Concept), key=str)
        if not nodes:
            raise self._problem("", "no skos:Concept found; declare at least one")
        concepts = tuple(sorted(map(self._concept, nodes), key=lambda concept: concept.id))
        self._check(concepts)
        title = self._literals(schemes[0], self.dcterms.title)
        return Vocabulary(_local(schemes[0]), _in_english(title), concepts)

    def _concept(self, node: Node) -> Concept:
        labels = self._literals(node, self.skos.prefLabel)
        concept_id = _local(node)
        if not ID_PATTERN.fullmatch(concept_id):
            raise self._problem(concept_id, "ids hold lower-case letters, digits and hyphens")
        if not labels:
            raise self._problem(concept_id, "skos:prefLabel is missing; add one")
        if len({language for language, _ in labels}) < len(labels):
            raise self._problem(concept_id, "two skos:prefLabel in one language; keep one")
        return Concept(
            id=concept_id,
            label=_in_english(labels),
            labels=tuple(labels),
            alt_labels=self._texts(node, self.skos.altLabel),
            alt_languages=tuple(code for code, _ in self._literals(node, self.skos.altLabel)),
            definition=_in_english(self._literals(node, self.skos.definition)),
            scope_note=_in_english(self._literals(node, self.skos.scopeNote)),
            examples=self._texts(node, self.skos.example),
            broader=self._ids(node, self.skos.broader),
            related=self._ids(node, self.skos.related),
        )

    def _literals(self, node: Node, predicate: Node) -> list[tuple[str, str]]:
        """(language, text) in order of language."""
        values = self.graph.objects(node, predicate)
        found = ((getattr(value, "language", None) or "", str(value).strip()) for value in values)
        return sorted((language, text) for language, text in found if text)

    def _texts(self, node: Node, predicate: Node) -> tuple[str, ...]:
        return tuple(text for _, text in self._literals(node, predicate))

    def _ids(self, node: Node, predicate: Node) -> tuple[str, ...]:
        return tuple(sorted(_local(value) for value in self.graph.objects(node, predicate)))

    def _check(self, concepts: Sequence[Concept]) -> None:
        ids = {concept.id for concept in concepts}
        owners: dict[tuple[str, str], str] = {}
        for concept in concepts:
            if len(list(self._lines(concept.id))) > 1:
                raise self._problem(concept.id, "declared twice; keep one")
            for other in concept.broader + concept.related:
                if other not in ids:
                    raise self._problem(concept.id, f"'{other}' is no concept of this file")
            for language, label in concept.labels:
                owner = owners.setdefault((language, normalise_label(label)), concept.id)
                if owner != concept.id:
                    raise self._problem(concept.id, f"'{label}' is the label of '{owner}' too")

    def _lines(self, concept_id: str) -> Iterator[int]:
        """Lines, counted from 1, that declare a concept."""
        start = re.compile(rf"^\s*<?\S*[:/#]{re.escape(concept_id)}>?\s+a\s", re.MULTILINE)
        for match in start.finditer(self.text):
            yield self.text.count("\n", 0, match.end()) + 1

    def _problem(self, concept_id: str, what: str) -> DeclarationError:
        lines = list(self._lines(concept_id)) if concept_id else []
        where = f", line {lines[-1]}" if lines else ""
        concept = f"concept '{concept_id}': " if concept_id else ""
        return DeclarationError(f"{self.path}{where}: {concept}{what}")


def _local(node: Node) -> str:
    return re.split(r"[:/#]", str(node).rstrip(":/#"))[-1]


def _in_english(literals: Sequence[tuple[str, str]]) -> str:
    """English if there is any, else what has no language, else the first."""
    by_language = dict(reversed(literals))
    for language in (LANGUAGE, "", *sorted(by_language)):
        if by_language.get(language):
            return by_language[language]
    return ""

"""From a vocabulary in its graph to the rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from pipeline.vocabulary.concepts import LANGUAGE, Concept, Vocabulary
from pipeline.vocabulary.skos import columns, nodes


def to_rows(graph: Graph, vocabulary: Vocabulary) -> Iterator[list[str]]:
    """Yield the headings, then one row a concept in order of id, those in use first."""
    every = (*vocabulary.concepts, *vocabulary.retired)
    spoken = _spoken(graph, every)
    yield ["id", "uri", *(_heading(*head) for head in spoken), "broader", "related", "notation",
           "status", "replaced_by"]  # fmt: skip
    for concept in every:
        node = URIRef(concept.uri)
        texts = [columns.join(head[0], _texts(graph, node, *head)) for head in spoken]
        notation = [nodes.clean(str(value)) for value in graph.objects(node, SKOS.notation)]
        is_retired = concept.id in vocabulary.retired_by_id
        yield [
            concept.id, concept.uri, *texts, columns.join("broader", concept.broader),
            columns.join("related", concept.related), min(notation, default=""),
            columns.RETIRED if is_retired else "", concept.replaced_by,
        ]  # fmt: skip


def _spoken(graph: Graph, concepts: tuple[Concept, ...]) -> list[tuple[str, str]]:
    """Return (column, language) of all that is said, English first; label in English always."""
    found = {("label", LANGUAGE)}
    for concept in concepts:
        for name, predicate in columns.SPOKEN.items():
            said = nodes.literals(graph, URIRef(concept.uri), predicate)
            found |= {(name, language) for language, _ in said}
    names = list(columns.SPOKEN)
    return sorted(found, key=lambda head: (names.index(head[0]), head[1] != LANGUAGE, head[1]))


def _heading(name: str, language: str) -> str:
    return name if language == LANGUAGE else f"{name}@{language or columns.NO_LANGUAGE}"


def _texts(graph: Graph, node: URIRef, name: str, language: str) -> list[str]:
    said = nodes.literals(graph, node, columns.SPOKEN[name])
    texts = [text for code, text in said if code == language]
    return texts[:1] if name == "label" else texts

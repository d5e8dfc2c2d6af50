"""Move labels in a graph from one concept, or from one rank, to another."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Graph
from rdflib.namespace import SKOS
from rdflib.term import Node, URIRef

from pipeline.vocabulary.concepts import normalise_label
from pipeline.vocabulary.skos import nodes


def give(graph: Graph, node: Node, successor: Node) -> list[str]:
    """Copy every label that a successor has not; return them in quotes.

    Preferred labels become alternative ones, since the successor has its own; hidden ones stay so.
    """
    known = {name for predicate in nodes.NAMES for name in _plain(graph, successor, predicate)}
    given: list[str] = []
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        rank = SKOS.hiddenLabel if predicate == SKOS.hiddenLabel else SKOS.altLabel
        for language, text in nodes.literals(graph, node, predicate):
            if (language, normalise_label(text)) not in known:
                known.add((language, normalise_label(text)))
                graph.add((successor, rank, nodes.literal(language, text)))
                given.append(f"'{text}'")
    return given


def take_back(graph: Graph, node: Node, labels: Sequence[tuple[str, str]]) -> int:
    """Remove these alternative and hidden labels, (language, text); return how many there were."""
    count = 0
    for predicate in (SKOS.altLabel, SKOS.hiddenLabel):
        for value in list(graph.objects(node, predicate)):
            if (nodes.language_of(value), nodes.clean(str(value))) in labels:
                graph.remove((node, predicate, value))
                count += 1
    return count


def follow(graph: Graph, node: Node, language: str, rank: URIRef | None) -> None:
    """Let a preferred label that is a thing of its own take another rank, or none."""
    prefer = nodes.NAMES[SKOS.prefLabel]
    for thing in list(graph.objects(node, prefer)):
        forms = graph.objects(thing, nodes.SKOSXL.literalForm)
        if language in {nodes.language_of(form) for form in forms}:
            graph.remove((node, prefer, thing))
            if rank is not None:
                graph.add((node, nodes.NAMES[rank], thing))


def _plain(graph: Graph, node: Node, predicate: Node) -> list[tuple[str, str]]:
    found = nodes.literals(graph, node, predicate)
    return [(language, normalise_label(text)) for language, text in found]

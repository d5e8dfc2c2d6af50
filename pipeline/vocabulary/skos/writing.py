"""From a graph to Turtle: the same graph gives the same bytes, one concept a block."""

from __future__ import annotations

import hashlib
import io
import re

from rdflib import Graph
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import BNode, Node, URIRef

from pipeline.errors import DeclarationError
from pipeline.vocabulary.skos.nodes import SKOSXL

PREFIXES = {"skos": SKOS, "dct": DCTERMS, "owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD,
            "skosxl": SKOSXL}  # fmt: skip
UNWRITABLE = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What no address in Turtle may hold; a file can be read with it but not written."""


CLASSES = [SKOS.ConceptScheme, SKOS.Concept]
PREDICATES = [
    RDF.type, OWL.deprecated, DCTERMS.isReplacedBy, DCTERMS.title, SKOS.prefLabel, SKOS.altLabel,
    SKOS.hiddenLabel, SKOS.definition, SKOS.scopeNote, SKOS.example, SKOS.notation, SKOS.broader,
    SKOS.narrower, SKOS.related, SKOS.inScheme, SKOS.topConceptOf, SKOS.historyNote,
    SKOS.changeNote, DCTERMS.created, DCTERMS.modified,
]  # fmt: skip
"""Blocks and lines in the order of a reader's interest; others follow by address."""


def to_turtle(graph: Graph) -> str:
    """Return a graph as Turtle; its nodes without address and its prefixes get fixed names.

    Raises:
        DeclarationError: It holds an address that Turtle cannot hold.
    """
    terms = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    if wrong := sorted(filter(UNWRITABLE.search, terms)):
        raise DeclarationError(f"<{wrong[0][:200]}> is no address; mend it, then try again")
    written = io.BytesIO()
    _make_stable(graph)
    turtle = TurtleSerializer(graph)
    turtle.topClasses, turtle.predicateOrder = CLASSES, PREDICATES
    turtle.serialize(written, encoding="utf-8")
    return written.getvalue().decode().strip() + "\n"


def _make_stable(graph: Graph) -> None:
    """Name nodes without address by what they say, and of whom; bind prefixes in a fixed order."""
    names: dict[Node, Node] = {
        node: BNode(f"n{_said(graph, node, frozenset())}")
        for node in {one for one in graph.subjects() if isinstance(one, BNode)}
    }
    for node, name in names.items():
        for _, predicate, value in list(graph.triples((node, None, None))):
            graph.remove((node, predicate, value))
            graph.add((name, predicate, names.get(value, value)))
        for subject, predicate, _ in list(graph.triples((None, None, node))):
            graph.remove((subject, predicate, node))
            graph.add((names.get(subject, subject), predicate, name))
    for prefix, namespace in sorted(_missing(graph).items()):
        graph.bind(prefix, namespace)
    for predicate in sorted(set(graph.predicates()), key=str):
        graph.compute_qname(str(predicate))  # makes up a prefix where none is bound


def _missing(graph: Graph) -> dict[str, URIRef]:
    """Return the prefixes of PREFIXES that the graph has neither by name nor by address."""
    taken = {str(namespace) for _, namespace in graph.namespaces()}
    names = {prefix for prefix, _ in graph.namespaces()}
    return {
        prefix: URIRef(str(space))
        for prefix, space in PREFIXES.items()
        if prefix not in names and str(space) not in taken
    }


def _said(graph: Graph, node: Node, above: frozenset[Node]) -> str:
    """Return a digest of what a node without address says, and of what names it."""
    if not isinstance(node, BNode):
        return node.n3()
    if node in above:
        return "a circle"
    deeper = above | {node}
    says = sorted(f"{p.n3()} {_said(graph, o, deeper)}" for p, o in graph.predicate_objects(node))
    owners = graph.subject_predicates(node)
    named = sorted(f"{s.n3()} {p.n3()}" for s, p in owners if isinstance(s, URIRef))
    return hashlib.sha256("\n".join([*says, "of", *named]).encode()).hexdigest()

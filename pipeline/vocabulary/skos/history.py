"""What was changed of a concept, by whom and when: change notes as the SKOS primer shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rdflib import Graph
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import BNode, Literal, Node, URIRef

from pipeline.vocabulary.skos.nodes import clean

MAX_REASON = 1000  # characters


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes, when and why."""

    editor: str
    at: dt.datetime
    """UTC."""
    reason: str = ""
    """The editor's own words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a concept's history."""

    at: str
    """As written in the file: `2026-03-01T12:00:00+00:00`; empty where it says nothing."""
    editor: str
    what: str
    reason: str = ""


def note(graph: Graph, node: Node, what: str, stamp: Stamp) -> None:
    """Write into the graph that a concept or scheme was changed."""
    entry = BNode()
    at = Literal(stamp.at.replace(microsecond=0).isoformat(), datatype=XSD.dateTime)
    graph.add((node, SKOS.changeNote, entry))
    graph.add((entry, RDF.value, Literal(what, lang="en")))
    graph.add((entry, DCTERMS.date, at))
    graph.add((entry, DCTERMS.creator, Literal(clean(stamp.editor))))
    if reason := clean(stamp.reason)[:MAX_REASON]:
        graph.add((entry, RDFS.comment, Literal(reason)))
    graph.set((node, DCTERMS.modified, at))


def history_of(graph: Graph, uri: str) -> list[Change]:
    """Return the changes of a concept, the oldest first."""
    found = [_change(graph, entry) for entry in graph.objects(URIRef(uri), SKOS.changeNote)]
    return sorted(found, key=lambda change: (change.at, change.what, change.editor))


def _change(graph: Graph, entry: Node) -> Change:
    if isinstance(entry, Literal):
        return Change("", "", clean(str(entry)))
    said = (graph.value(entry, name) for name in (DCTERMS.date, DCTERMS.creator, RDF.value))
    at, editor, what = ("" if value is None else clean(str(value)) for value in said)
    return Change(at, editor, what, clean(str(graph.value(entry, RDFS.comment) or "")))

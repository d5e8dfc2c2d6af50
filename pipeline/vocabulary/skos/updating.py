"""Bring a new version of a vocabulary into the one there is, without losing its history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.term import BNode, Literal, Node

from pipeline.errors import DeclarationError
from pipeline.vocabulary.concepts import Concept, Vocabulary
from pipeline.vocabulary.skos import nodes
from pipeline.vocabulary.skos.files import read
from pipeline.vocabulary.skos.history import Stamp, note
from pipeline.vocabulary.skos.parsing import Parsed

TOLD = {
    "labels": "preferred labels", "alt_labels": "alternative labels",
    "hidden_labels": "hidden labels", "definition": "definition", "scope_note": "scope note",
    "examples": "examples", "broader": "broader", "related": "related",
}  # fmt: skip
"""Parts of a concept whose change is noted, and what they are called."""
LINKS = ("broader", "related")
RETIRED = (OWL.deprecated, DCTERMS.isReplacedBy)


@dataclass(frozen=True, slots=True)
class Difference:
    """What an update does, as ids in order."""

    added: tuple[str, ...]
    renamed: tuple[str, ...]
    changed: tuple[str, ...]
    """Otherwise than by name."""
    retired: tuple[str, ...]
    missing: tuple[str, ...]
    """In use and not in the new version; they stay as they are."""


def update(
    old: Parsed, new: Parsed, scheme_id: str, stamp: Stamp, *, retire_missing: bool
) -> tuple[Parsed, Difference]:
    """Return the vocabulary that comes out, and what is different in it.

    Args:
        old: What there is.
        new: A new version. A CSV file changes only what it has columns for, of the concepts that
            it has rows for; a Turtle file replaces all but history. Neither takes a concept into
            use again: an older export must not undo what was retired since.
        scheme_id: Of both.
        stamp: Who updates, when and why.
        retire_missing: Concepts in use that the new version has not are retired.
    """
    before = read(old, scheme_id).vocabulary
    given = set(new.graph.subjects(RDF.type, SKOS.Concept))
    graph = _over(old, new, before) if new.covers is not None else _beside(old, new, before)
    missing = [each for each in before.concepts if URIRef(each.uri) not in given]
    for concept in missing if retire_missing else ():
        graph.add((URIRef(concept.uri), OWL.deprecated, Literal(True)))
    _keep_old_names(graph, before)
    parsed = Parsed(new.path, graph, {})
    after = read(parsed, scheme_id).vocabulary
    found = _difference(before, after, () if retire_missing else [each.id for each in missing])
    _note_all(graph, before, after, found, stamp)
    return parsed, found


def keep_scheme(parsed: Parsed, uri: str) -> None:
    """Take all concepts out of a graph that are not in one of its schemes.

    Raises:
        DeclarationError: No concept is in it.
    """
    graph, wanted = parsed.graph, URIRef(uri)
    members = set(graph.subjects(SKOS.inScheme, wanted))
    found = set(graph.subjects(RDF.type, SKOS.Concept))
    if not members & found:
        known = sorted({str(scheme) for scheme in graph.objects(None, SKOS.inScheme)})
        schemes = ", ".join(f"<{scheme}>" for scheme in known[:10]) or "none"
        raise DeclarationError(f"{parsed.path}: no concept is in <{uri}>; its schemes: {schemes}")
    others = set(graph.subjects(RDF.type, SKOS.ConceptScheme)) - {wanted}
    for node in [*(found - members), *others]:
        for triple in list(_closure(graph, node)):
            graph.remove(triple)
        for subject, predicate in list(graph.subject_predicates(node)):
            graph.remove((subject, predicate, node))


def _beside(old: Parsed, new: Parsed, before: Vocabulary) -> Graph:
    """Return the new graph with the history of the old one, and what the new one has not."""
    graph = _copy(new.graph, old.graph)
    given = set(new.graph.subjects(RDF.type, SKOS.Concept))
    kept = (SKOS.changeNote, *RETIRED)
    for concept in (*before.concepts, *before.retired):
        node = URIRef(concept.uri)
        only = kept if node in given else None
        for triple in _closure(old.graph, node, only):
            graph.add(triple)
    for triple in _closure(old.graph, URIRef(before.uri), (SKOS.changeNote,)):
        graph.add(triple)
    return graph


def _over(old: Parsed, new: Parsed, before: Vocabulary) -> Graph:
    """Return the old graph with what the new one's columns say in place of what it said."""
    graph = _copy(old.graph, new.graph)
    scheme = URIRef(before.uri)
    for node in new.graph.subjects(RDF.type, SKOS.Concept):
        for predicate, language in new.covers or ():
            for value in list(graph.objects(node, predicate)):
                if nodes.language_of(value) == language and predicate not in RETIRED:
                    graph.remove((node, predicate, value))
            for value in new.graph.objects(node, predicate):
                if nodes.language_of(value) == language:
                    graph.add((node, predicate, value))
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
    return graph


def _copy(graph: Graph, also: Graph) -> Graph:
    copy = Graph(bind_namespaces="none")
    for prefix, namespace in (*graph.namespaces(), *also.namespaces()):
        copy.bind(prefix, namespace, override=False)
    for triple in graph:
        copy.add(triple)
    return copy


def _closure(
    graph: Graph, node: Node, only: Iterable[Node] | None = None
) -> Iterator[tuple[Node, Node, Node]]:
    """Yield what is said of a node, and of the nodes without address that hang on it."""
    open_, seen = [node], {node}
    while open_:
        subject = open_.pop()
        for predicate, value in graph.predicate_objects(subject):
            if subject == node and only is not None and predicate not in only:
                continue
            yield subject, predicate, value
            if isinstance(value, BNode) and value not in seen:
                seen.add(value)
                open_.append(value)


def _keep_old_names(graph: Graph, before: Vocabulary) -> None:
    """Make preferred labels that are gone alternative ones: texts of old times use them."""
    for concept in before.concepts:
        node = URIRef(concept.uri)
        known = {name for each in nodes.NAMES for name in nodes.literals(graph, node, each)}
        now = {language for language, _ in nodes.literals(graph, node, SKOS.prefLabel)}
        for language, label in concept.labels:
            if language in now and (language, label) not in known:
                graph.add((node, SKOS.altLabel, Literal(label, lang=language or None)))


def _difference(before: Vocabulary, after: Vocabulary, missing: Iterable[str]) -> Difference:
    both = [(each, after.by_id[each.id]) for each in before.concepts if each.id in after.by_id]
    renamed = [then.id for then, now in both if then.labels != now.labels]
    gone = after.retired_by_id.keys()
    changed = [then.id for then, now in both if _parts(then, now, gone) and then.id not in renamed]
    return Difference(
        added=tuple(each.id for each in after.concepts if not before.find(each.id)),
        renamed=tuple(renamed),
        changed=tuple(changed),
        retired=tuple(id_ for id_ in after.retired_by_id if id_ in before.by_id),
        missing=tuple(missing),
    )


def _parts(then: Concept, now: Concept, gone: Collection[str]) -> list[str]:
    """Name what is different, but for relations that end because the other one is gone."""
    return [
        told for name, told in TOLD.items() if _still(name, then, gone) != _still(name, now, gone)
    ]


def _still(name: str, concept: Concept, gone: Collection[str]) -> tuple[object, ...]:
    values: object = getattr(concept, name)
    if not isinstance(values, tuple):
        return (values,)
    return tuple(value for value in values if not (name in LINKS and value in gone))


def _note_all(
    graph: Graph, before: Vocabulary, after: Vocabulary, found: Difference, stamp: Stamp
) -> None:
    whats = {id_: "Added with an import" for id_ in found.added}
    whats |= {id_: "Retired with an import" for id_ in found.retired}
    for id_ in (*found.renamed, *found.changed):
        parts = ", ".join(_parts(before.by_id[id_], after.by_id[id_], after.retired_by_id))
        gone = sorted(set(before.by_id[id_].labels) - set(after.by_id[id_].labels))
        names = ", ".join(f"'{label}' ({language})" for language, label in gone)
        whats[id_] = f"Changed with an import: {parts}" + (f"; before: {names}" if names else "")
    for id_, what in sorted(whats.items()):
        concept = after.find(id_)
        if concept:
            note(graph, URIRef(concept.uri), what, stamp)

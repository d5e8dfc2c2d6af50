"""Change concepts in a graph so that nothing that was ever said of them is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.term import Literal, Node, URIRef

from pipeline.errors import MissingError, UsageError
from pipeline.vocabulary.concepts import LANGUAGE, Concept, Vocabulary, normalise_label
from pipeline.vocabulary.skos import nodes, relabelling
from pipeline.vocabulary.skos.history import Stamp, note
from pipeline.vocabulary.skos.parsing import Parsed
from pipeline.vocabulary.skos.reader import MAX_LABEL, MAX_TEXT

OLD_LABELS: Mapping[str, URIRef | None] = {
    "alternative": SKOS.altLabel,
    "hidden": SKOS.hiddenLabel,
    "dropped": None,
}
"""What becomes of a label that another replaces. Texts of old times use it, so that it goes on
finding them as an alternative label, unless it was wrong from the start."""
TRUE = Literal(True)


@dataclass(frozen=True, slots=True)
class NewConcept:
    """What an editor says of a concept that is to be added."""

    id: str
    labels: Mapping[str, str]
    """Preferred label by language."""
    alt_labels: Sequence[tuple[str, str]] = ()
    """(language, label)."""
    definition: str = ""
    """In English."""
    broader: Sequence[str] = ()
    """Ids."""
    related: Sequence[str] = ()
    """Ids."""


class Editing:
    """Changes one vocabulary in its graph. Every method raises UsageError and changes nothing
    where the change makes no sense."""

    def __init__(self, parsed: Parsed, vocabulary: Vocabulary, stamp: Stamp) -> None:
        """Take a file and what was read from it."""
        self.parsed, self.graph = parsed, parsed.graph
        self.vocabulary, self.stamp = vocabulary, stamp

    def add(self, new: NewConcept) -> None:
        """Add a concept."""
        self._check_new_id(new.id)
        node = URIRef(nodes.namespace(self.vocabulary) + new.id)
        said = self._said(new)
        links = [(SKOS.broader, self._active(id_)) for id_ in new.broader]
        links += [(SKOS.related, self._active(id_)) for id_ in new.related]
        scheme = URIRef(self.vocabulary.uri)
        facts: list[tuple[Node, Node]] = [(RDF.type, SKOS.Concept), (SKOS.inScheme, scheme), *said]
        facts += [(predicate, URIRef(other.uri)) for predicate, other in links]
        for predicate, value in facts:
            self.graph.add((node, predicate, value))
        self._note(node, "Added")

    def rename(self, id_: str, language: str, label: str, old: str = "alternative") -> None:
        """Give a concept another preferred label in one language; its id stays.

        Args:
            id_: Of a concept in use.
            language: ISO 639-1.
            label: The new label.
            old: What becomes of the one there was: a key of OLD_LABELS.
        """
        node = URIRef(self._active(id_).uri)
        label = self._label(language, label)
        self._check_free(id_, language, label)
        before = [
            v for v in self.graph.objects(node, SKOS.prefLabel) if nodes.language_of(v) == language
        ]
        if [nodes.clean(str(value)) for value in before] == [label]:
            raise UsageError(f"concept '{id_}' is called '{label}' already; nothing is changed")
        relabelling.take_back(self.graph, node, [(language, label)])
        self.graph.add((node, SKOS.prefLabel, nodes.literal(language, label)))
        for value in before:
            self.graph.remove((node, SKOS.prefLabel, value))
            if (kind := OLD_LABELS[old]) is not None:
                self.graph.add((node, kind, value))
        relabelling.follow(self.graph, node, language, OLD_LABELS[old])
        was = ", ".join(f"'{nodes.clean(str(value))}'" for value in before) or "none"
        self._note(node, f"Preferred label ({language}) is now '{label}', before: {was} ({old})")

    def merge(self, id_: str, into: str) -> None:
        """Retire a concept in favour of another, which takes over all its labels."""
        gone, heir = self._active(id_), self._active(into)
        if gone.id == heir.id:
            raise UsageError(f"concept '{id_}' cannot be merged into itself; name another")
        node, successor = URIRef(gone.uri), URIRef(heir.uri)
        self.graph.add((node, OWL.deprecated, TRUE))
        self.graph.set((node, DCTERMS.isReplacedBy, successor))
        taken = relabelling.give(self.graph, node, successor)
        self._note(node, f"Merged into '{heir.id}'")
        self._note(
            successor, f"Takes over '{gone.id}', with the labels {', '.join(taken) or 'it has'}"
        )

    def retire(self, id_: str) -> None:
        """Take a concept out of use; none takes its place."""
        node = URIRef(self._active(id_).uri)
        self.graph.add((node, OWL.deprecated, TRUE))
        self._note(node, "Retired")

    def restore(self, id_: str) -> None:
        """Take a retired concept into use again; labels that went to a successor come back."""
        concept = self.vocabulary.retired_by_id.get(id_)
        if concept is None:
            raise UsageError(f"'{id_}' is no retired concept of {self.vocabulary.scheme_id}")
        for language, label in concept.labels:
            self._check_free(id_, language, label)
        node = URIRef(concept.uri)
        self._from_successors(node)
        self.graph.remove((node, OWL.deprecated, None))
        self.graph.remove((node, DCTERMS.isReplacedBy, None))
        self._note(node, "Restored")

    def _from_successors(self, node: Node) -> None:
        own = {
            name
            for predicate in nodes.NAMES
            for name in nodes.literals(self.graph, node, predicate)
        }
        for successor in list(self.graph.objects(node, DCTERMS.isReplacedBy)):
            if relabelling.take_back(self.graph, successor, sorted(own)):
                self._note(successor, f"Gives back the labels of '{nodes.concept_id(str(node))}'")

    def _said(self, new: NewConcept) -> list[tuple[Node, Literal]]:
        """Return (predicate, text) of what is said of a new concept."""
        if not new.labels:
            raise UsageError("a concept needs a preferred label; give one")
        found: list[tuple[Node, Literal]] = []
        for language, text in new.labels.items():
            label = self._label(language, text)
            self._check_free(new.id, language, label)
            found.append((SKOS.prefLabel, nodes.literal(language, label)))
        for language, text in new.alt_labels:
            label = self._label(language, text)
            found.append((SKOS.altLabel, nodes.literal(language, label)))
        if definition := nodes.clean(new.definition):
            if len(definition) > MAX_TEXT:
                raise UsageError(f"a definition has at most {MAX_TEXT:,} characters")
            found.append((SKOS.definition, nodes.literal(LANGUAGE, definition)))
        return found

    def _active(self, id_: str) -> Concept:
        concept = self.vocabulary.by_id.get(id_)
        if concept:
            return concept
        if id_ in self.vocabulary.retired_by_id:
            instead = self.vocabulary.resolve(id_)
            how = f"use '{instead}'" if instead else "restore it first"
            raise UsageError(f"concept '{id_}' is retired; {how}")
        raise MissingError(
            f"'{id_}' is no concept of {self.vocabulary.scheme_id}; "
            f"'culturescope vocabulary show {self.vocabulary.scheme_id}' lists them"
        )

    def _check_new_id(self, id_: str) -> None:
        is_own = self.vocabulary.uri.startswith(nodes.OWN)
        if not (nodes.OWN_ID if is_own else nodes.ID).fullmatch(id_):
            allowed = (
                "lower-case letters, digits and hyphens" if is_own else "letters, digits, . _ -"
            )
            raise UsageError(f"'{id_}' is no id: ids hold {allowed}")
        if self.vocabulary.find(id_):
            how = "restore it" if id_ in self.vocabulary.retired_by_id else "rename it"
            raise UsageError(f"concept '{id_}' is there; an id is never used again: {how}")

    def _check_free(self, id_: str, language: str, label: str) -> None:
        """Refuse what another concept in use is called already."""
        wanted = (language, normalise_label(label))
        for concept in self.vocabulary.concepts:
            names = [(code, normalise_label(text)) for code, text in concept.labels]
            if wanted in names and concept.id != id_:
                raise UsageError(
                    f"'{label}' is the label of '{concept.id}' already; "
                    "choose another, or merge the two"
                )

    def _label(self, language: str, text: str) -> str:
        """Return a label as it is written."""
        if not nodes.LANGUAGE_CODE.fullmatch(language):
            raise UsageError(f"'{language}' is no language; write two letters of ISO 639-1: en")
        label = nodes.clean(text)
        if not normalise_label(label) or len(label) > MAX_LABEL:
            raise UsageError(f"a label has letters or digits and at most {MAX_LABEL} characters")
        return label

    def _note(self, node: Node, what: str) -> None:
        note(self.graph, node, what, self.stamp)

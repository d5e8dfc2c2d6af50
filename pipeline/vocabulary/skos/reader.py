"""From a graph to a vocabulary: what must be refused, and what is mended with a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdflib.namespace import DC, DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Literal, Node, URIRef

from pipeline.vocabulary.concepts import Concept, Vocabulary, normalise_label
from pipeline.vocabulary.skos import nodes
from pipeline.vocabulary.skos.parsing import Parsed

MAX_LABEL = 300  # characters; the longest of the UNESCO Thesaurus has 105
MAX_TEXT = 10_000  # characters of a definition, scope note or example


class Reader:
    """Reads one vocabulary. `warnings` fills meanwhile, in the order of the concepts.

    A vocabulary with URIs of our own is held to strict rules: what is wrong is refused. One from
    elsewhere cannot be mended at its origin: what can be left out is left out, with a warning.
    """

    def __init__(self, parsed: Parsed, scheme_id: str) -> None:
        """Find the scheme.

        Raises:
            DeclarationError: There is none.
        """
        self.parsed, self.graph, self.scheme_id = parsed, parsed.graph, scheme_id
        self.warnings: list[str] = []
        self.scheme = self._scheme()
        self.is_strict = str(self.scheme).startswith(nodes.OWN)
        self.ids: dict[Node, str] = {}

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary.

        Raises:
            DeclarationError: There is no scheme or no concept, two concepts share an id, or a
                strict rule is broken.
        """
        found = sorted(self.graph.subjects(RDF.type, SKOS.Concept), key=str)
        self.ids = self._ids(found)
        drafts = [draft for node in self.ids if (draft := self._concept(node))]
        concepts = sorted(drafts, key=lambda concept: concept.id)
        retired_ids = {self.ids[node] for node in self.ids if self._is_retired(node)}
        title = nodes.literals(
            self.graph, self.scheme, DCTERMS.title, SKOS.prefLabel, RDFS.label, DC.title
        )
        loose = Vocabulary(
            scheme_id=self.scheme_id,
            title=nodes.in_english(title) or self.scheme_id,
            concepts=tuple(each for each in concepts if each.id not in retired_ids),
            retired=tuple(each for each in concepts if each.id in retired_ids),
            uri=str(self.scheme),
        )
        if not loose.concepts:
            raise self.parsed.refused("", "no skos:Concept found; declare at least one")
        self._check_labels(loose.concepts)
        self._check_succession(loose)
        return replace(loose, concepts=tuple(self._related(each, loose) for each in loose.concepts))

    def _scheme(self) -> Node:
        """Return the one scheme; of several, the one that most concepts are in."""
        declared = sorted(self.graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)
        members = Counter(self.graph.objects(None, SKOS.inScheme))
        every = declared or sorted(members, key=str)
        is_own = any(str(scheme).startswith(nodes.OWN) for scheme in every)
        if not every or (is_own and len(declared) != 1):
            raise self.parsed.refused("", f"{len(declared)} skos:ConceptScheme found; declare one")
        chosen = max(every, key=lambda scheme: members[scheme])
        if len(every) > 1:
            what = f"{len(every)} schemes; their concepts count as one, that of <{chosen}>"
            self.warnings.append(self.parsed.warning("", what))
        return chosen

    def _ids(self, found: Iterable[Node]) -> dict[Node, str]:
        ids: dict[Node, str] = {}
        owners: dict[str, Node] = {}
        for node in found:
            if not isinstance(node, URIRef):
                self._wrong("", "a concept without URI; give it one")
                continue
            id_ = nodes.last_part(node) if self.is_strict else nodes.concept_id(node)
            if self.is_strict and not nodes.OWN_ID.fullmatch(id_):
                self._wrong(id_, "ids hold lower-case letters, digits and hyphens")
            if owners.setdefault(id_, node) != node:
                raise self.parsed.refused(
                    id_, f"<{owners[id_]}> and <{node}> give the same id; keep one"
                )
            if self.is_strict and len(self.parsed.lines.get(id_, ())) > 1:
                self._wrong(id_, "declared twice; keep one")
            ids[node] = id_
        return ids

    def _concept(self, node: Node) -> Concept | None:
        labels, spare = self._preferred(node)
        if not labels:
            return None
        alternative = sorted({*self._names(node, SKOS.altLabel), *spare})
        return Concept(
            id=self.ids[node],
            label=nodes.in_english(labels),
            labels=tuple(labels),
            alt_labels=tuple(text for _, text in alternative),
            alt_languages=tuple(language for language, _ in alternative),
            definition=nodes.in_english(self._texts(node, SKOS.definition)),
            scope_note=nodes.in_english(self._texts(node, SKOS.scopeNote)),
            examples=tuple(text for _, text in self._texts(node, SKOS.example)),
            hidden_labels=tuple(text for _, text in self._names(node, SKOS.hiddenLabel)),
            uri=str(node),
            replaced_by=self._successor(node),
        )

    def _preferred(self, node: Node) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return one preferred label a language, and what is more than one."""
        stated = nodes.preferred(self.graph, node)
        usable = self._short(node, stated)
        if not usable:
            self._wrong(self.ids[node], "skos:prefLabel is missing; add one", "left out")
        labels = dict(reversed(usable))
        if len(labels) < len(usable):
            self._wrong(
                self.ids[node],
                "two skos:prefLabel in one language; keep one",
                "the first counts, the others as alternative labels",
            )
        chosen = sorted(labels.items())
        return chosen, [each for each in usable if each not in chosen]

    def _names(self, node: Node, predicate: Node) -> list[tuple[str, str]]:
        return self._short(node, nodes.literals(self.graph, node, predicate))

    def _short(self, node: Node, labels: list[tuple[str, str]]) -> list[tuple[str, str]]:
        short = [(language, text) for language, text in labels if len(text) <= MAX_LABEL]
        if len(short) < len(labels):
            what = f"a label of more than {MAX_LABEL} characters; make it shorter"
            self._wrong(self.ids[node], what, "that label is left out")
        return short

    def _texts(self, node: Node, predicate: Node) -> list[tuple[str, str]]:
        texts = nodes.literals(self.graph, node, predicate)
        if any(len(text) > MAX_TEXT for _, text in texts):
            what = f"a text of more than {MAX_TEXT:,} characters; make it shorter"
            self._wrong(self.ids[node], what, "its beginning counts")
        return [(language, text[:MAX_TEXT]) for language, text in texts]

    def _is_retired(self, node: Node) -> bool:
        said = self.graph.objects(node, OWL.deprecated)
        return any(isinstance(v, Literal) and str(v).strip() in ("true", "1") for v in said)

    def _successor(self, node: Node) -> str:
        if not self._is_retired(node):
            return ""
        every = sorted(set(self.graph.objects(node, DCTERMS.isReplacedBy)), key=str)
        known = [self.ids[one] for one in every if one in self.ids]
        if len(known) < len(every):
            self._wrong(
                self.ids[node], "is replaced by what is no concept of this file", "not followed"
            )
        if len(known) > 1:
            self._wrong(self.ids[node], "is replaced by several concepts; keep one", "not followed")
        return known[0] if len(known) == 1 else ""

    def _related(self, concept: Concept, vocabulary: Vocabulary) -> Concept:
        node = URIRef(concept.uri)
        above = [*self.graph.objects(node, SKOS.broader), *self.graph.subjects(SKOS.narrower, node)]
        beside = self.graph.objects(node, SKOS.related)
        return replace(
            concept,
            broader=self._others(concept, above, vocabulary),
            related=self._others(concept, beside, vocabulary),
        )

    def _others(
        self, concept: Concept, others: Iterable[Node], vocabulary: Vocabulary
    ) -> tuple[str, ...]:
        """Return the ids of concepts in use; relations to merged ones lead to their successors."""
        found: set[str] = set()
        for other in sorted(set(others), key=str):
            if other not in self.ids:
                name = nodes.last_part(str(other))
                self._wrong(concept.id, f"'{name}' is no concept of this file", "not followed")
            else:
                found.add(vocabulary.resolve(self.ids[other]))
        return tuple(sorted(found - {"", concept.id}))

    def _check_labels(self, concepts: Sequence[Concept]) -> None:
        owners: dict[tuple[str, str], str] = {}
        for concept in concepts:
            for language, label in concept.labels:
                owner = owners.setdefault((language, normalise_label(label)), concept.id)
                if owner != concept.id:
                    what = f"'{label}' is the label of '{owner}' too"
                    self._wrong(concept.id, what, "neither is found by it")

    def _check_succession(self, vocabulary: Vocabulary) -> None:
        for concept in vocabulary.retired:
            if concept.replaced_by and not vocabulary.resolve(concept.id):
                what = f"is replaced by '{concept.replaced_by}', which leads to no concept in use"
                self.warnings.append(self.parsed.warning(concept.id, what))

    def _wrong(self, id_: str, what: str, otherwise: str = "") -> None:
        """Refuse what breaks a strict rule; elsewhere note what is done instead."""
        if self.is_strict:
            raise self.parsed.refused(id_, what)
        self.warnings.append(
            self.parsed.warning(id_, f"{what}: {otherwise}" if otherwise else what)
        )

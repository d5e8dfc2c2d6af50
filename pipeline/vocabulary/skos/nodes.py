"""What of a graph becomes text: labels, ids, languages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from rdflib import Graph
from rdflib.namespace import RDFS, SKOS, Namespace
from rdflib.term import Literal, Node, URIRef

from pipeline.vocabulary.concepts import LANGUAGE, Vocabulary

OWN = "urn:culturescope:"
"""URIs of vocabularies made here begin so; their files are held to strict rules."""
OWN_ID = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(-[a-z0-9]+)*")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""Ids of other vocabularies: what stands unchanged in a URL, a CSV cell and a command line."""
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
NAMES: dict[Node, URIRef] = {
    SKOS.prefLabel: SKOSXL.prefLabel,
    SKOS.altLabel: SKOSXL.altLabel,
    SKOS.hiddenLabel: SKOSXL.hiddenLabel,
}
"""Labels that some thesauri state as things of their own."""


def last_part(uri: str) -> str:
    """Return what follows the last colon, slash or hash sign of a URI."""
    return re.split(r"[:/#]", uri.rstrip(":/#"))[-1]


def concept_id(uri: str) -> str:
    """Return the id that a URI gives a concept: its last part if that is fit to be one.

    Otherwise that part without what is unfit and the first 8 hex digits of the URI's SHA-256, so
    that the id hangs on the URI alone and not on what else the file holds.
    """
    part = last_part(uri)
    if ID.fullmatch(part):
        return part
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60]
    return f"{slug or 'concept'}-{hashlib.sha256(uri.encode('utf-8', 'replace')).hexdigest()[:8]}"


def namespace(vocabulary: Vocabulary) -> str:
    """Return what the URI of a new concept begins with: as most others do."""
    if vocabulary.uri.startswith(OWN):
        return f"{vocabulary.uri}:"
    every = (*vocabulary.concepts, *vocabulary.retired)
    starts = Counter(each.uri[: -len(last_part(each.uri))] for each in every)
    return max(sorted(starts), key=lambda start: starts[start])


def clean(text: str) -> str:
    """Return a text in NFC, without control signs and lone surrogates, blanks single."""
    signs = (" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    plain = text if text.isprintable() else "".join(signs)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def language_of(value: Node) -> str:
    """Return the ISO 639-1 part of a literal's language tag ("en" of "en-GB"), or ""."""
    tag = value.language if isinstance(value, Literal) else None
    return (tag or "").split("-")[0].lower()


def literal(language: str, text: str) -> Literal:
    """Return a text as a graph holds it."""
    return Literal(text, lang=language or None)


def literals(graph: Graph, node: Node, *predicates: Node) -> list[tuple[str, str]]:
    """Return (language, text) of the first predicate that holds any, in order of language."""
    for predicate in predicates:
        values = [*graph.objects(node, predicate), *_things(graph, node, predicate)]
        found = ((language_of(v), clean(str(v))) for v in values if isinstance(v, Literal))
        if texts := sorted({(language, text) for language, text in found if text}):
            return texts
    return []


def _things(graph: Graph, node: Node, predicate: Node) -> list[Node]:
    """Return the literal forms of labels that are things of their own."""
    if predicate not in NAMES:
        return []
    labels = graph.objects(node, NAMES[predicate])
    return [form for label in labels for form in graph.objects(label, SKOSXL.literalForm)]


def preferred(graph: Graph, node: Node) -> list[tuple[str, str]]:
    """Return the preferred labels as (language, label), several of one language included."""
    return literals(graph, node, SKOS.prefLabel, RDFS.label)


def in_english(texts: Sequence[tuple[str, str]]) -> str:
    """Return the English text if there is any, else what has no language, else the first."""
    by_language = dict(reversed(texts))
    for language in (LANGUAGE, "", *sorted(by_language)):
        if by_language.get(language):
            return by_language[language]
    return ""

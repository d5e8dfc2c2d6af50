"""The columns of a vocabulary as CSV, and how a cell holds several values.

    id           of the concept; or uri, or both
    uri          of the concept; empty: of this vocabulary's own
    label        preferred label in English; label@fr in French, label@und in no language
    alt_labels   alternative labels in English, several; alt_labels@fr in French
    hidden_labels, definition, scope_note, examples: likewise
    broader      ids of wider concepts, several
    related      ids of related concepts, several
    notation     the concept's code
    status       empty, or "retired"
    replaced_by  id of the concept that a retired one was merged into

Several values in one cell stand on lines of their own; in a cell of one line they are split by
"|", or where there is none by ";" (labels and ids only: sentences have semicolons).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rdflib.namespace import DCTERMS, OWL, SKOS
from rdflib.term import Node, URIRef

from pipeline.vocabulary.concepts import LANGUAGE

NO_LANGUAGE = "und"
SPOKEN: dict[str, URIRef] = {
    "label": SKOS.prefLabel,
    "alt_labels": SKOS.altLabel,
    "hidden_labels": SKOS.hiddenLabel,
    "definition": SKOS.definition,
    "scope_note": SKOS.scopeNote,
    "examples": SKOS.example,
}
"""Columns that may have a language, and what they are in SKOS."""
LINKS: dict[str, URIRef] = {"broader": SKOS.broader, "related": SKOS.related}
CODES: dict[str, URIRef] = {
    "notation": SKOS.notation, "status": OWL.deprecated, "replaced_by": DCTERMS.isReplacedBy,
}  # fmt: skip
PLAIN = ("id", "uri", *LINKS, *CODES)
SEVERAL = ("alt_labels", "hidden_labels", "examples", *LINKS)
BY_SEMICOLON = ("alt_labels", "hidden_labels", *LINKS)
RETIRED = "retired"
HEAD = re.compile(r"([a-z_]+)(?:@([a-z]{2,3}))?")


def column(head: str) -> tuple[str, str] | None:
    """Return (column, language) of a heading, or None for one that is not known.

    The language is "" for columns that have none, NO_LANGUAGE where the heading says so.
    """
    match = HEAD.fullmatch(head.strip().lower())
    if not match:
        return None
    name, language = match[1], match[2] or ""
    if name in SPOKEN:
        return name, language or LANGUAGE
    return (name, "") if name in PLAIN and not language else None


def covered(heads: Iterable[tuple[str, str]]) -> frozenset[tuple[Node, str]]:
    """Return (predicate, language) of what columns can say of a concept."""
    said = {**SPOKEN, **LINKS, **CODES}
    known = ((name, "" if code == NO_LANGUAGE else code) for name, code in heads if name in said)
    return frozenset((said[name], code) for name, code in known)


def split(name: str, cell: str) -> list[str]:
    """Return the values of a cell."""
    text = cell.strip()
    if name not in SEVERAL:
        return [text] if text else []
    sign = "\n" if "\n" in text else "|" if "|" in text else ";" if name in BY_SEMICOLON else "\n"
    values = (part.strip() for part in text.split(sign))
    return [value for value in values if value not in ("", "|")]


def join(name: str, values: Sequence[str]) -> str:
    """Return the cell that holds these values, such that `split` gives them back."""
    if name not in SEVERAL:
        return " ".join(values)
    if any("|" in value for value in values):
        return "\n".join((*values, "|") if len(values) == 1 else values)
    several = " | ".join(values)
    return f"{several} |" if len(values) == 1 and ";" in several else several

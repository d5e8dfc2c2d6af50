"""From the bytes of a Turtle file to a graph, with the lines where its concepts stand."""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from pipeline.errors import DeclarationError
from pipeline.vocabulary.skos.nodes import last_part

DECLARED = re.compile(
    r"^[ \t]*+(<[^<>\s]*+>|[^\s<>\"'#@:]*+:[^\s<>\"']*+)\s++(?:a|rdf:type)\s", re.MULTILINE
)
"""Nothing is given back (++): otherwise 32 kB of colons take 5 s, and twice as many four times."""
XML = ("<?xml", "<rdf:RDF", "<!DOCTYPE")
NO_BASE = "urn:no-base:"
"""What addresses without a beginning are read against: nothing can be, so they are refused, and
no folder of this machine gets into an address."""


@dataclass(frozen=True)
class Parsed:
    """A file as a graph."""

    path: Path
    graph: Graph = field(repr=False)
    lines: Mapping[str, tuple[int, ...]] = field(repr=False)
    """Lines, counted from 1, that declare what a URI's last part names."""
    covers: frozenset[tuple[Node, str]] | None = field(default=None, repr=False)
    """(predicate, language) of the columns of a CSV file; None for Turtle, which says all."""

    def refused(self, name: str, what: str) -> DeclarationError:
        """Return an error that names file, line and concept."""
        return DeclarationError(f"{self.path}{self._where(name)}{what}")

    def warning(self, name: str, what: str) -> str:
        """Return a line that names file, line and concept; it is kept, so without the folder."""
        return f"{self.path.name}{self._where(name)}{what}"

    def _where(self, name: str) -> str:
        lines = self.lines.get(name, ())
        line = f", line {lines[-1]}" if lines else ""
        return f"{line}: concept '{name}': " if name else f"{line}: "


def parse_turtle(path: Path, text: str) -> Parsed:
    """Parse Turtle; nothing that it names is fetched.

    Raises:
        DeclarationError: It is no Turtle; names file and line.
    """
    if text.lstrip().startswith(XML):
        how = f"rdfpipe -i xml -o turtle {path.name} > vocabulary.ttl"
        raise DeclarationError(f"{path}: this is XML and no Turtle; convert it: {how}")
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # odd dates and URIs: we say it
    try:
        graph = Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=NO_BASE)
    except BadSyntax as error:
        why = str(error._why)
        raise DeclarationError(
            f"{path}, line {error.lines + 1}: no valid Turtle ({why}); mend the file"
        ) from error
    except Exception as error:  # rdflib's parser fails in many ways on what is no Turtle
        why = f"{type(error).__name__}: {error}"[:200]
        if NO_BASE in why:
            why = "an address without beginning; write it whole, or put @base on top"
        raise DeclarationError(f"{path}: no valid Turtle ({why}); mend the file") from error
    return Parsed(path, graph, _lines(text))


def _lines(text: str) -> dict[str, tuple[int, ...]]:
    breaks = [match.start() for match in re.finditer("\n", text)]
    found: dict[str, tuple[int, ...]] = {}
    for match in DECLARED.finditer(text):
        name = last_part(match[1].strip("<>"))
        found[name] = (*found.get(name, ()), bisect_right(breaks, match.start(1)) + 1)
    return found

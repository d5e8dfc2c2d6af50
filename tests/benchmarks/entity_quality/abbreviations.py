"""Acronyms of diplomatic papers against their editors' lists of abbreviations."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.entities import find_mentions
from pipeline.entities.acronyms import definitions
from pipeline.entities.recogniser import Recogniser
from pipeline.evaluation.names import similarity
from pipeline.records import Document
from pipeline.text import normalise
from tests.benchmarks.entity_quality.nouns import Found, Row
from tests.benchmarks.measuring import spread

READ = 60
"""Documents with definitions, at equal distances, that the model reads: some 20 s."""
MOST_SIGNS = 30_000
"""Code points of a document, where it is longer: whole volumes are among them."""
LOOK_BACK = 160
SAME = 0.75
"""Names are one from this overlap of their words up."""

_SHORT = re.compile(r"\(\s?([A-Z][A-Za-z&./-]{1,10})\s?\)")
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Za-z&./-]{1,10}) \(([^()\n]*)\)")
_BODY = re.compile(
    r"\b(?:agency|council|committee|commission|organi[sz]ation|office|department|board|bureau|"
    r"corporation|union|federation|association|institute|foundation|service|party|front|command|"
    r"ministry|authority|administration|league|congress|bank|movement|community|university)\b"
)
"""What makes a long form an organisation's."""

Lists = Mapping[str, set[str]]
"""Long forms, as `plain` writes them, by abbreviation."""


def measure(documents: Path, abbreviations: Path, recogniser: Recogniser) -> Iterator[Row]:
    """Yield definitions read right of those in the texts; then organisations' acronyms linked.

    A definition occurs where an abbreviation stands in brackets right behind a long form that
    some editor gives for it, or before it. An acronym is linked if most of its mentions have the
    entity of the long form.
    """
    lists = _lists(abbreviations)
    read, linked = Found(), Found()
    beginnings = []
    for text in _texts(documents):
        if not (wanted := _wanted(text, lists)):
            continue
        forms = {short: plain(text[slice(*at)]) for short, at in definitions(text).items()}
        right = sum(_is_same(forms.get(short, ""), form) for short, form in wanted.items())
        read.add(right, sum(short in forms for short in wanted), len(wanted))
        start = text[:MOST_SIGNS]
        bodies = {k: form for k, form in _wanted(start, lists).items() if _BODY.search(form)}
        beginnings += [(start, bodies)] if bodies else []
    for start, bodies in spread(beginnings, READ):
        linked.add(*_linked(start, bodies, recogniser))
    yield Row("frus", "definitions", read)
    yield Row("frus", "acronyms linked", linked)


def plain(name: str) -> str:
    """Return lower-case words with single spaces."""
    return " ".join(re.findall(r"\w+", name.lower()))


def _lists(path: Path) -> Lists:
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        short, form, _ = line.split("\t")
        parts = {plain(form), *(plain(form.partition(sign)[0]) for sign in (";", ",", "("))}
        lists[short] |= {part for part in parts if " " in part}
    return lists


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = re.sub(r"(?<!\n)\n(?!\n) ?", " ", json.loads(line)["text"])
            yield normalise(text)


def _wanted(text: str, lists: Lists) -> dict[str, str]:
    """Return the long form of each abbreviation that a text defines."""
    wanted: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        before = plain(text[max(0, match.start() - LOOK_BACK) : match.start()])
        forms = [
            form for form in lists.get(match.group(1), ()) if f" {before}".endswith(f" {form}")
        ]
        if forms:
            wanted.setdefault(match.group(1), max(forms, key=lambda form: (len(form), form)))
    for match in _SHORT_FIRST.finditer(text):
        form = plain(match.group(2))
        if form in lists.get(match.group(1), ()):
            wanted.setdefault(match.group(1), form)
    return wanted


def _is_same(found: str, form: str) -> bool:
    return bool(found) and (found.endswith(form) or form.endswith(found))


def _linked(text: str, bodies: Mapping[str, str], recogniser: Recogniser) -> tuple[int, int, int]:
    (found,) = find_mentions([Document("d", 1, "s", "", text, "en")], recogniser)
    named = [one for one in found if one.via != "undefined"]
    n_right = n_found = 0
    for short, form in bodies.items():
        ids = [one.entity_id for one in named if one.text.rstrip(".") == short.rstrip(".")]
        long_forms = {one.entity_id for one in named if similarity(plain(one.text), form) >= SAME}
        n_found += bool(ids)
        n_right += bool(ids) and max(sorted(set(ids)), key=ids.count) in long_forms
    return n_right, n_found, len(bodies)

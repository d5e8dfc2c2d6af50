"""Programmes by the grammar of their names: a head noun and the capitals around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.entities.editions import edition_around, year_after
from pipeline.entities.names import slug, trimmed
from pipeline.entities.programmes_foreign import foreign_ranges
from pipeline.entities.programmes_heads import (
    AIMS,
    DATED,
    HELD,
    LOWER_HEAD,
    NAMELESS,
    heads,
    is_proper,
    n_telling,
    singular,
)
from pipeline.entities.programmes_hyphens import in_place, joined
from pipeline.entities.programmes_in_capitals import in_capitals
from pipeline.entities.programmes_left import LOOK_BACK, left_edge
from pipeline.entities.programmes_quoted import quoted_spans
from pipeline.entities.programmes_right import right_edge
from pipeline.entities.spans import Span

_NAMED_PROJECT = re.compile(
    r"\bProject (?!Manage|Direct|Offic|Coordinat|Lead|Team|Assist|Report|Title|Name)[A-Z][a-z]+\b"
)
_IN_BRACKETS = re.compile(r" ?\(([A-Z]{2,8})\)")
_YEAR = re.compile(r"\d{4}(?:-\d+)?")
_BRAND = re.compile(
    r"(?:^|(?<=[\s(\u201c\"]))((?:[A-Z][\w+'\u2019&!-]*)(?: [A-Z][\w+'\u2019&!-]*){1,4}) \| $"
)
_IS_BRAND = re.compile(r"[A-Z]{2}|[a-z][A-Z]|[\d+!]")
"""Signs of a brand in words before "|", which may as well be a person's or a site's name."""
_HELD_IN = re.compile(r" in ((?:1[6-9]|20)\d\d)\b")
_SAID_OF_MANY = frozenset({"Project", "Programme", "Program", "Initiative", "Campaign"})
"""In small letters and the plural they name none: "European Commission projects"."""
_SELDOM_MANY = frozenset({"Years", "Recommendations"})
"""In the plural they seldom name: "Next Fifty Years", "Findings and Recommendations"."""
_OWNED = re.compile(r"(?:['\u2019]s?|\d{4}) $")
"""Before a noun in small letters no name ends: "Venezuela's campaign", "the 2008 campaign"."""
_BLANKS = re.compile(r"\s+")


def programme_spans(text: str) -> list[Span]:
    """Return spans of programmes found by the grammar; overlaps are not resolved.

    A span covers the name and a year right behind it; `name` is without year and number,
    which `edition` holds.
    """
    whole, breaks = joined(text)
    named = _with_full_names(whole, _by_grammar(whole))
    found = [*named, *in_capitals(whole, _by_grammar), *quoted_spans(whole)]
    return [in_place(one, breaks) for one in found]


def _with_full_names(text: str, spans: list[Span]) -> list[Span]:
    """Give "ABC Scheme" the full name where the text has it: "Art by Care (ABC) Scheme"."""
    full = {}
    for one in spans:
        written = text[one.start : one.end]
        if acronym := _IN_BRACKETS.search(written):
            full[f"{acronym.group(1)}{written[acronym.end() :]}"] = one.name
    return [replace(one, name=full.get(one.name, one.name)) for one in spans] if full else spans


def _by_grammar(text: str) -> list[Span]:
    found = dict([*_by_head(text), *_by_lower_head(text), *_by_project(text), *_foreign(text)])
    spans = (_span(text, *place, *head) for place, head in found.items())
    return [_with_brand(text, one) for one in spans if one.name.lower() not in NAMELESS]


Found = tuple[tuple[int, int], tuple[str, bool]]
"""Range of a name, a year behind it not counted; its head noun, and whether a title follows it."""


def _span(text: str, start: int, end: int, noun: str, tail: bool) -> Span:
    last, year = year_after(text, end)
    edition = edition_around(text, start, end)
    if not edition and noun in HELD and (held := _HELD_IN.match(text, end)):
        edition = held.group(1)
    name = canonical(text[start:end])
    if noun in AIMS and year and text[last - 1] != ")":
        name, edition = canonical(text[start:last]), ""
    elif noun in DATED and not tail and (dated := _YEAR.search(edition)):
        name, edition = f"{name} of {dated.group()}", ""
    return Span(start, last, "programme", name, via="rule", edition=edition)


def _with_brand(text: str, span: Span) -> Span:
    """Return a programme with the brand it is announced under; its own name makes its id.

    "|ASEF LinkUp | Asia-Europe Cultural Diplomacy Lab| 2024".
    """
    before = text[max(0, span.start - LOOK_BACK) : span.start]
    found = _BRAND.search(before.rpartition("\n")[2])
    if found is None or before.count("|") > 1:
        return span
    brand, sign = found.group(1), _IS_BRAND.search(found.group(1))
    if sign is None and not span.edition:
        return span
    skipped = brand.rfind(" ", 0, sign.start()) + 1 if sign else 0
    return replace(
        span,
        start=span.start - len(found.group()) + skipped,
        name=f"{brand[skipped:]} | {span.name}",
        entity_id=f"programme:{slug(span.name)}",
    )


def canonical(name: str) -> str:
    """Return a name as it is shown: single blanks, plain quotes, no acronym in brackets."""
    plain = _BLANKS.sub(" ", _IN_BRACKETS.sub("", name))
    return plain.replace("\u2019", "'").strip()


def _by_head(text: str) -> Iterator[Found]:
    for head in heads(text):
        noun = singular(head.group(1))
        end = right_edge(text, head.end(), noun)
        tail = end > head.end()
        is_worldwide = text.endswith("International ", 0, head.start())
        if head.group() in _SELDOM_MANY and not (tail and is_worldwide):
            continue
        start = left_edge(text, head.start(), noun, tail=tail)
        before = text[start : head.start()]
        if is_proper(before, noun, tail=tail and bool(before or head.group() == noun)):
            yield trimmed(text, start, end), (noun, tail)


def _by_lower_head(text: str) -> Iterator[Found]:
    for head in LOWER_HEAD.finditer(text):
        noun = head.group(1).capitalize()
        start = left_edge(text, head.start(), noun, tail=False)
        before = text[start : head.start()]
        if head.group().endswith("s") and (" and " in before or noun in _SAID_OF_MANY):
            continue
        if _OWNED.search(before):
            continue
        if n_telling(before, noun) >= (1 if noun == "Prize" else 2):
            yield trimmed(text, start, head.end()), (noun, False)


def _by_project(text: str) -> Iterator[Found]:
    for named in _NAMED_PROJECT.finditer(text):
        if left_edge(text, named.start(), "Project", tail=False) == named.start():
            yield named.span(), ("Project", True)


def _foreign(text: str) -> Iterator[Found]:
    for start, end in foreign_ranges(text):
        yield trimmed(text, start, end), ("", True)

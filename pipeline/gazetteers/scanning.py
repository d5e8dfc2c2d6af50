"""Find all known names of a text in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.gazetteers.ambiguity import Rule, around
from pipeline.gazetteers.capitals import is_government
from pipeline.gazetteers.hits import Hit
from pipeline.gazetteers.layers import Layer, Words
from pipeline.gazetteers.patterns import Pattern, fits


def all_hits(words: Words, layers: Iterable[Layer], blocked: frozenset[str]) -> list[Hit]:
    """Return everything that is written like a known name, overlaps and all.

    Args:
        words: The text.
        layers: Known names; those of earlier layers are first among equal ranges.
        blocked: Names of places, folded, that mean something else in the text's language.
    """
    found: list[Hit] = []
    for layer in layers:
        for start, end, group in layer.find(words):
            found += _accepted(words, (start, end), group, blocked)
    return found


def _accepted(
    words: Words, place: tuple[int, int], group: tuple[Pattern, ...], blocked: frozenset[str]
) -> Iterator[Hit]:
    """Yield the first place and the first body of a group that fit, and all shy ones."""
    starts, end = words.starts(*place), words.place(place[1] - 1) + 1
    seen: set[bool] = set()
    for one in group:
        is_place = one.entry.is_place
        if is_place in seen or (is_place and one.folded in blocked):
            continue
        if fits(one, words.text, starts, end):
            if not one.entry.shy:
                seen.add(is_place)
            dotted = one.core != one.entry.written and words.text[end : end + 1] == "."
            yield Hit(*words.origin(starts[0] + one.entry.lead, end + dotted), one.entry)


def told_apart(
    places: Iterable[Hit], text: str, folded: str, rules: Mapping[str, Rule]
) -> list[Hit]:
    """Return what names of countries mean where they stand.

    Ambiguous ones become what the words around them and in the document speak for; capitals stay
    only as governments; blocking names go.
    """
    counted: dict[str, tuple[int, ...]] = {}
    kept = []
    for hit in places:
        entry = hit.entry
        rule = rules.get(entry.written)
        if entry.type == "block" or (
            entry.via == "capital" and not is_government(text, hit.start, hit.end)
        ):
            continue
        if rule is None:
            kept.append(hit)
            continue
        if entry.written not in counted:
            counted[entry.written] = rule.counted(folded)
        meant = rule.chosen(counted[entry.written], around(text, hit.start, hit.end))
        if meant is not None:
            kept.append(Hit(hit.start, hit.end, meant))
    return kept

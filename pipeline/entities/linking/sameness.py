"""Whether two names are spellings of one."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.entities.linking.forms import Form
from pipeline.entities.linking.lexicon import Lexicon, is_scan_error

_SMALL = "of for the and on in to at by de la le du des et y e a an s"
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that tell no name from another; s: of a possessor."""

ALIKE = 92.0
"""Least ratio (0 to 100) of the telling words, sorted."""
SHORTEST = 4
"""Letters from which a word may be damaged; shorter ones are acronyms and names."""
LONG = 8
"""Letters from which a word may hold two errors."""
FREE = 3
"""Telling words from which their order does not matter ("Culture, Youth and Sport")."""

_TURNED = "department ministry secretariat office bureau agency embassy commission committee"
TURNED = frozenset(_TURNED.split())
"""Heads that stand before or after what they are for: "Department of Defence"."""

SHORT = {
    "u-n": "un", "united-nations": "un", "u-s": "us", "united-states": "us", "u-k": "uk",
    "united-kingdom": "uk", "u-s-s-r": "ussr", "soviet-union": "ussr", "e-u": "eu",
    "european-union": "eu",
}  # fmt: skip
"""What is written out in some names and shortened in others."""
_LONG_FORM = re.compile(rf"(?<![^-])(?:{'|'.join(sorted(SHORT, reverse=True))})(?![^-])")

OPPOSED = ("north", "south", "east", "west", "inter", "intra", "inner", "outer", "pre", "post")
"""Beginnings by which words are told apart that differ in two letters."""
_OPPOSED = re.compile("|".join(OPPOSED))

_NUMBER = re.compile(r"\d|^[ivx]+$")


def is_same(variant: Form, leader: Form, lexicon: Lexicon, *, is_known: bool = False) -> bool:
    """Tell whether the first is a spelling of the second.

    Never where numbers differ, nor where they differ in words that are both common.

    Args:
        variant: Any.
        leader: Of the same type.
        lexicon: How common words are.
        is_known: Whether the second is a name of the gazetteers: what scanning makes of one of its
            long words is that word, however often a printed page has it so ("Océanographie").
    """
    if variant.slug.replace("-", "") == leader.slug.replace("-", ""):
        return True
    words, others = telling(variant.slug), telling(leader.slug)
    if words == others:
        return len(words) > 1
    if not same_numbers(variant, leader):
        return False
    if fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(others))) < ALIKE:
        return False
    only, missing = _difference(words, others)
    if len(only) != len(missing):
        return False
    if _order(words, only) != _order(others, missing) and not _may_turn(variant.slug, leader.slug):
        return False
    may_be_plural = variant.type == "organisation" or len(words) >= FREE
    if is_known and len(only) == 1 and len(words) >= FREE and _is_misread(only[0], missing[0]):
        return True
    return all(
        (may_be_plural and _is_plural(word, other)) or _is_damaged(word, other, lexicon)
        for word, other in zip(only, missing, strict=True)
    )


def telling(slug: str) -> list[str]:
    """Return the words of a name that tell it from others, in their order."""
    short = _LONG_FORM.sub(lambda found: SHORT[found.group()], slug)
    return [word for word in short.split("-") if word not in SMALL_WORDS]


def same_numbers(one: Form, other: Form) -> bool:
    """Tell whether two names have the same numbers in them, Roman ones too."""
    return numbers(one.slug) == numbers(other.slug)


def numbers(slug: str) -> list[str]:
    """Return the numbers of a name, sorted."""
    return sorted(word for word in slug.split("-") if _NUMBER.search(word))


def _difference(words: list[str], others: list[str]) -> tuple[list[str], list[str]]:
    """Return the words that only one of two names has, in the order of the names."""
    left, right = Counter(words), Counter(others)
    return (
        [word for word in dict.fromkeys(words) if left[word] > right[word]],
        [word for word in dict.fromkeys(others) if right[word] > left[word]],
    )


def _order(words: list[str], without: list[str]) -> list[str]:
    return ["" if word in without else word for word in words]


def _may_turn(slug: str, other: str) -> bool:
    """Tell whether one name's words may stand in the other's order.

    "University of Washington" is not "Washington University".
    """
    if ("university-of" in slug) != ("university-of" in other):
        return False
    words = telling(slug)
    return len(words) >= FREE or bool(TURNED & set(words))


def _are_opposed(word: str, other: str) -> bool:
    """Tell whether two words begin with two different ones of OPPOSED."""
    found, known = _OPPOSED.match(word), _OPPOSED.match(other)
    return bool(found and known and found.group() != known.group())


def _is_plural(word: str, other: str) -> bool:
    """Tell whether one word is the other's plural; short treaties are told apart by it."""
    is_it = word + "s" == other or other + "s" == word
    return is_it and min(len(word), len(other)) >= SHORTEST


def _is_misread(word: str, known: str) -> bool:
    return min(len(word), len(known)) >= LONG and is_scan_error(word, known)


def _is_damaged(word: str, other: str, lexicon: Lexicon) -> bool:
    if min(len(word), len(other)) < SHORTEST or _are_opposed(word, other):
        return False
    if is_scan_error(word, other):
        return lexicon.is_rarer(word, other)
    allowed = 1 + (len(other) >= LONG)
    is_near = Levenshtein.distance(word, other, score_cutoff=allowed) <= allowed
    return is_near and lexicon.may_be(word, other)

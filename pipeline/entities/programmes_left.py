"""Where a programme's name begins, before its head noun."""

from __future__ import annotations

from pipeline.entities.programmes_heads import (
    AIMS,
    CAPITAL,
    DATED,
    ENDS_IN_HEAD,
    ENDS_IN_INSTRUMENT,
    INSTRUMENTS,
    is_proper,
)
from pipeline.entities.programmes_words import (
    ARTICLES,
    KEPT,
    LEADS,
    LINKS,
    NUMBER,
    OPENING,
    ORDINALS,
    OWNER,
    PART,
    SAID_OF,
    YEAR,
)

Word = tuple[int, int]
"""Range of a word in the text."""

LOOK_BACK = 110
"""Code points before a head noun in which the rest of the name is looked for."""


def left_edge(text: str, head: int, noun: str, *, tail: bool) -> int:
    """Return where the name that a head noun ends begins; the head itself where it stands alone.

    Args:
        text: Of a document.
        head: Where the head noun starts.
        noun: It, without its plural s.
        tail: Whether "of ..." or the like follows it.
    """
    words = _words_before(text, head)
    for cut in (_after_article, _after_other_name):
        words = cut(text, words, head, noun, tail)
    if words and text[words[0][0]] == "(":
        words.pop(0)
    while words and _is_lead(text[slice(*words[0])], noun):
        words.pop(0)
    start = words[0][0] if words else head
    if noun in INSTRUMENTS and text.endswith(" international ", 0, start):
        return start - len("international ")
    if not words:
        return head
    if said := SAID_OF.match(text[start:head]):
        start += said.end()
    return _without_owner(text, start, head, noun, tail)


def _words_before(text: str, head: int) -> list[Word]:
    """Return the words before a head noun that may belong to its name, in order."""
    words: list[Word] = []
    low, end = max(0, head - LOOK_BACK), head - 1
    while end > low and text[end] == " ":
        start = max(text.rfind(" ", low, end), text.rfind("\n", low, end), low - 1) + 1
        if start == low > 0:
            break
        word = text[start:end]
        bare = word.lstrip(OPENING)
        if PART.fullmatch(word) or word in LINKS:
            words.append((start, end))
        elif bare != word and PART.fullmatch(bare):
            words.append((end - len(bare), end))
            break
        else:
            break
        end = start - 1
    return words[::-1]


def _after_article(text: str, words: list[Word], head: int, noun: str, tail: bool) -> list[Word]:
    """Begin after the last article, unless a preposition governs it and no name would be left.

    "Jane Roe for the |United Nations Environment Programme", but "|Man of the Year Award".
    """
    for at in range(len(words) - 1, -1, -1):
        if text[slice(*words[at])] in ARTICLES:
            rest = words[at + 1 :]
            after = text[rest[0][0] : head] if rest else ""
            is_governed = at > 0 and text[slice(*words[at - 1])] in ("of", "for")
            if is_governed and CAPITAL.search(after) and not is_proper(after, noun, tail=tail):
                continue
            return rest
    return words


def _after_other_name(text: str, words: list[Word], head: int, noun: str, tail: bool) -> list[Word]:
    """Begin after another programme's name or a year: "Silk Fund and |Spice Programme"."""
    for at in range(len(words) - 2, 0, -1):
        word, rest = text[slice(*words[at])], words[at + 1 :]
        before, after = text[words[0][0] : words[at - 1][1]], text[rest[0][0] : head]
        is_joint = ENDS_IN_INSTRUMENT.search(before) and noun in ("Programme", "Plan", "Program")
        if word in ("and", "&") and at > 1 and ENDS_IN_HEAD.search(before) and not is_joint:
            return rest
        if YEAR.fullmatch(word) and noun not in AIMS and is_proper(after, noun, tail=tail):
            return words[at:]
    return words


def _is_lead(word: str, noun: str) -> bool:
    """Tell whether a word begins no name; the Second Hague Convention is not the first one."""
    if word in ORDINALS or NUMBER.fullmatch(word):
        return noun not in DATED
    return word in LEADS or (bool(YEAR.fullmatch(word)) and noun not in AIMS)


def _without_owner(text: str, start: int, head: int, noun: str, tail: bool) -> int:
    """Return the start after an owner, "UNESCO's |Slave Route Project", where a name is left."""
    while (found := OWNER.match(text[start : head + 1])) and found.group(1).lower() not in KEPT:
        left = start + found.end()
        if YEAR.fullmatch(text[left : left + 4]) and noun not in AIMS:
            left += 5
        if not is_proper(text[left:head], noun, tail=tail):
            break
        start = left
    return start

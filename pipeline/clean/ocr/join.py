"""Words that OCR tore into letters and pieces ("gove rn m e n t s"), put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.ocr.lists import FRAGMENTS
from pipeline.clean.ocr.speller import Speller, are_initials

__all__ = ["Speller", "rejoin"]

LONGEST = 24  # letters of a joined word
# Costs are minus logarithms of probabilities, as the lexicon's of words: the likeliest reading of
# a text is the cheapest. A torn word has many pieces, so it wins by far; these decide ties.
PIECE_COST = 0.7  # of each piece that a joined word has more than one
OWN_COST = 13.0  # a word that the document uses elsewhere
NAME_COST = 14.0  # a capitalised string that is no known word
UNKNOWN_COST = 18.0
FRAGMENT_COST = 12.0  # "inter" by itself
LETTER_COST = 14.0
# A capitalised string of single letters that make no known word: a name, and the likelier one the
# shorter it is; words without spaces between them are cheaper apart.
SPELT_COST = 10.0
SPELT_LETTER_COST = 2.2
CAPITAL_COST = 5.0
EVERYDAY = 300  # rank of words that have a capital at the beginning of sentences alone
COMMON = 3_000  # rank up to which a word may be a torn-off initial and another word
MIN_PIECED = 6  # letters of a word joined from pieces without further evidence
NOTES = frozenset("ABCDEFG")
MIN_SPELT = 4  # single letters in a row that must be one spelt-out word

_ATOM = re.compile(r"[^\W\d_]+|\s+|(?:[^\w\s]|[\d_])+")
_APOSTROPHES = ("'", "\u2019")
_CLITICS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """The cheapest reading of a run of pieces up to some place."""

    cost: float
    start: int
    """Index of the first piece of its last word."""


def rejoin(text: str, speller: Speller, *, boldly: bool) -> str:
    """Join pieces of words in one paragraph.

    Args:
        text: The paragraph.
        speller: From the whole document.
        boldly: Whether the paragraph is known to be torn: any join that gives a likelier text is
            made. If not, only letters in a row, a torn initial, and two or three longer pieces
            that are no words but make one are joined.
    """
    out: list[str] = []
    for run, is_first in _runs(text):
        if isinstance(run, str):
            out.append(run)
        elif boldly or _is_torn(run, speller, is_first):
            out.append(" ".join(_read(run, speller, boldly, is_first)))
        else:
            out.append(" ".join(run))
    return "".join(out)


def _runs(text: str) -> Iterator[tuple[list[str] | str, bool]]:
    """Yield runs of strings of letters between single spaces, and what stands between them.

    The flag is true for a run at the beginning of the text or of a sentence.
    """
    atoms = _ATOM.findall(text)
    run: list[str] = []
    at_start = True
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        if atom[0].isalpha():
            run.append(atom)
            after = atoms[index + 1 : index + 3]
            is_clitic = len(run) == 1 and atom in _CLITICS and atoms[index - 1] in _APOSTROPHES
            if not is_clitic and len(after) == 2 and after[0] == " " and after[1][0].isalpha():
                index += 2
                continue
            yield run, at_start
            run, at_start = [], False
        else:
            yield atom, False
            at_start = (at_start and not run) or atom.strip()[:1] in {".", "!", "?", "“", '"'}
        index += 1
    if run:
        yield run, at_start


def _is_torn(run: list[str], speller: Speller, is_first: bool) -> bool:
    """Tell whether a run may hold something to join; most hold nothing but words."""
    if is_first and len(run) > 1 and len(run[0]) == 1 and run[0].isupper():
        return True
    return any(not speller.is_word(atom) for atom in run if atom.islower() or len(atom) == 1)


def _read(run: list[str], speller: Speller, boldly: bool, is_first: bool) -> list[str]:
    best = [_Reading(0.0, 0)]
    for end in range(1, len(run) + 1):
        options = [
            _Reading(best[start].cost + cost, start)
            for start, cost in _words_ending(run, end, speller, boldly, is_first)
        ]
        best.append(min(options, key=lambda reading: (reading.cost, reading.start)))
    words: list[str] = []
    end = len(run)
    while end > 0:
        start = best[end].start
        words.append("".join(run[start:end]))
        end = start
    return words[::-1]


def _words_ending(
    run: list[str], end: int, speller: Speller, boldly: bool, is_first: bool
) -> Iterator[tuple[int, float]]:
    """Yield where a word that ends here may begin, and what it costs."""
    yield end - 1, _cost_alone(run[end - 1], speller)
    n_letters = len(run[end - 1])
    torn = not speller.is_word(run[end - 1])
    for start in range(end - 2, -1, -1):
        n_letters += len(run[start])
        if n_letters > LONGEST or not _fits(run[start], run[start + 1 : end]):
            return
        torn = torn or not speller.is_word(run[start])
        pieces = run[start:end]
        if (
            torn
            and not are_initials(run, start, end)
            and not _is_initial(pieces, speller)
            and not _is_named_letter(pieces, speller)
            and not _in_alphabet(run, start, end)
            and (boldly or _is_certain(pieces, speller, is_first and start == 0))
        ):
            cost = _cost_joined(pieces, speller)
            if cost is not None:
                begins = is_first and start == 0
                yield start, cost + (0.0 if begins else _cost_of_capital(pieces, speller))


def _fits(first: str, rest: list[str]) -> bool:
    """Tell whether pieces agree in case: capitals throughout, or but for the first letter none."""
    return all(piece.islower() for piece in rest) or (
        first.isupper() and all(piece.isupper() for piece in rest)
    )


def _is_initial(pieces: list[str], speller: Speller) -> bool:
    """Tell "R and", "P to" from words whose first letter was torn off: "T he", "W hen"."""
    if len(pieces) != 2 or len(pieces[0]) > 1 or pieces[0].islower():
        return False
    rank = speller.lexicon.ranks.get("".join(pieces).lower(), COMMON)
    return rank >= COMMON and speller.is_word(pieces[1])


def _is_named_letter(pieces: list[str], speller: Speller) -> bool:
    """Tell "h is the height" and "options b and c" from "t he": the word is likelier than both."""
    letter, word = sorted(pieces[:2], key=len)
    if len(pieces) != 2 or len(letter) > 1 or len(word) == 1 or not speller.is_word(word):
        return False
    ranks = speller.lexicon.ranks
    joined = ranks.get("".join(pieces).lower(), COMMON)
    return ranks.get(word.lower(), COMMON) <= joined


def _in_alphabet(run: list[str], start: int, end: int) -> bool:
    """Tell letters that stand for themselves: three at least in the order of the alphabet."""
    if any(len(piece) > 1 for piece in run[start:end]):
        return False
    first, last = max(0, start - 1), min(len(run), end + 1)
    steps = [ord(b[0]) - ord(a[0]) if len(a + b) == 2 else 0 for a, b in pairwise(run[first:last])]
    own = steps[start - first : len(steps) - (last - end)]
    return set(own) == {1} and steps.count(1) > 1


def _is_certain(pieces: list[str], speller: Speller, is_first: bool) -> bool:
    """Tell whether a join needs no further evidence than that it makes a word."""
    if is_first and len(pieces) == 2 and len(pieces[0]) == 1 and pieces[0].isupper():
        return True
    if all(len(piece) == 1 for piece in pieces):
        rank = speller.lexicon.ranks.get("".join(pieces), EVERYDAY)
        return len(pieces) >= MIN_SPELT or (len(pieces) == MIN_SPELT - 1 and rank < EVERYDAY)
    if len(pieces) == 2 and len(pieces[0]) == 1 and pieces[0].isupper():
        return len(pieces[1]) >= MIN_SPELT and not any(map(speller.is_word, pieces))
    if not any(map(speller.is_word, pieces)) and pieces[0].isupper() == pieces[-1].isupper():
        return sum(map(len, pieces)) >= MIN_PIECED
    n_letters = sum(map(len, pieces))
    is_pieced = len(pieces) <= 3 and n_letters >= MIN_PIECED and min(map(len, pieces)) >= 2
    return is_pieced and not _may_be_two(pieces, speller)


def _may_be_two(pieces: list[str], speller: Speller) -> bool:
    """Tell "an atomically thin layer" and "digital gov" from "for eign" and "con cerned".

    Beside a common word, a long string is more likely a word that nobody listed than the rest of
    one, and what the text uses elsewhere as one word may here be two.
    """
    ranks = speller.lexicon.ranks
    is_beside = any(ranks.get(piece.lower(), COMMON) < COMMON for piece in pieces)
    is_listed = speller.has_whole("".join(pieces).lower())
    longest = max(len(piece) for piece in pieces if not speller.is_word(piece))
    return is_beside and (longest >= MIN_PIECED or not is_listed)


def _cost_alone(atom: str, speller: Speller) -> float:
    if len(atom) == 1:
        return 3.0 if atom in ("a", "A", "I") else LETTER_COST
    lower = atom.lower()
    if lower in FRAGMENTS:
        return FRAGMENT_COST
    if not speller.has(lower):
        if lower in speller.own:
            return OWN_COST
        return UNKNOWN_COST if atom.islower() or len(atom) < 4 else NAME_COST
    return speller.lexicon.cost(lower)


def _cost_of_capital(pieces: list[str], speller: Speller) -> float:
    """Return what it costs that an everyday word has a capital within a sentence: "An a Bo"."""
    if pieces[0].islower() or pieces[-1].isupper():
        return 0.0
    rank = speller.lexicon.ranks.get("".join(pieces).lower(), EVERYDAY)
    return CAPITAL_COST if rank < EVERYDAY else 0.0


def _cost_joined(pieces: list[str], speller: Speller) -> float | None:
    """Return what a joined word costs; None: it is no word."""
    word = "".join(pieces).lower()
    n_single = sum(len(piece) == 1 for piece in pieces)
    if n_single == len(pieces) > 2 and NOTES.issuperset(pieces):
        return None  # "C D E F G A B" are notes
    extra = PIECE_COST * (len(pieces) - 1)
    is_name = pieces[0][0].isupper() and pieces[-1].islower() and word in speller.lexicon.ranks
    if is_name or speller.has_whole(word):
        return speller.lexicon.cost(word) + extra
    if word in speller.own and len(word) >= MIN_SPELT:
        return OWN_COST + extra
    if n_single >= MIN_SPELT and n_single * 2 > len(pieces) and pieces[0][0].isupper():
        return SPELT_COST + SPELT_LETTER_COST * len(word) + extra
    return None

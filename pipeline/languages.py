"""Which tools read which language, in one place, and what is left undone without them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from types import MappingProxyType

from pipeline.records import UNDETERMINED

NAMES, TOPICS, SUGGESTIONS = "names", "topics", "suggestions"
LACKABLE = (NAMES, TOPICS, SUGGESTIONS)
"""What may be undone for a document, in the order in which it is always named. Countries, dates,
publisher's labels, families and the vocabulary's labels need no model and are never lacking."""

SKLEARN_ENGLISH = "sklearn:english"
"""The list that topics are measured with; spaCy's English one is another."""
_SPACY = "spacy:"

# Languages of which spaCy ships stop words, by ISO 639-1 code.
_LISTED = (
    "af am ar az bg bn bo ca cs da de el es et eu fa fi fr ga gd gu he hi hr ht hu hy id is it ja "
    "kn ko ky la lb lg lt lv mk ml mr ms nb ne nl pl pt ro ru sa si sk sl sq sr sv ta te th ti tl "
    "tn tr tt uk ur vi yo zh"
)
# Where it has the list under another code: Norwegian under Bokmål, Kurdish under Kurmanji.
_ELSEWHERE = (("no", "nb"), ("ku", "kmr"))
_SPACY_STOP_WORDS = MappingProxyType({code: code for code in _LISTED.split()} | dict(_ELSEWHERE))


@dataclass(frozen=True, slots=True)
class Route:
    """What reads documents of one language."""

    language: str
    """ISO 639-1, or UNDETERMINED."""
    recogniser: bool
    """Whether the spaCy pipeline of the settings and the rules for names read it; if not, the
    gazetteers alone find countries and known names in it."""
    encoder: bool
    """Whether the sentence encoder understands it; topics and suggestions need that."""
    stop_words: str
    """Name of its list of stop words, for `stop_words`; empty where there is none."""


# A text whose language cannot be told is short, a list or a table: mostly names, which are read
# as in English, as it is the language most likely here and the one that most can be done for.
_ENGLISH_TOO = (UNDETERMINED,)
_ENGLISH = Route("en", recogniser=True, encoder=True, stop_words=SKLEARN_ENGLISH)


def route(language: str) -> Route:
    """Return what reads a language; every code has a route, if only an empty one.

    Args:
        language: ISO 639-1, or UNDETERMINED.
    """
    if language == _ENGLISH.language or language in _ENGLISH_TOO:
        return Route(language, _ENGLISH.recogniser, _ENGLISH.encoder, _ENGLISH.stop_words)
    listed = _SPACY_STOP_WORDS.get(language)
    return Route(language, False, False, f"{_SPACY}{listed}" if listed else "")


def lacks(language: str) -> tuple[str, ...]:
    """Return which of LACKABLE cannot be done for documents of a language, in that order."""
    found = route(language)
    done = {NAMES: found.recogniser, TOPICS: found.encoder, SUGGESTIONS: found.encoder}
    return tuple(part for part in LACKABLE if not done[part])


@cache
def stop_words(name: str) -> frozenset[str]:
    """Load a list of stop words by the name a route gives it; none for an empty name.

    Raises:
        ValueError: There is no such list.
    """
    if not name:
        return frozenset()
    if name == SKLEARN_ENGLISH:
        return frozenset(import_module("sklearn.feature_extraction.text").ENGLISH_STOP_WORDS)
    code = name.removeprefix(_SPACY)
    if code == name or code not in _SPACY_STOP_WORDS.values():
        raise ValueError(f"no stop words are called {name!r}")
    return frozenset(_spacy_words(code))


def _spacy_words(code: str) -> set[str]:
    """Return spaCy's list for a language without importing spaCy, which takes seconds.

    Its French package alone compiles expressions for four.
    """
    spacy = find_spec("spacy")
    folders = spacy.submodule_search_locations if spacy else None
    path = Path((folders or ["spacy"])[0], "lang", code, "stop_words.py")
    words: set[str] = run_path(str(path))["STOP_WORDS"]
    return words

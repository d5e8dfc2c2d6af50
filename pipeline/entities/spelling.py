"""One spelling of a name's words: British for American, whole for damaged or shortened."""

from __future__ import annotations

import re

from pipeline.gazetteers import fold

_DAMAGE = re.compile(r"[\u00ac\u00ad]\s*|(?<=[a-z])-\s+(?!(?:and|or|und|et|y|e)\b)(?=[a-z])")
"""Hyphens that a scan left at the end of its lines: "Inter- national", but not "pre- and"."""
_AND = re.compile(r"(?<=\s)&(?=\s)")
_POSSESSIVE = re.compile(r"(?<=[a-z])['\u2019]s\b|(?<=s)['\u2019](?=\s)", re.I)
_LETTERS = re.compile(r"\b(\w(?: \w)+)\b(?! \w\b)")
_JOINED = re.compile(
    r"\b(co|inter|multi|non|trans) "
    r"(?=(?:operat|ordinat|govern|nation|cultur|profit)\w*)"
)
"""Prefixes written with or without a hyphen."""
_ZATION = re.compile(r"iz(?=ations?$|ational$)")

_PAIRS = (
    "center centre centers centres theater theatre theaters theatres program programme "
    "programs programmes labor labour defense defence catalog catalogue dialog dialogue "
    "color colour honor honour harbor harbour neighborhood neighbourhood jewelry jewellery "
    "archeology archaeology archeological archaeological esthetics aesthetics "
    "dept department govt government assn association assoc association univ university "
    "natl national intl international inst institute"
)
_WORDS = _PAIRS.split()
BRITISH = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""Words that are written in two ways, or shortened, by their one spelling."""

_LEGAL = "inc ltd limited llc llp plc gmbh corp co bv pty srl"
LEGAL_FORMS = frozenset(_LEGAL.split())
"""Left out at the end of a name."""


def normal_words(name: str) -> list[str]:
    """Return the folded words of a name in their one spelling, without "the" and "Ltd".

    "The U.S. Center for Arts & Co-operation, Inc." and "US Centre for Arts and Cooperation" give
    the same.
    """
    plain = _POSSESSIVE.sub(_joined_s, _AND.sub("and", _DAMAGE.sub("", name)))
    folded = " ".join(fold(plain).split())
    folded = _LETTERS.sub(lambda found: found.group().replace(" ", ""), folded)
    words = [
        _ZATION.sub("is", BRITISH.get(word, word)) for word in _JOINED.sub(r"\1", folded).split()
    ]
    if len(words) > 1 and words[0] in ("the", "a"):
        words = words[1:]
    while len(words) > 2 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return words


def _joined_s(possessive: re.Match[str]) -> str:
    return "s" if possessive.group().lower().endswith("s") else ""

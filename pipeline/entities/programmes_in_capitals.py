"""Programmes named in capitals, as headings and the title pages of speeches have them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.entities.spans import Span

_SIGNS = r"A-Z\u2019'&\-"
_HEADLINE = re.compile(rf"(?<![{_SIGNS}\w])[A-Z][{_SIGNS}]*(?: [A-Z\d][{_SIGNS}\d]*){{2,}}(?!\w)")
"""Three words or more in capitals in a row, without a stop."""
LONGEST_HEADLINE = 16
"""Words; where more are set in capitals, whole paragraphs are."""
LONGEST_NAME = 8
"""Words; a longer "name" in capitals was none in 20 of 22 cases (speeches, notes, telegrams)."""
MOST_IN_CAPITALS = 0.3
"""Share of a text; beyond it capitals tell nothing (telegrams, notes for speeches)."""
_NO_NAME = re.compile(
    r"(?:Policy|Dialogue|Talks|List|Series|Register|Framework|Plan)$|"
    r"\b(?:Is|Are|Was|Were|Has|Have|Had|Be|We|I|It|This|That|Received|Minister|Pm|Mp|Speech|Address|"
    r"Statement|Press|Launch|Opening)\b(?!')|"
    r"^(?:One|Two|Three|Four|Five|Six|Ten) "
)
"""What title pages put beside a name, which cannot be told apart without stops, and heads that
lists of keywords in capitals end in, too: "CULTURAL DIPLOMACY CULTURAL POLICY"."""
_LINKS = "OF THE FOR AND ON IN TO AT A AN BY FROM WITH AGAINST CONCERNING OR ITS THEIR DE DU LA"
_SMALL = frozenset(_LINKS.split())
_WORD = re.compile(r"[^ ]+")


def in_capitals(text: str, find: Callable[[str], list[Span]]) -> list[Span]:
    """Return the programmes in words set in capitals.

    Args:
        text: Of a document.
        find: Finds programmes in text set as usual.

    Returns:
        Spans whose names are set as usual: "Sydney Film Festival".
    """
    found: list[Span] = []
    lines = list(_HEADLINE.finditer(text))
    if sum(len(line.group()) for line in lines) > MOST_IN_CAPITALS * len(text):
        return []
    for line in lines:
        if line.group().count(" ") < LONGEST_HEADLINE:
            usual = _WORD.sub(lambda word: _as_usual(word.group()), line.group())
            found += [
                replace(one, start=one.start + line.start(), end=one.end + line.start())
                for one in find(usual)
                if one.name.count(" ") < LONGEST_NAME and not _NO_NAME.search(one.name)
            ]
    return found


def _as_usual(word: str) -> str:
    """Return a word in lower case but for its first letter, and for those after a hyphen."""
    return word.lower() if word in _SMALL else "-".join(map(str.capitalize, word.split("-")))

"""Sentences of a text as code-point spans, not split at "Dr. Smith" or "the U.S. Government"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MOST_WORDS = 80
"""A longer one is a list or a table: it is cut between words."""

Span = tuple[int, int]

_END = re.compile(r"[.!?…][\"'”\u2019»)\]]*\s+(?=[^\sa-z])|[\u3002\uff01\uff1f]|\n\s*")
_ABBREVIATED = (
    "abs adm al anon approx apr apt art assn assoc asst aug ave bd bldg bros brig bzw ca capt cdr "
    "cf ch chap cie cmdr co col corp cpl dec dept det dir div dr ed edn eds eg engl esp est esq "
    "excl exec feb fig figs fl fr ft gen gov govt hon hr hrsg ie inc incl inst int intl jan jr jul "
    "jun jt lt ltd mag maj mar messrs mgr mlle mme mr mrs ms msgr mt no nos nov nr nrs oct op orig "
    "para phd pl pp pref pres prof prov pt pty pub rd ref rep reps ret rev rs sen sens sep sept "
    "ser sgt sr sra srta st ste str supp supt transl trans univ usw vgl viz vol vols vs"
)
"""Words that a full stop follows inside a sentence; "etc." and "p.m." end one as often."""
_DOTTED = re.compile(r"(?<!\w)(?:\w\.)+$")
"""An initial or an acronym with stops: "J.", "U.S."..."""
_STARTING = (
    "a after although an and as at both but by during even for from he here how however i if in it "
    "its many more most no not of on one other our she since so some such that the their there "
    "these they this those though to under until we what when where which while who why with you "
    "your"
)
"""...which end a sentence only where one of these words follows with a capital."""
_ABBREVIATIONS, _STARTERS = frozenset(_ABBREVIATED.split()), frozenset(_STARTING.split())
_LAST_WORD = re.compile(r"[\w.'\u2019-]*$")
_NEXT_WORD = re.compile(r"\W*(\w+)")
_NUMBERED = re.compile(r"\W*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\W*")
"""Nothing but the number of a list's item."""
_GERMAN_MONTH = re.compile(r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_WORD = re.compile(r"\S{1,40}")  # longer ones are no words


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of a stretch of text, in order; paragraphs end them, too.

    Returns:
        Half-open ranges of code points in `text`, without the blanks around them; none empty.
    """
    stop = len(text) if end is None else end
    edges = [start, *_edges(text, start, stop), stop]
    spans = (_stripped(text, a, b) for a, b in pairwise(edges) if text[a:b].strip())
    return [part for span in spans for part in _parts(text, span)]


def _edges(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the places at which a new sentence begins."""
    last = start
    for found in _END.finditer(text, start, end):
        if found.group()[0] in "\n\u3002\uff01\uff1f" or _ends(text, last, found):
            yield found.end()
            last = found.end()


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether a stop before a capital ends the sentence that begins at `start`."""
    at = found.start()
    if text[at] != "." or found.group()[1:].strip():
        return True
    if _NUMBERED.fullmatch(text, start, at + 1):
        return False
    word = _last_word(text, start, at)
    following = _NEXT_WORD.match(text, found.end())
    after = following.group(1) if following else ""
    if word.isdigit():
        return len(word) > 2 or not _GERMAN_MONTH.match(after)
    if _DOTTED.fullmatch(f"{word}."):
        return len(word) > 1 and after[:1].isupper() and after.lower() in _STARTERS
    if word.lower().replace(".", "") in _ABBREVIATIONS:
        return word.lower() == "no" and not after.isdigit()
    return True


def _last_word(text: str, start: int, end: int) -> str:
    # Looked for in the last few signs only: a paragraph may be a book.
    found = _LAST_WORD.search(text[max(start, end - 40) : end])
    return found.group().strip("'\u2019-") if found else ""


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _parts(text: str, span: Span) -> list[Span]:
    words = list(_WORD.finditer(text, *span))
    if len(words) <= MOST_WORDS:
        return [span]
    runs = [words[at : at + MOST_WORDS] for at in range(0, len(words), MOST_WORDS)]
    return [(run[0].start(), run[-1].end()) for run in runs]

"""Names that look like programmes by definition, quotation marks or title, for a person to judge.

"Listen Local is a project that ..." tells more than a name's capitals do, and less than a head
noun in it: such names are proposed, and count once an analyst has accepted them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.entities.discovery_patterns import NOUN, presented
from pipeline.entities.editions import edition_around, year_after
from pipeline.entities.names import is_plain, is_spaced_out, lower_words, trimmed
from pipeline.entities.programmes import canonical
from pipeline.entities.programmes_hyphens import in_place, joined
from pipeline.entities.programmes_words import KEPT, LEADS, OWNER
from pipeline.entities.spans import Span

KINDS = ("definition", "example", "name", "quotation", "title")
"""How a name was presented, the most telling first."""

LONGEST_EVIDENCE = 240
"""Code points of a sentence that are shown."""
LONGEST_SENTENCE = 1_200
"""Code points; a longer "sentence" is a table or a list without stops."""
MOST_PROPOSED = 12
"""Names of one document; more are a catalogue's."""

_HAS_NOUN = re.compile(rf"\b{NOUN}s?\b")
_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019)]*\s|\n")
_TITLE_PARTS = re.compile(r"\s+[|\u2013\u2014-]\s+|:\s+")
_ENDS_IN_YEAR = re.compile(r"(?: in)? (?:1[6-9]|20)\d\d$")
_CALL = re.compile(rf"\b(?:open call|call for|apply|applications?|deadline|{NOUN}s?)\b", re.I)
_NO_NAMES = (
    "Indeed Left Right Above Below Opposite Ours Theirs Later Meanwhile However Moreover Photo "
    "Furthermore Therefore Nevertheless Instead Finally Perhaps Together Elsewhere Afterwards"
)
NO_NAMES = LEADS | frozenset(_NO_NAMES.split())
"""First words of sentences and captions."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that a document presents as a programme's."""

    name: str
    kind: str
    """One of KINDS."""
    sentence: str
    """That presents it, shortened; of kind "title": the title."""

    @property
    def evidence(self) -> str:
        """One line for a person."""
        return f"{self.kind}: {self.sentence}"


def proposed_spans(text: str, title: str) -> list[Span]:
    """Return spans, via "proposed", of names that a document presents as programmes.

    Args:
        text: Of the document.
        title: Its title; may be empty.

    Returns:
        Every occurrence of each proposed name, in order; none overlaps another.
    """
    whole, breaks = joined(text)
    names = {one.name: one for one in proposals(whole, title)}
    return [in_place(one, breaks) for one in _occurrences(whole, names)] if names else []


def _occurrences(text: str, names: Mapping[str, Proposal]) -> list[Span]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    return [
        Span(
            found.start(), year_after(text, found.end())[0], "programme", canonical(found.group()),
            via="proposed", edition=edition_around(text, *found.span()),
            evidence=names[found.group()].evidence,
        )
        for found in pattern.finditer(text)
    ]  # fmt: skip


def proposals(text: str, title: str) -> list[Proposal]:
    """Return what a document presents as programmes, the best evidence of each name.

    Args:
        text: Of the document.
        title: Its title; may be empty.

    Returns:
        In order of kind, then name; at most MOST_PROPOSED. Names that a person or the corpus
        knows to be something else are for the caller to leave out.
    """
    if not _HAS_NOUN.search(text):
        return []
    words = lower_words(text)
    best: dict[str, Proposal] = {}
    for one in (*_in_sentences(text), *_in_title(text, title)):
        known = best.get(one.name)
        if is_new_name(one.name, words) and (known is None or _rank(one) < _rank(known)):
            best[one.name] = one
    return sorted(best.values(), key=lambda one: (_rank(one), one.name))[:MOST_PROPOSED]


def _rank(one: Proposal) -> int:
    return KINDS.index(one.kind)


def is_new_name(name: str, words: frozenset[str]) -> bool:
    """Tell whether a name can be a programme's that no head noun gives away.

    Args:
        name: Trimmed.
        words: All lower-case words of the document.
    """
    return (
        not _is_opening(name)
        and not is_plain(name, words)
        and not is_spaced_out(name)
        and len(name) > 2
    )


def _is_opening(name: str) -> bool:
    """Tell whether a would-be name begins with a word that only opens a sentence."""
    first = name.split(" ", 1)[0]
    return first in NO_NAMES or first.endswith("ly")


def _in_sentences(text: str) -> Iterator[Proposal]:
    for start, end in _sentences(text):
        sentence = text[start:end]
        for kind, first, last in presented(sentence):
            if not _is_opening(sentence[first:last].removeprefix("The ")):
                yield _proposal(sentence, kind, first, last)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that speak of a programme."""
    done = -1
    for noun in _HAS_NOUN.finditer(text):
        if noun.start() < done:
            continue
        start = max(0, noun.start() - LONGEST_SENTENCE // 2)
        for stop in _SENTENCE_END.finditer(text, start, noun.start()):
            start = stop.end()
        stop_after = _SENTENCE_END.search(text, noun.end())
        done = stop_after.start() + 1 if stop_after else len(text)
        if done - start < LONGEST_SENTENCE:
            yield start, done


def _proposal(sentence: str, kind: str, start: int, end: int) -> Proposal:
    start, end = trimmed(sentence, start, end)
    owner = OWNER.match(sentence[start:end])
    if owner and owner.group(1).lower() not in KEPT:
        start += owner.end()
    name = _ENDS_IN_YEAR.sub("", sentence[start:end])
    return Proposal(name, kind, _shortened(sentence, start))


def _shortened(sentence: str, at: int) -> str:
    """Return a sentence on one line, cut around a place where it is long."""
    low = max(0, min(at - LONGEST_EVIDENCE // 3, len(sentence) - LONGEST_EVIDENCE))
    cut = " ".join(sentence[low : low + LONGEST_EVIDENCE].split())
    return f"{'... ' if low else ''}{cut}{' ...' if low + LONGEST_EVIDENCE < len(sentence) else ''}"


def _in_title(text: str, title: str) -> Iterator[Proposal]:
    """Yield parts of a title that speaks of a call or a programme, if the text has them, too."""
    if not _CALL.search(title):
        return
    for part in _TITLE_PARTS.split(title):
        name = _ENDS_IN_YEAR.sub("", part.strip())
        if 0 < name.count(" ") < 7 and name in text and not name.isupper() and _is_titled(name):
            yield Proposal(name, "title", " ".join(title.split())[:LONGEST_EVIDENCE])


def _is_titled(name: str) -> bool:
    """Tell whether a name's longer words are all capitalised."""
    return all(not word[0].islower() for word in name.split() if len(word) > 4)

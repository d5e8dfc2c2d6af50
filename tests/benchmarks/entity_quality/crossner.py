"""Organisations and parties in CrossNER's sentences on politics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser
from pipeline.records import Document
from tests.benchmarks.entity_quality.nouns import Found, Row

KINDS = ("organisation", "politicalparty")
CLOSING = frozenset({",", ".", ")", ";", ":", "!", "?", "'s", "%", "\u201d"})
"""Tokens before which no space stands."""
OPENING = ("(", "\u201c")
"""Signs after which no space stands."""
_ARTICLE = re.compile(r"(?:the|an?) ", re.I)
_POSSESSIVE = re.compile(r"['\u2019]s?$")

Range = tuple[int, int]


def measure(path: Path, recogniser: Recogniser) -> Iterator[Row]:
    """Yield exact and overlapping matches; articles and possessives at the edges do not count."""
    ours = {"exact": Found(), "overlap": Found()}
    peer = {"exact": Found(), "overlap": Found()}
    for number, sentence in enumerate(_sentences(path)):
        text, wanted = _read(sentence)
        (mentions,) = find_mentions([Document(str(number), 1, "s", "", text, "en")], recogniser)
        found = _bare(
            text,
            (
                (one.start, one.end)
                for one in mentions
                if one.type == "organisation"
                and one.inside != "organisation"
                and one.via != "undefined"
            ),
        )
        stock = _bare(text, ((s.start, s.end) for s in recogniser.read(text) if s.label == "ORG"))
        for box, ranges in ((ours, found), (peer, stock)):
            box["exact"].add(len(ranges & wanted), len(ranges), len(wanted))
            box["overlap"].add(_overlapping(ranges, wanted), len(ranges), len(wanted))
    for kind, box in ours.items():
        yield Row("crossner politics", f"organisations, {kind}", box, peer[kind])


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line.split() for line in block.splitlines() if line.strip()]
        if lines:
            yield [(word, tag) for word, tag in lines]


def _read(sentence: Iterable[tuple[str, str]]) -> tuple[str, set[Range]]:
    """Return the sentence as it was printed, and the ranges of organisations in it."""
    text, kept = "", []
    for word, tag in sentence:
        text += "" if not text or word in CLOSING or text.endswith(OPENING) else " "
        if tag.startswith("B-"):
            kept.append([len(text), 0, tag[2:]])
        text += word
        if tag != "O" and kept:
            kept[-1][1] = len(text)
    return text, _bare(text, ((one[0], one[1]) for one in kept if one[2] in KINDS))


def _bare(text: str, ranges: Iterable[Range]) -> set[Range]:
    """Return ranges without leading articles and trailing possessives."""
    bare = set()
    for start, end in ranges:
        article = _ARTICLE.match(text, start, end)
        tail = _POSSESSIVE.search(text, start, end)
        bare.add((article.end() if article else start, tail.start() if tail else end))
    return bare


def _overlapping(found: set[Range], wanted: set[Range]) -> int:
    """Return how many found ranges touch a wanted one, one to one, from the left."""
    left = sorted(wanted)
    n_right = 0
    for start, end in sorted(found):
        for one in left:
            if one[0] < end and start < one[1]:
                left.remove(one)
                n_right += 1
                break
    return n_right

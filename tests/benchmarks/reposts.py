"""Re-posts as offices make them, and look-alikes that are none: material to measure families on."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.records import Document, document_id

ARTICLES = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "articles"
N_OFFICES = 6
BOILERPLATE_WORDS = 60

Words = list[str]
Writer = Callable[[int], Words]
"""Writes so many new words."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A document and what it is a re-post of."""

    document: Document
    origin: str
    """Equal for documents that are one publication."""
    sort: str
    """Of edit, or of look-alike."""


def sample_articles() -> list[Words]:
    """Return the words of the shipped sample articles, without their heads."""
    bodies = (path.read_text("utf-8").split("---", 2)[2] for path in sorted(ARTICLES.glob("*.md")))
    return [body.split() for body in bodies]


def chain_writer(texts: Sequence[Words], rng: random.Random) -> Writer:
    """Return a writer on the subjects of some texts: a chain of words that follow each other."""
    after = defaultdict(list)
    for text in texts:
        for word, following in pairwise(text):
            after[word].append(following)
    starts = sorted(after)

    def write(n_words: int) -> Words:
        made = [rng.choice(starts)]
        while len(made) < n_words:
            made.append(rng.choice(after.get(made[-1], starts)))
        return made

    return write


def shuffled_writer(rng: random.Random, n_known: int = 20_000) -> Writer:
    """Return a fast writer of words that are as frequent as words are (Zipf)."""
    known = [f"{'bcdfglmnprst'[i % 12]}{'aeiou'[i % 5]}{i}" for i in range(n_known)]
    weights = [1 / (i + 10) for i in range(n_known)]
    cumulated = [sum(weights[:1])]
    for weight in weights[1:]:
        cumulated.append(cumulated[-1] + weight)

    def write(n_words: int) -> Words:
        return rng.choices(known, cum_weights=cumulated, k=n_words)

    return write


class Reposter:
    """Makes edited copies; one is enough for any number of texts."""

    def __init__(self, write: Writer, rng: random.Random) -> None:
        """Take a writer for whatever an office adds."""
        self._write, self._rng = write, rng
        self._about = [write(BOILERPLATE_WORDS) for _ in range(N_OFFICES)]

    def edits(self) -> dict[str, Callable[[Words], Words]]:
        """Return every sort of edit by name."""
        return {
            "set anew": lambda text: [word.upper() for word in text],
            "edited head": lambda text: self.head(text, 0.08, 0.2),
            "cut tail": lambda text: self.tail(text, 0.15, 0.4),
            "boilerplate added": lambda text: text + self.about(),
            "words changed": self.changed,
            "head, tail, boilerplate": lambda text: (
                self.tail(self.head(text, 0.06, 0.12), 0.1, 0.25) + self.about()
            ),
            "another office": lambda text: (
                self._write(self._rng.randint(8, 25)) + self.head(text, 0.05, 0.1) + self.about()
            ),
            "abridged": self.abridged,
            "excerpt": self.excerpt,
            "teaser with a link": lambda text: self.excerpt(text) + self._write(6),
        }

    def about(self) -> Words:
        """Return the standing text of one of the offices."""
        return self._rng.choice(self._about)

    def head(self, text: Words, least: float, most: float) -> Words:
        """Put a new beginning in the place of the old one."""
        n = round(len(text) * self._rng.uniform(least, most))
        return self._write(n) + text[n:]

    def tail(self, text: Words, least: float, most: float) -> Words:
        """Cut the end off."""
        return text[: len(text) - round(len(text) * self._rng.uniform(least, most))]

    def changed(self, text: Words) -> Words:
        """Change one word in thirteen."""
        return [self._write(1)[0] if self._rng.random() < 1 / 13 else word for word in text]

    def abridged(self, text: Words) -> Words:
        """Leave out every third run of 20 words."""
        return [word for i, word in enumerate(text) if i // 20 % 3 != 1]

    def excerpt(self, text: Words) -> Words:
        """Keep a fifth to three fifths on end: mostly the beginning."""
        n = round(len(text) * self._rng.uniform(0.2, 0.6))
        start = 0 if self._rng.random() < 0.7 else self._rng.randint(0, len(text) - n)
        return text[start : start + n]


def reposts(texts: Sequence[Words], write: Writer, rng: random.Random) -> Iterator[Planted]:
    """Yield each text and one or two edited copies of it, every sort of edit equally often."""
    reposter = Reposter(write, rng)
    edits = list(reposter.edits().items())
    for number, text in enumerate(texts):
        origin = f"text{number}"
        with_about = text + reposter.about() if number % 2 else text
        yield planted(origin, "original", with_about)
        for turn in sorted({number % len(edits), (number // len(edits) + 2) % len(edits)}):
            name, edit = edits[turn]
            yield planted(origin, name, edit(text))


def lookalikes(write: Writer, rng: random.Random) -> Iterator[Planted]:
    """Yield documents that share text and are none the less different publications."""
    about = write(100)
    for n in range(30):
        news = write(rng.randint(90, 250))
        yield planted(f"office{n}", "shared boilerplate", news + about)
    long = write(200)
    for n in range(30):
        yield planted(
            f"short{n}", "short news, long boilerplate", write(rng.randint(45, 70)) + long
        )
    rare = write(90)
    for n in range(4):
        yield planted(f"rare{n}", "shared boilerplate, few", write(rng.randint(80, 160)) + rare)
    for series, n_issues in enumerate((6, 60)):
        blocks = [write(50) for _ in range(4)]
        for n in range(n_issues):
            issue = [word for block in blocks for word in [*block, *write(34)]]
            yield planted(f"bulletin{series}-{n}", "bulletin from a template", issue)
    yield from _compendia(write, rng)
    quoted = write(60)
    for n in range(5):
        text = write(110) + quoted + write(60)
        yield planted(f"quoting{n}", "shared quotation", text)
    yield planted("quoted", "shared quotation", quoted)


def _compendia(write: Writer, rng: random.Random) -> Iterator[Planted]:
    releases = [write(rng.randint(150, 300)) for _ in range(20)]
    for n, release in enumerate(releases):
        yield planted(f"release{n}", "in a yearbook", release)
    yield planted("yearbook", "yearbook", [word for release in releases for word in release])
    for n in range(5):
        news = releases[4 * n : 4 * n + 4]
        yield planted(f"digest{n}", "digest of four", [word for text in news for word in text])
    halves = [write(200), write(210)]
    yield planted("half0", "in a digest of two", halves[0])
    yield planted("half1", "in a digest of two", halves[1])
    yield planted("both", "digest of two", halves[0] + halves[1])


def planted(origin: str, sort: str, text: Words) -> Planted:
    """Return a document of these words; its id tells nothing of where it comes from."""
    body = " ".join(text)
    id_ = document_id(f"{origin} {sort} {body}")
    document = Document(id=id_, revision=1, source_id="planted", title="", text=body, language="en")
    return Planted(document, origin, sort)

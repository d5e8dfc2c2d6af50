"""Title and authors of a PDF, by agreement of what the file says of itself and what it shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.clean.decode import repair
from pipeline.clean.head import is_generic, split_authors
from pipeline.clean.parts import claim
from pipeline.clean.pdf.lines import Line, letters, plain
from pipeline.clean.pdf.paragraphs import Paragraph

MAX_TITLE = 250  # characters
MIN_KEY = 8  # letters; shorter ones stand in anything
MIN_AGREED = 0.6  # of the longer one's words that two forms of a title share
HUGE = 1.8  # of the body's size
LARGER = 1.1  # of the body's size, from which a line is a heading
MAX_HEAD_LINES = 3
MIN_WORD = 4  # letters of a word that says what a text is about
MAX_TAKEN_UP = 8  # such words; a long heading is no better for being longer
MAX_FORWARD = 40  # paragraphs of page one that are looked at

_SYMBOL = re.compile(r"\w+/\w+/\w*\d|\d{4,}")  # "A/RES/73/3": a document's number, no title
_POOR = re.compile(
    r"untitled|microsoft|.*\.\w{2,5}|\W*\w{1,6}[\W\d]*|[\w-]*\d[\w-]*", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel|office word)|powerpoint presentation|slide \d+"
    r"|(?:print|layout|untitled|document|doc|book|chapter|scan|impression)\s*[-\d]*)\b"
    r"|\.(?:docx?|pptx?|xlsx?|indd|qxd|pmd|rtf|odt|tmp|pdf|pages|wpd|p65|eps)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\W*(?:\d[\d/.]*|[IVX]+)[.:)]?\s+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What may tell the title of a PDF."""

    stated: tuple[str, ...]
    """Titles in the file's own entries."""
    heads: tuple[str, ...]
    """Running heads, the most frequent first."""
    outline: tuple[str, ...]
    """Top entries of the outline."""


def tell_title(
    page: Sequence[Paragraph], evidence: Evidence, size: float, words: Mapping[str, int]
) -> str:
    """Return the title, "" where nothing tells it.

    What two of the file's entries, the headings of its first page, its running heads and its
    outline agree on wins; else a stated title that no program wrote; else the heading of the
    first page that is large and whose words the text takes up.

    Args:
        page: Paragraphs of the first page that holds any.
        evidence: What else may tell it.
        size: Of the body's font (points).
        words: How often the document has each word, folded.
    """
    stated = [title for title in map(_tidy, evidence.stated) if _is_title(title)]
    shown = _headings(page, size, words)
    heads = [head for head in map(_tidy, evidence.heads) if _is_title(head)]
    for title in stated:
        if any(_agree(title, other) for other in (*shown, *heads, *evidence.outline)):
            return title
    for heading in shown:
        for other in (*heads, *evidence.outline):
            if _agree(heading, other):
                return min(heading, other, key=len)
    if stated and len(stated[0].split()) > 1:
        return stated[0]
    large = [text for text in shown if len(text.split()) > 1 or _is_huge(text, page, size)]
    return large[0] if large else ""


def _is_huge(text: str, page: Sequence[Paragraph], size: float) -> bool:
    """Tell a title of one word, which is set very large."""
    lines = (one.lines[0] for one in page[:MAX_FORWARD] if len(one.lines) == 1)
    return any(line.size >= HUGE * size and plain(line.text) == text for line in lines)


def _tidy(title: str) -> str:
    return repair(plain(title))


def _is_title(title: str) -> bool:
    if len(letters(title)) < MIN_KEY or len(title) > MAX_TITLE or _PROGRAM.search(title):
        return False
    return not (_POOR.fullmatch(title) or is_generic(title) or _is_date(title))


def _is_date(text: str) -> bool:
    return claim(text, 1.0, "pdf") is not None


def _headings(page: Sequence[Paragraph], size: float, words: Mapping[str, int]) -> list[str]:
    """Return the headings of page one that may be titles, the likeliest first.

    A letterhead is larger than many a title, but shorter: the words that the text takes up
    count as much as the size.
    """
    found: list[tuple[float, int, str]] = []
    below_text = False
    for place, paragraph in enumerate(page[:MAX_FORWARD]):
        text = _NUMBER.sub("", _tidy(" ".join(line.text for line in paragraph.lines)))
        below_text |= len(text) > MAX_TITLE
        if below_text and paragraph.first.size < LARGER * size:
            continue
        if _stands_out(paragraph, size) and _is_heading(text):
            own = count_words(text)
            n_taken_up = sum(words.get(w, 0) > own[w] for w in own if len(w) >= MIN_WORD)
            score = paragraph.first.size * (1 + min(MAX_TAKEN_UP, n_taken_up)) ** 0.5
            found.append((-round(score, 3), place, text))
    return [text for _, _, text in sorted(found)]


def _stands_out(paragraph: Paragraph, size: float) -> bool:
    lines = paragraph.lines
    if any(line.is_row for line in lines):
        return False
    large = all(line.size >= LARGER * size for line in lines)
    return large or all(line.bold for line in lines) or all(line.text.isupper() for line in lines)


def _is_heading(text: str) -> bool:
    is_short = len(text) <= MAX_TITLE and not text.endswith((".", ",", ";"))
    if "@" in text:
        return False
    return is_short and _is_title(text) and not _SYMBOL.fullmatch(text) and not text[0].islower()


def _agree(one: str, other: str) -> bool:
    """Tell whether two titles are the same, or one is the beginning or main part of the other."""
    if letters(one) == letters(other):
        return True
    words, others = count_words(one), count_words(other)
    small, large = sorted((words, others), key=lambda bag: sum(bag.values()))
    shared = sum((small & large).values())
    whole = shared >= 0.9 * sum(small.values()) and sum(small.values()) >= 3
    return whole and shared >= MIN_AGREED * min(sum(large.values()), 2 * sum(small.values()))


def count_words(text: str) -> Counter[str]:
    """Count the folded words of a text."""
    return Counter(_WORD.findall(text.casefold()))


def title_lines(page: Sequence[Paragraph], title: str) -> list[int]:
    """Return which paragraphs of a page are nothing but the title, one or some in a row."""
    wanted = letters(title)
    if not wanted:
        return []
    keys = [letters(_NUMBER.sub("", plain(" ".join(a.text for a in p.lines)))) for p in page]
    found: list[int] = []
    for start in range(min(len(keys), MAX_FORWARD)):
        joined = ""
        for end in range(start, min(len(keys), start + 4)):
            joined += keys[end]
            if joined == wanted and start not in found:
                found += range(start, end + 1)
    return found


def tell_authors(stated: str, text: str) -> tuple[str, ...]:
    """Return stated authors that the text names too; the rest are typists and log-in names."""
    names = split_authors(repair(stated))
    known = " ".join(text.split()).casefold()
    agreed = all(len(name.split()) > 1 and name.casefold() in known for name in names)
    return names if agreed else ()


def evidence(
    metadata: Mapping[str, str], heads: Iterable[Line], outline: Iterable[str]
) -> Evidence:
    """Gather what may tell the title.

    Args:
        metadata: Entries of the file; Title and XmpTitle are read.
        heads: All lines that are running heads.
        outline: Titles of the top entries.
    """
    pages: dict[int, list[Line]] = {}
    for line in heads:
        pages.setdefault(line.page, []).append(line)
    counts: Counter[str] = Counter()
    for lines in pages.values():
        texts = [plain(line.text) for line in lines]
        spans = combinations(range(len(texts) + 1), 2)
        joined = [" ".join(texts[a:b]) for a, b in spans if b - a <= MAX_HEAD_LINES]
        counts.update(list(dict.fromkeys(joined)))
    ranked = sorted(counts, key=lambda text: (-counts[text], -len(text), text))
    stated = (metadata.get("Title", ""), metadata.get("XmpTitle", ""))
    return Evidence(stated, tuple(ranked[:10]), tuple(outline)[:5])

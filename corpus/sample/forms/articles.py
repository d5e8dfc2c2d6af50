"""The authored articles: one Markdown file each, read into frozen values."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
KEYS = frozenset(
    ["title", "date", "section", "authors", "countries", "themes", "disciplines", "check"]
)
MIN_SENTENCE = 45
"""Characters; shorter beginnings end at an initial ("R. R.") or are questions that say little."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SENTENCE = re.compile(r"(?<=[a-z0-9)\"'][.?!])\s+(?=[A-Z\"])")


@dataclass(frozen=True, slots=True)
class Article:
    """One authored article."""

    slug: str
    """Stem of its file name."""
    title: str
    date: str
    """ISO 8601: a day, a month or a year."""
    section: str
    author: str
    """Empty where the article has none."""
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    """Ids of models/themes.ttl."""
    disciplines: tuple[str, ...]
    """Ids of models/disciplines.ttl."""
    body: str
    """Paragraphs separated by blank lines; a paragraph "## X" is a heading."""

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs, headings still marked by "## "."""
        return [" ".join(part.split()) for part in re.split(r"\n\s*\n", self.body)]

    @property
    def plain(self) -> list[str]:
        """Return the paragraphs, headings without their mark."""
        return [paragraph.removeprefix("## ") for paragraph in self.paragraphs]

    @property
    def teaser(self) -> str:
        """Return the first sentence, or the first two where the first says little."""
        sentences = _SENTENCE.split(self.plain[0])
        return sentences[0] if len(sentences[0]) >= MIN_SENTENCE else " ".join(sentences[:2])

    @property
    def written_date(self) -> str:
        """Return "24 May 2023", "May 2023" or "2023"."""
        year, month, day = [*self.date.split("-"), "", ""][:3]
        parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
        return " ".join(part for part in parts if part)

    @property
    def american_date(self) -> str:
        """Return "May 24, 2023", "May 2023" or "2023"."""
        parts = self.written_date.split()
        return f"{parts[1]} {parts[0]}, {parts[2]}" if len(parts) == 3 else self.written_date

    @property
    def rank(self) -> str:
        """Return a number in hexadecimal that depends on the slug alone, to shuffle by."""
        return hashlib.sha256(self.slug.encode()).hexdigest()


def read_articles(folder: Path) -> list[Article]:
    """Read every article of a folder, in order of date and slug.

    Raises:
        ValueError: A file has no front matter, lacks a key, has an unknown one or a bad date.
    """
    articles = [_read(path) for path in folder.glob("*.md")]
    return sorted(articles, key=lambda article: (article.date, article.slug))


def _read(path: Path) -> Article:
    _, _, rest = path.read_text("utf-8").partition("---\n")
    head, _, body = rest.partition("\n---\n")
    pairs = (line.partition(":") for line in head.splitlines())
    values = {key.strip(): value.strip() for key, _, value in pairs}
    if set(values) != KEYS or not _DATE.fullmatch(values["date"]) or not body.strip():
        raise ValueError(f"{path.name}: needs a body, a date in ISO 8601 and just {sorted(KEYS)}")
    return Article(
        slug=path.stem,
        title=values["title"],
        date=values["date"],
        section=values["section"],
        author=values["authors"],
        countries=_listed(values["countries"]),
        themes=_listed(values["themes"]),
        disciplines=_listed(values["disciplines"]),
        body=body.strip(),
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())


def related(article: Article, others: list[Article], n: int) -> list[Article]:
    """Return the n other articles that share most themes, nearest in time first among equals."""

    def distance(other: Article) -> tuple[int, int, str]:
        n_shared = len(set(article.themes) & set(other.themes))
        return -n_shared, abs(int(article.date[:4]) - int(other.date[:4])), other.slug

    return sorted((other for other in others if other.slug != article.slug), key=distance)[:n]

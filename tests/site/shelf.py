"""What the site publishes: articles that can change, go and come."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from tests.site import words

NOON = dt.time(12, 0, tzinfo=dt.UTC)


@dataclass
class Article:
    """One published text, of one host."""

    host: str
    number: int
    edition: int = 1
    """Grows with every change of the text."""
    is_gone: bool = False
    files: tuple[str, ...] = ()
    """Paths of files it links to."""
    canonical: str = ""
    """What its page says its canonical address is; empty: itself."""
    touched: dt.datetime | None = None
    """When it was last changed or taken away, UTC."""
    published: dt.date = field(init=False)
    section: str = field(init=False)

    def __post_init__(self) -> None:
        self.published = words.day(self.seed, self.number)
        self.section = words.SECTIONS[self.number % len(words.SECTIONS)]

    @property
    def seed(self) -> str:
        return f"{self.host} {self.number}"

    @property
    def title(self) -> str:
        return words.title(self.seed)

    @property
    def author(self) -> str:
        return words.author(self.seed)

    @cached_property
    def path(self) -> str:
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
        return f"/{self.section}/{self.published.year}/{slug}-{self.number}"

    @property
    def changed(self) -> dt.datetime:
        """When it was last changed, UTC; at noon of its day of publication to begin with."""
        return self.touched or dt.datetime.combine(self.published, NOON)

    @property
    def paragraphs(self) -> list[str]:
        texts = words.paragraphs(self.seed)
        added = [f"Edition {n}: {words.paragraphs(f'{self.seed} {n}', 1)[0]}" for n in
                 range(2, self.edition + 1)]  # fmt: skip
        return texts + added


@dataclass(slots=True)
class Shelf:
    """The articles of one host."""

    host: str
    articles: list[Article]

    @classmethod
    def filled(cls, host: str, n: int) -> Shelf:
        return cls(host, [Article(host, number) for number in range(n)])

    @property
    def standing(self) -> list[Article]:
        """What has not gone, newest first."""
        return [one for one in reversed(self.articles) if not one.is_gone]

    def at(self, path: str) -> Article | None:
        return next((one for one in self.articles if one.path == path), None)

    def add(self) -> Article:
        """Publish one more."""
        self.articles.append(Article(self.host, len(self.articles)))
        return self.articles[-1]

    def change(self, number: int, at: dt.datetime | None = None) -> Article:
        """Add a paragraph; `at` is when, now if not given."""
        self.articles[number].edition += 1
        return self._touch(number, at)

    def remove(self, number: int, at: dt.datetime | None = None) -> Article:
        """Take one away."""
        self.articles[number].is_gone = True
        return self._touch(number, at)

    def restore(self, number: int, at: dt.datetime | None = None) -> Article:
        """Bring one back."""
        self.articles[number].is_gone = False
        return self._touch(number, at)

    def _touch(self, number: int, at: dt.datetime | None) -> Article:
        self.articles[number].touched = at or dt.datetime.now(dt.UTC).replace(microsecond=0)
        return self.articles[number]

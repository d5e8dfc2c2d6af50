"""An imaginary web: articles with their addresses, files and copies, as hosts show them now."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

SECTIONS = ("news", "blog")
FORMS = ("plain", "plain", "plain", "tracked", "fragment", "copy", "old")
"""How an index writes the address of an article."""
WORDS = "Some words of a text that are long enough to be taken for what a page is about. " * 3
HOME = "template"


@dataclass
class File:
    """A linked PDF."""

    url: str
    version: int = 1
    status: int = 200


@dataclass
class Article:
    """A text that its host shows under its address, and under that of a copy."""

    key: str
    host: str
    section: str
    path: str
    version: int = 1
    frame: int = 0
    """Of what surrounds the text."""
    status: int = 200
    """0: an apology, answered with 200."""
    is_home_copy: bool = False
    """Its canonical address is that of its copy."""
    old: list[str] = field(default_factory=list)
    """Addresses that lead to it."""
    files: list[File] = field(default_factory=list)
    published: float = 0.0
    changed: float = 0.0

    @property
    def url(self) -> str:
        return f"{self.host}{self.path}"

    @property
    def copy(self) -> str:
        return f"{self.host}/copy/{self.key}"

    @property
    def mark(self) -> str:
        return f"mark:{self.key}:v{self.version}"

    @property
    def main(self) -> str:
        links = "".join(f'<p><a href="{one.url}">The report</a></p>' for one in self.files)
        return f"<h1>Title {self.key}</h1><p>{WORDS}{self.mark} ends.</p>{links}"


@dataclass
class Entry:
    """An article on an index."""

    key: str
    form: str


@dataclass
class Index:
    """What lists articles: a feed, a sitemap with parts, a listing, an API, a list."""

    name: str
    kind: str
    host: str
    entries: list[Entry] = field(default_factory=list)
    """The newest first."""
    stamps: dict[str, float] = field(default_factory=dict)
    """oai: when a record was taken off, or put on again."""
    dates: str = "true"
    """true, none, or frozen: how it dates changes."""
    trouble: str = ""
    """How it fails: 500, 404, empty, broken."""
    tells_deleted: bool = True

    @property
    def base(self) -> str:
        return f"{self.host}/{self.name}"


@dataclass
class Site:
    """A host."""

    base: str
    robots: tuple[str, ...] | int = ()
    """Paths that it forbids, or the status of a robots.txt that cannot be had."""
    has_canonical: bool = True
    is_lying: bool = False
    """All its pages name one canonical address."""
    validators: str = "etag"
    """etag, date, none, or wrong: always 304."""
    weather: tuple[str, float, float] = ("", 0.0, 0.0)
    """How it fails, until when, and how often."""


@dataclass
class Web:
    """All of it."""

    sites: dict[str, Site] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)

    def publish(self, index: Index, dice: random.Random, now: float) -> Article:
        """Publish an article on an index, and perhaps on others of its host."""
        key = f"a{len(self.articles)}"
        section = dice.choice(SECTIONS)
        article = Article(key, index.host, section, f"/{section}/{key}", published=now, changed=now)
        self.articles[key] = article
        if dice.random() < 0.3:
            self.link_file(article, dice)
        self.enter(index, key, dice.choice(FORMS))
        for other in self.indexes.values():
            if other.host == index.host and other is not index and dice.random() < 0.5:
                self.enter(other, key, dice.choice(FORMS))
        return article

    def enter(self, index: Index, key: str, form: str) -> None:
        if all(one.key != key for one in index.entries):
            index.entries.insert(0, Entry(key, form))

    def link_file(self, article: Article, dice: random.Random) -> None:
        name = dice.choice((article.key, "shared"))
        known = [f for one in self.articles.values() for f in one.files]
        url = f"{article.host}/files/{name}.pdf"
        found = next((f for f in known if f.url == url), None) or File(url)
        if found not in article.files:
            article.files.append(found)

    def href(self, entry: Entry) -> str:
        """Return an entry's address as its index writes it."""
        one = self.articles[entry.key]
        return {
            "plain": one.url,
            "tracked": f"{one.url}?utm_source=x&utm_medium=y",
            "fragment": f"{one.url}#top",
            "copy": one.copy,
            "old": one.old[0] if one.old else one.url,
        }[entry.form]

    def canonical(self, article: Article) -> str:
        """Return what an article's pages say its canonical address is."""
        site = self.sites[article.host]
        if site.is_lying:
            return f"{article.host}/{HOME}"
        if not site.has_canonical:
            return ""
        return article.copy if article.is_home_copy else article.url

    def place(self, url: str) -> Article | File | str | None:
        """Return what stands at an address: an article, a file, or where it leads."""
        url = plain(url)
        for one in self.articles.values():
            if url in (one.url, one.copy):
                return one
            if url in one.old:
                return one.url
            for file in one.files:
                if url == file.url:
                    return file
        return None


def plain(url: str) -> str:
    """Return an address without what makes no other page of it."""
    return url.partition("#")[0].partition("?utm_")[0]

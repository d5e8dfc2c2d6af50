"""Choose the newest capture of every address; find what revisits stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urljoin

from pipeline.declarations import Source
from pipeline.sources.warc.archives import Archive, numbered
from pipeline.sources.warc.scanning import Entry
from pipeline.sources.web import addresses

MOST_REDIRECTS = 10

Place = tuple[str, int]
"""Date of a record, and its number among all records of the source."""


class Choice:
    """Which records are wanted, and under which addresses."""

    def __init__(self) -> None:
        """Choose nothing."""
        self.own: dict[int, int] = {}
        """Numbers of records that are wanted under their own address, which stands beside it as a
        number: the file may have been replaced since."""
        self.others: dict[tuple[int, int], list[str]] = defaultdict(list)
        """Addresses that such a record stands for besides, by both numbers."""
        self.by_digest: dict[int, list[str]] = defaultdict(list)
        """Addresses that the first record of a digest stands for."""
        self.unresolved: list[tuple[str, str]] = []
        """Address, and what it is said to be the same as."""

    def take(self, entry: Entry, number: int) -> list[str]:
        """Return the addresses that the record of a number is wanted for."""
        key = number_of(entry.url)
        wanted = [entry.url] if self.own.get(number) == key else []
        wanted.extend(self.others.get((number, key), ()))
        if self.by_digest and entry.digest and entry.is_wanted and not entry.is_revisit:
            wanted.extend(self.by_digest.pop(number_of(entry.digest), ()))
        return wanted


@dataclass(frozen=True, slots=True)
class Revisit:
    """A record that says of an address: the same as another."""

    place: Place
    url: str
    digest: str
    refers_to: str
    is_told: bool
    """Whether it is missed if nothing is found that it stands for."""
    must_be_listed: bool


class Survey:
    """What all archives hold; of an address a number of 8 bytes and where its newest record is.

    A million addresses take some 300 MB.
    """

    def __init__(self, source: Source) -> None:
        """Begin with nothing."""
        self._source = source
        self._newest: dict[int, tuple[Place, bool]] = {}
        self._digests: set[int] = set()
        self._revisits: dict[int, Revisit] = {}
        self._redirects: dict[str, str] = {}
        self.pages: set[str] = set()
        """Addresses that archives list as pages."""

    def look_at(self, entry: Entry, number: int, *, has_list: bool) -> None:
        """Note a record, if it may be a page or a file of the source.

        Args:
            entry: The record.
            number: Among all records of the source.
            has_list: Its archive lists the pages that were visited.
        """
        if not entry.url or not addresses.is_at_home(entry.url, self._source):
            return
        place, key = (entry.date, number), number_of(entry.url)
        if entry.location and has_list:
            self._redirects[entry.url] = addresses.canonical_url(urljoin(entry.url, entry.location))
        elif entry.is_revisit:
            if key not in self._revisits or self._revisits[key].place <= place:
                self._revisits[key] = _revisit(entry, place, has_list=has_list)
        elif entry.is_wanted:
            self._digests.add(number_of(entry.digest) if entry.digest else 0)
            if key not in self._newest or self._newest[key][0] <= place:
                self._newest[key] = place, has_list and entry.is_page

    def choice(self) -> Choice:
        """Return what is wanted of it all."""
        choice = Choice()
        self._drop_inner_pages()
        for key, revisit in self._revisits.items():
            if key not in self._newest or self._newest[key][0] < revisit.place:
                self._resolve(choice, key, revisit)
        choice.own = {place[1]: key for key, (place, _) in self._newest.items()}
        return choice

    def _resolve(self, choice: Choice, key: int, revisit: Revisit) -> None:
        """Find what a revisit stands for: by digest, by its own address, by another's."""
        digest = number_of(revisit.digest) if revisit.digest else 0
        other = number_of(revisit.refers_to) if revisit.refers_to else 0
        target = self._newest.get(other)
        if digest and digest in self._digests:
            self._newest.pop(key, None)
            choice.by_digest[digest].append(revisit.url)
        elif key in self._newest:
            return
        elif target is not None:
            choice.others[target[0][1], other].append(revisit.url)
        elif revisit.is_told:
            choice.unresolved.append((revisit.url, revisit.refers_to))

    def _drop_inner_pages(self) -> None:
        """Leave the pages that an archive does not list, and nothing redirected to."""
        listed = set(self.pages)
        for page in self.pages:
            for _ in range(MOST_REDIRECTS):
                page = self._redirects.get(page, "")
                listed.add(page)
        keys = {number_of(page) for page in listed}
        dropped = [key for key, (_, must) in self._newest.items() if must and key not in keys]
        for key in dropped:
            del self._newest[key]
        self._revisits = {
            key: revisit
            for key, revisit in self._revisits.items()
            if key in keys or not revisit.must_be_listed
        }


def choose(source: Source, archives: Sequence[Archive]) -> Choice:
    """Read archives through and choose."""
    survey = Survey(source)
    for archive in archives:
        survey.pages.update(archive.pages)
    for archive, number, entry in numbered(archives):
        if entry.is_whole():
            survey.look_at(entry, number, has_list=bool(archive.pages))
    return survey.choice()


def _revisit(entry: Entry, place: Place, *, has_list: bool) -> Revisit:
    must_be_listed = has_list and (entry.is_page or not entry.is_wanted)
    return Revisit(
        place, entry.url, entry.digest, entry.refers_to, entry.may_be_wanted, must_be_listed
    )


def number_of(text: str) -> int:
    """Return a digest of 8 bytes."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")

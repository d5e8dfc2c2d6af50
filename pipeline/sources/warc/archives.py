"""Archives of a card: files, opened one after the other, and the records in them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.sources.globbing import found
from pipeline.sources.naming import printable
from pipeline.sources.warc.opening import Unpacked
from pipeline.sources.warc.scanning import Entry, entries_in
from pipeline.sources.web.addresses import canonical_url

ENDINGS = (".warc", ".warc.gz", ".wacz")
OTHER_ENDINGS = {
    ".warc.zst": "unpack it by zstd -d",
    ".warc.xz": "unpack it by xz -d",
    ".warc.bz2": "unpack it by bzip2 -d",
    ".warc.open": "let the program that writes it close it",
    ".arc": "convert it by warcio recompress",
    ".arc.gz": "convert it by warcio recompress",
}
"""Archives that are not read, and what makes one of them that is."""
MAX_PAGES_BYTES = 200_000_000
"""Of the lists of pages in one .wacz, unpacked."""

MOST_RECORDS = 1 << 40
"""Of one archive."""


@dataclass(slots=True)
class Archive:
    """One WARC file, by itself or in a .wacz."""

    path: Path
    name: str
    """As the card's folder has it, and within a .wacz behind "!"."""
    member: str = ""
    pages: frozenset[str] = frozenset()
    """Canonical addresses that were visited as pages; empty where nothing says so."""
    lost: str = ""
    """What is damaged besides its records; the rest of a sentence that begins with its name."""
    problem: str = field(default="", init=False)
    """After a reading: why it ended early; likewise."""

    def entries(self) -> Iterator[Entry]:
        """Yield its records, each to be read before the next; numbered from 0 in this file."""
        self.problem = ""
        try:
            with self._opened() as packed:
                unpacked = Unpacked(packed, self._size())
                yield from entries_in(io.BufferedReader(unpacked))
                cut = "" if unpacked.is_whole else "ends in the middle of a record"
                self.problem = unpacked.problem or cut
        except Exception as error:  # of a library: there is no list of what may be raised
            self.problem = f"cannot be read to its end ({error})"

    def _opened(self) -> io.BufferedReader:
        return _Member(self.path, self.member) if self.member else self.path.open("rb")

    def _size(self) -> int:
        return self.path.stat().st_size


class _Member(io.BufferedReader):
    """A file inside a zip, which is closed along with it."""

    def __init__(self, path: Path, member: str) -> None:
        self._zip = zipfile.ZipFile(path)
        super().__init__(cast(io.RawIOBase, self._zip.open(member)))

    def close(self) -> None:
        super().close()
        self._zip.close()


def numbered(archives: Sequence[Archive]) -> Iterator[tuple[Archive, int, Entry]]:
    """Yield the records of all archives, numbered; what is added to one changes no other number."""
    for place, archive in enumerate(archives):
        for number, entry in enumerate(archive.entries(), start=place * MOST_RECORDS):
            yield archive, number, entry


def archives_of(source: Source, root: Path) -> list[Archive]:
    """Return the archives of a card in order of their paths.

    Raises:
        DeclarationError: The file or folder does not exist, or holds no archive.
    """
    path = root / source.path
    if path.is_dir():
        named = [(path / name, name) for name in found(source, path) if _is_archive(path, name)]
    else:
        named = [(path, path.name)] if path.is_file() else []
    if not named:
        raise DeclarationError(
            f"source {source.id}: {printable(source.path)} is no file and no folder with files "
            f"that end in {', '.join(ENDINGS)}; mend 'path' in its card"
        )
    return [archive for one, name in named for archive in _inside(one, name)]


def unread(source: Source, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of archives in the card's folder that are not read, with what to do."""
    path = root / source.path
    for name in found(source, path) if path.is_dir() else ():
        for ending, advice in OTHER_ENDINGS.items():
            if name.lower().endswith(ending) and not Path(name).name.startswith("."):
                yield name, advice


def _is_archive(folder: Path, name: str) -> bool:
    """Tell archives by their endings; links that lead out of the folder are not followed."""
    is_named = name.lower().endswith(ENDINGS) and not Path(name).name.startswith(".")
    path = folder / name
    return is_named and path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _inside(path: Path, name: str) -> list[Archive]:
    if not name.lower().endswith(".wacz"):
        return [Archive(path, name)]
    members: list[str] = []
    pages, lost = frozenset[str](), ""
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(one.compress_size for one in packed.infolist()) > path.stat().st_size:
                raise zipfile.BadZipFile("its parts overlap, as only those of bombs do")
            members = sorted(one for one in packed.namelist() if one.startswith("archive/"))
            pages = _pages(packed)
    except Exception as error:  # of a library: there is no list of what may be raised
        lost = f"has no list of pages that can be read ({error}), so all that it holds is taken"
    # one without archives is read on as a WARC file, to tell that it is none
    inside = [one for one in members if one.lower().endswith((".warc", ".warc.gz"))]
    return [
        Archive(path, f"{name}!{one}" if one else name, one, pages, lost if one else "")
        for one in inside or [""]
    ]


def _pages(packed: zipfile.ZipFile) -> frozenset[str]:
    """Return the addresses in the lists of pages; lines that cannot be read name none."""
    pages: set[str] = set()
    left = MAX_PAGES_BYTES
    for name in sorted(packed.namelist()):
        if name.startswith("pages/") and name.endswith(".jsonl"):
            with packed.open(name) as stream:
                body = stream.read(left)
            left -= len(body)
            pages.update(map(_address, io.BytesIO(body)))
    return frozenset(pages - {""})


def _address(line: bytes) -> str:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    url = page.get("url") if isinstance(page, dict) else None
    return canonical_url(url) if isinstance(url, str) else ""

"""Are WARC files sound: by warcio's own checker, and as far as the store points into them."""

from __future__ import annotations

import shutil
import zlib
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import sqlalchemy as sa
from warcio.checker import Checker

from pipeline.settings import open_workspace
from pipeline.store import Store, schema

GZIP = 31
"""Window bits of zlib for members with gzip's head and checksum."""


@dataclass(frozen=True, slots=True)
class Archive:
    """One WARC file, read to its end."""

    name: str
    n_bytes: int
    starts: tuple[int, ...]
    """Of whole records, in bytes."""
    cut_at: int | None
    """Where a record begins that breaks off; None: all are whole."""


def read_archive(path: Path) -> Archive:
    """Find where records start; each is one gzip member, the last one perhaps cut off."""
    body, at = path.read_bytes(), 0
    starts: list[int] = []
    while at < len(body):
        member = zlib.decompressobj(GZIP)
        member.decompress(body[at:])
        if not member.eof:
            return Archive(path.name, len(body), tuple(starts), at)
        starts.append(at)
        at = len(body) - len(member.unused_data)
    return Archive(path.name, len(body), tuple(starts), None)


def unsound(root: Path) -> list[str]:
    """Return one line for whatever is wrong with the WARC files of a workspace."""
    lines = []
    pointed = _pointed_at(root)
    folder = root / "corpus/store/warc"
    for path in sorted(folder.glob("*.warc*")):
        archive = read_archive(path)
        missing = pointed.pop(path.name, set()) - set(archive.starts)
        lines += [f"{path.name}: the store points at {at}, no whole record" for at in missing]
        lines += [f"{path.name}: {line}" for line in checked(path, archive.cut_at)]
    return lines + [f"{name}: missing" for name in pointed]


def checked(path: Path, cut_at: int | None) -> list[str]:
    """Return what `warcio check` says against a file, up to a record that was cut off."""
    whole = path
    if cut_at is not None:
        whole = path.parent / "whole" / path.name
        whole.parent.mkdir(exist_ok=True)
        shutil.copy(path, whole)
        with whole.open("rb+") as stream:
            stream.truncate(cut_at)
    said = StringIO()
    with redirect_stdout(said):
        status = Checker(SimpleNamespace(inputs=[str(whole)], verbose=False)).process_all()
    return [] if status == 0 else [f"warcio check: {said.getvalue().strip()}"]


def _pointed_at(root: Path) -> dict[str, set[int]]:
    table = schema.captures
    found: dict[str, set[int]] = {}
    with Store(open_workspace(root, {}).database_url) as store, store.read() as connection:
        for row in connection.execute(sa.select(table.c.warc_file, table.c.warc_offset)):
            found.setdefault(row.warc_file, set()).add(row.warc_offset)
    return found

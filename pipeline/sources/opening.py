"""Open a file of records, compressed or not, without unpacking bombs."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import BinaryIO, cast

MAX_RATIO = 200
"""Unpacked to packed bytes; gzip makes articles 3 to 10 times smaller, a bomb 1,000 times."""
ALWAYS_TAKEN = 100_000_000
"""Bytes that any file may unpack to: a small one of few, much repeated words is no bomb."""


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading bytes; one that ends in .gz gives what it unpacks to.

    Reading raises OSError where a compressed file unpacks to more than it can honestly hold, and
    what gzip raises where it is damaged.
    """
    return cast(BinaryIO, _Unpacked(path)) if path.suffix == ".gz" else path.open("rb")


class _Unpacked(gzip.GzipFile):
    """A gzip file that stops at its limit; every way of reading passes through these three."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        self._most = max(ALWAYS_TAKEN, MAX_RATIO * path.stat().st_size)

    def read(self, size: int | None = -1) -> bytes:
        return self._checked(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._checked(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._checked(super().readline(size))

    def _checked(self, body: bytes) -> bytes:
        if self.tell() > self._most:
            raise OSError(f"it unpacks to more than {self._most:,} bytes, as only bombs do")
        return body

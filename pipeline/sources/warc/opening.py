"""What a packed or plain archive unpacks to, up to where it is damaged or a bomb."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Any

from pipeline.sources.opening import ALWAYS_TAKEN, MAX_RATIO

CHUNK = 65_536
ENDING = 4
"""Bytes: two line breaks stand behind every record."""


class Unpacked(io.RawIOBase):
    """A stream that ends where it can be read no further, and says why."""

    def __init__(self, packed: io.BufferedReader, n_bytes: int) -> None:
        """Unpack what begins as gzip does, whether packed record by record or as a whole.

        Args:
            packed: Opened for reading at its start; can be sought.
            n_bytes: Size of the file it lies in.
        """
        self._tail = b""
        self.problem = ""
        """The rest of a sentence that begins with the name of the file."""
        head = packed.read(2)
        packed.seek(0)
        is_gzip = head == b"\x1f\x8b"
        self._stream: io.BufferedReader | gzip.GzipFile = packed
        if is_gzip:
            self._stream = gzip.GzipFile(fileobj=packed)
        self._left = max(ALWAYS_TAKEN, MAX_RATIO * n_bytes)

    def readable(self) -> bool:
        """Say so."""
        return True

    @property
    def is_whole(self) -> bool:
        """Tell, after the end, whether it ends as records do."""
        return self._tail.replace(b"\r", b"").endswith(b"\n\n")

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there is something to read."""
        view = memoryview(buffer)
        body = self._read(min(len(view), CHUNK))
        view[: len(body)] = body
        return len(body)

    def _read(self, size: int) -> bytes:
        if self.problem:
            return b""
        try:
            body = self._stream.read1(size)
        except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
            self.problem = f"is cut off or damaged ({error})"
            return b""
        self._tail = (self._tail + body)[-ENDING:]
        self._left -= len(body)
        if self._left < 0:
            self.problem = "unpacks to more than it can honestly hold, as only bombs do"
        return body

"""The codings that bodies come in, each unpacked a step at a time and never past what is wanted.

Brotli and Zstandard are not asked for, but some servers send them all the same, and archives hold
what browsers were sent.
"""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli
from backports import zstd

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = (b"\x28\xb5\x2f\xfd", *(bytes((0x50 + n, 0x2A, 0x4D, 0x18)) for n in range(16)))
"""Of a frame, and of those without content that some packers put between (RFC 8878, 3.1.2)."""
GZIP, ZLIB, RAW = 31, 15, -15  # window bits as zlib wants them
_WINDOW = {zstd.DecompressionParameter.window_log_max.value: 23}
"""8 MB, the most that HTTP allows (RFC 9659): no body chooses how much memory it takes."""
DAMAGED = (zlib.error, brotli.error, zstd.ZstdError)
"""What a step raises where the packed data make no sense."""


class Unpacking(Protocol):
    """One member (gzip) or frame (zstd) that is being unpacked."""

    def step(self, data: bytes, most: int) -> bytes:
        """Take packed bytes, return what they and those before hold: not much more than `most`."""

    @property
    def wants(self) -> bool:
        """Tell whether it can go on only with more packed bytes."""

    @property
    def eof(self) -> bool:
        """Tell whether the packed data came to their end."""

    @property
    def n_unused(self) -> int:
        """Return how many of the bytes that it took it has not used, as far as it tells."""


class Zlib:
    """Codings `gzip` and `deflate`."""

    def __init__(self, window_bits: int) -> None:
        """Begin."""
        self._packed = zlib.decompressobj(window_bits)

    def step(self, data: bytes, most: int) -> bytes:
        """Unpack."""
        return self._packed.decompress(self._packed.unconsumed_tail + data, most)

    @property
    def wants(self) -> bool:
        """Tell whether all that it took is used."""
        return not self._packed.unconsumed_tail

    @property
    def eof(self) -> bool:
        """Tell whether the checksum was reached."""
        return self._packed.eof

    @property
    def n_unused(self) -> int:
        """Return what waits or follows."""
        return len(self._packed.unconsumed_tail) + len(self._packed.unused_data)


class Brotli:
    """Coding `br`."""

    n_unused = 0  # it does not tell

    def __init__(self) -> None:
        """Begin."""
        self._packed = brotli.Decompressor()

    def step(self, data: bytes, most: int) -> bytes:
        """Unpack."""
        return bytes(self._packed.process(data, output_buffer_limit=most))

    @property
    def wants(self) -> bool:
        """Tell whether nothing more comes out."""
        return bool(self._packed.can_accept_more_data())

    @property
    def eof(self) -> bool:
        """Tell whether the last block was reached."""
        return bool(self._packed.is_finished())


class Zstd:
    """Coding `zstd`."""

    def __init__(self) -> None:
        """Begin."""
        self._packed = zstd.ZstdDecompressor(options=_WINDOW)

    def step(self, data: bytes, most: int) -> bytes:
        """Unpack."""
        return self._packed.decompress(data, most)

    @property
    def wants(self) -> bool:
        """Tell whether nothing more comes out."""
        return self._packed.needs_input

    @property
    def eof(self) -> bool:
        """Tell whether the frame is over."""
        return self._packed.eof

    @property
    def n_unused(self) -> int:
        """Return what follows."""
        return len(self._packed.unused_data)

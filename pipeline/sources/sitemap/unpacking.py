"""Unpack gzip within limits."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"


class UnpackingError(ValueError):
    """What is packed is damaged from its beginning, or a bomb: the rest of a sentence on it."""


def unpacked(body: bytes, most: int) -> bytes:
    """Return what gzip holds (all its members), or bytes that are no gzip as they are.

    Of a file that breaks off or is damaged further on, what comes before that.

    Raises:
        UnpackingError: It holds more than `most` bytes, or nothing that can be unpacked.
    """
    if not body.startswith(_GZIP):
        if len(body) > most:
            raise UnpackingError(f"has more than {most:,} bytes")
        return body
    parts: list[bytes] = []
    left = most
    while body.startswith(_GZIP):
        part, body = _member(body, left)
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise UnpackingError(f"unpacks to more than {most:,} bytes")
    if not any(parts):
        raise UnpackingError("is gzip that cannot be unpacked; tell its publisher")
    return b"".join(parts)


def _member(body: bytes, left: int) -> tuple[bytes, bytes]:
    """Return one member unpacked, at most one byte more than `left`, and what follows it."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        return unpacking.decompress(body, left + 1), unpacking.unused_data
    except zlib.error:
        return _until_damaged(body, left), b""


def _until_damaged(body: bytes, left: int) -> bytes:
    unpacking, out = zlib.decompressobj(wbits=31), bytearray()
    for start in range(0, len(body), 512):
        try:
            out += unpacking.decompress(body[start : start + 512], left + 1 - len(out))
        except zlib.error:
            break
        if len(out) > left:
            break
    return bytes(out)

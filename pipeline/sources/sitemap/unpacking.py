"""Unpack gzip within limits."""

from __future__ import annotations

import zlib

STEP = 512
"""Bytes unpacked together: so much before a damage may be lost."""
MAX_MEMBERS = 10_000
"""Of one file; some packers begin a new one every 64 kB. Empty ones would go on for hours."""
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
    at, left = 0, most
    while body.startswith(_GZIP, at) and len(parts) < MAX_MEMBERS:
        part, at = _member(body, at, left)
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise UnpackingError(f"unpacks to more than {most:,} bytes")
    if not any(parts):
        raise UnpackingError("is gzip that cannot be unpacked; tell its publisher")
    return b"".join(parts)


def _member(body: bytes, at: int, left: int) -> tuple[bytes, int]:
    """Return what the member at a place holds, and where the next may begin.

    Of one that is damaged, what comes before the damage; at most a little more than `left` bytes.
    """
    unpacking, out = zlib.decompressobj(wbits=31), bytearray()
    while not unpacking.eof and at < len(body) and len(out) <= left:
        step = body[at : at + STEP]
        try:
            out += unpacking.decompress(step, left + 1 - len(out))
        except zlib.error:
            return bytes(out), len(body)
        at += len(step) - len(unpacking.unused_data)
    return bytes(out), at

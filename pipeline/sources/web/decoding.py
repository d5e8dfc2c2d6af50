"""Bodies as their Content-Encoding says, within limits: a small answer may unpack to anything."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pipeline.sources.web.failing import NoAnswerError

CODINGS = "gzip, deflate"
"""What is asked for."""
MAX_CODINGS = 2
MAX_RATIO = 200
"""Unpacked to packed bytes; gzip makes pages 3 to 10 times smaller, a bomb 1,000 times."""
MAX_MEMBERS = 10_000
"""Of one gzip body; some packers begin a new one every 64 kB."""
CHUNK = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # window bits as zlib wants them


def decoded(body: bytes, content_encoding: Sequence[str], max_bytes: int) -> bytes:
    """Return a body without its codings.

    Args:
        body: As received, complete.
        content_encoding: Values of the header, in order; each may name several codings.
        max_bytes: Of the outcome, and of every step before.

    Raises:
        NoAnswerError: too_large, bomb, cut (packed data end early), broken (damaged, unknown).
    """
    names = [name.strip().lower() for line in content_encoding for name in line.split(",")]
    names = [name for name in names if name not in ("", "identity", "none", "utf-8")]
    if len(names) > MAX_CODINGS:
        raise NoAnswerError("broken", f"is packed {len(names)} times over; tell the site's owner")
    for name in reversed(names) if body else ():
        body = _without(name.removeprefix("x-"), body, max_bytes)
    return body


def _without(name: str, body: bytes, max_bytes: int) -> bytes:
    if name == "gzip":  # some servers say so of what they have not packed
        return _unpacked(body, _GZIP, max_bytes) if body.startswith(_GZIP_MAGIC) else body
    if name == "deflate":
        return _inflated(body, max_bytes)
    raise NoAnswerError(
        "broken", f"is packed as {name!r:.40}, which was not asked for; tell the owner"
    )


def _inflated(body: bytes, max_bytes: int) -> bytes:
    """Return what "deflate" holds: zlib's format by the standard, none at all with some servers."""
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _unpacked(body, _ZLIB if is_zlib else _RAW, max_bytes)


def _unpacked(body: bytes, window_bits: int, max_bytes: int) -> bytes:
    """Return what all members of a packed body hold; what follows them is no part of it."""
    out, size, at = [], 0, 0
    for _ in range(MAX_MEMBERS):
        packed = zlib.decompressobj(window_bits)
        while not packed.eof:
            chunk = body[at : at + CHUNK]
            part = _step(packed, chunk, max_bytes - size + 1)
            out.append(part)
            size += len(part)
            at += len(chunk) - len(packed.unconsumed_tail) - len(packed.unused_data)
            if size > max_bytes:
                raise _too_much(at, max_bytes)
        if not body.startswith(_GZIP_MAGIC, at):
            return b"".join(out)
    raise NoAnswerError("broken", f"is packed in more than {MAX_MEMBERS:,} parts; leave it out")


def _step(packed: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    if not chunk:
        advice = "it is tried again later"
        raise NoAnswerError("cut", f"ends in the middle of its packed data; {advice}")
    try:
        return packed.decompress(chunk, most)
    except zlib.error as error:
        raise NoAnswerError("broken", f"cannot be unpacked ({error}); tell the owner") from error


def _too_much(packed: int, max_bytes: int) -> NoAnswerError:
    """Tell a bomb from a large body, by what `packed` bytes of it have become."""
    if max_bytes > MAX_RATIO * packed:
        found = f"{packed:,} bytes that unpack to more than {max_bytes:,}, as only bombs do"
        return NoAnswerError("bomb", f"sent {found}; leave the address out")
    limit = f"unpacks to more than max_item_bytes {max_bytes:,}"
    return NoAnswerError("too_large", f"{limit}; leave it out by 'exclude' or raise the limit")

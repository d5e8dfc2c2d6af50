"""Bodies as their Content-Encoding says, within limits: a small answer may unpack to anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.unpacking import (
    DAMAGED,
    GZIP,
    GZIP_MAGIC,
    RAW,
    ZLIB,
    ZSTD_MAGIC,
    Brotli,
    Unpacking,
    Zlib,
    Zstd,
)

CODINGS = "gzip, deflate"
"""What is asked for."""
MAX_CODINGS = 2
MAX_RATIO = 200
"""Unpacked to packed bytes; gzip makes pages 3 to 10 times smaller, a bomb 1,000 times."""
MAX_MEMBERS = 10_000
"""Of one body; some packers begin a new one every 64 kB."""
CHUNK = 65_536


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
        is_packed = body.startswith(GZIP_MAGIC)
        return _unpacked(body, lambda: Zlib(GZIP), max_bytes, GZIP_MAGIC) if is_packed else body
    if name == "deflate":
        return _unpacked(body, lambda: Zlib(_deflate_bits(body)), max_bytes)
    if name == "br":
        return _unpacked(body, Brotli, max_bytes)
    if name == "zstd":
        return _unpacked(body, Zstd, max_bytes, ZSTD_MAGIC)
    raise NoAnswerError("broken", f"is packed as {name!r:.40}, which nobody reads; tell the owner")


def _deflate_bits(body: bytes) -> int:
    """Tell zlib's format, which the standard means by "deflate", from the bare data of some."""
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return ZLIB if is_zlib else RAW


def _unpacked(
    body: bytes,
    begin: Callable[[], Unpacking],
    max_bytes: int,
    magic: bytes | tuple[bytes, ...] = b"",
) -> bytes:
    """Return what all members of a packed body hold; what follows them is no part of it.

    Args:
        body: Packed.
        begin: Begins to unpack a member.
        max_bytes: Of the outcome.
        magic: How a further member may begin; b"": there is one only.
    """
    out, size, at = [], 0, 0
    for _ in range(MAX_MEMBERS):
        packed = begin()
        while not packed.eof:
            chunk = body[at : at + CHUNK] if packed.wants else b""
            out.append(_step(packed, chunk, max_bytes - size + 1))
            size += len(out[-1])
            at += len(chunk)
            if size > max_bytes:
                raise _too_much(at - packed.n_unused, max_bytes)
        at -= packed.n_unused
        if not magic or not body.startswith(magic, at):
            return b"".join(out)
    raise NoAnswerError("broken", f"is packed in more than {MAX_MEMBERS:,} parts; leave it out")


def _step(packed: Unpacking, chunk: bytes, most: int) -> bytes:
    if packed.wants and not chunk:
        advice = "it is tried again later"
        raise NoAnswerError("cut", f"ends in the middle of its packed data; {advice}")
    try:
        return packed.step(chunk, most)
    except DAMAGED as error:
        raise NoAnswerError("broken", f"cannot be unpacked ({error}); tell the owner") from error


def _too_much(packed: int, max_bytes: int) -> NoAnswerError:
    """Tell a bomb from a large body, by what `packed` bytes of it have become."""
    if max_bytes > MAX_RATIO * packed:
        found = f"{packed:,} bytes that unpack to more than {max_bytes:,}, as only bombs do"
        return NoAnswerError("bomb", f"sent {found}; leave the address out")
    limit = f"unpacks to more than max_item_bytes {max_bytes:,}"
    return NoAnswerError("too_large", f"{limit}; leave it out by 'exclude' or raise the limit")

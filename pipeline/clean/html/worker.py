"""Reads pages that may take long or much memory, in a child process."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.clean.html.here import Reading, read_coarsely, read_here
from pipeline.clean.parts import Parts

MAX_MORE = 600 * 1024**2
"""Bytes that reading one page may add; with what the caller and the libraries take, all stays below
a gigabyte."""

PARTS: TypeAdapter[Parts] = TypeAdapter(Parts)
READING: TypeAdapter[Reading] = TypeAdapter(Reading)
"""How both travel as JSON."""
_STATUS = Path("/proc/self/statm")


def read(body: bytes, reading: object, coarsely: bool) -> dict[str, object]:
    """Return {"parts": ...} as `PARTS` writes them.

    Args:
        body: The decoded page in UTF-8, lone surrogates let through.
        reading: As `READING` writes it.
        coarsely: Whether to read the head and the visible text alone.
    """
    html = body.decode("utf-8", "surrogatepass")
    known = READING.validate_python(reading)
    with limited_memory():
        parts = read_coarsely(html, known) if coarsely else read_here(html, known)
    return {"parts": PARTS.dump_python(parts, mode="json")}


@contextmanager
def limited_memory() -> Iterator[None]:
    """Let this process take MAX_MORE bytes of address space and no more, where that can be told."""
    if not _STATUS.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(_STATUS.read_text("ascii").split()[0]) * resource.getpagesize()
    limits = [limit for limit in (soft, taken + MAX_MORE) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

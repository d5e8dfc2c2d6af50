"""Files that are there whole or not at all, whatever becomes of whoever writes them."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 100
"""Characters of a name that its partial file repeats: the longest names leave no room for more."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a new, empty file to write; once it is whole, it takes the target's place.

    Whoever reads meanwhile sees the old content or the new. A link goes on being one: what it
    leads to is replaced. A device or a pipe is given itself, as nothing may take its place.

    Args:
        target: File to write, there already or not, in a folder that is.

    Raises:
        OSError: The folder cannot be written.
    """
    if target.exists() and not target.is_file():
        yield target
        return
    target = target.resolve()
    partial = target.with_name(f".{target.name[:LONGEST]}.{secrets.token_hex(8)}.partial")
    # Nobody may have laid a link of that name; the mode is what the user's umask leaves.
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield partial
        if target.exists():
            shutil.copymode(target, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)

"""Write a vocabulary's file whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

QUOTED_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|(#[^\n]*)",
    re.DOTALL,
)


def n_comments(turtle: str) -> int:
    """Return how many comments a Turtle file has: writing it anew loses them."""
    return sum(1 for match in QUOTED_OR_COMMENT.finditer(turtle) if match[1])


def write_whole(path: Path, text: str) -> None:
    """Put a text in a file's place; whoever reads meanwhile sees the old one or the new one."""
    target = path.resolve()  # a link goes on being one
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)

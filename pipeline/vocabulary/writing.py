"""Write a vocabulary's file whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.replacing import replacing

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
    with replacing(path) as file:
        file.write_text(text, "utf-8", newline="\n")

"""Put findings that somebody knows of on a card; all else of it stays as written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from pipeline.errors import UsageError

_HEADER = re.compile(r"^\s*\[\s*expect\s*\]\s*(#.*)?$")
_SEEN = re.compile(r"^\s*seen\s*=\s*\[")
_NOTHING = re.compile(r"\s*(#.*)?$")


def with_seen(text: str, marks: Sequence[str]) -> str:
    """Return a card with entries before those that `seen` under [expect] has already.

    Raises:
        UsageError: The card is written in a way that only a person can change.
    """
    wanted = _told(text)
    there = wanted.setdefault("expect", {}).get("seen", [])
    wanted["expect"]["seen"] = [*marks, *there]
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").splitlines()
    for changed in (_longer(lines, marks), _new_key(lines, marks), _new_part(lines, marks)):
        card = end.join(changed) + end
        if changed and _told(card) == wanted:
            return card
    raise UsageError(
        f"the card cannot be changed by program; put under [expect]: seen = [{listed(marks)}]"
    )


def _told(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def listed(marks: Sequence[str]) -> str:
    """Return entries as they stand between the brackets of a list in TOML."""
    return ", ".join(json.dumps(mark, ensure_ascii=False) for mark in marks)


def _part(lines: Sequence[str]) -> int:
    """Return at which line [expect] stands, -1 where it does not."""
    return next((at for at, line in enumerate(lines) if _HEADER.match(line)), -1)


def _longer(lines: Sequence[str], marks: Sequence[str]) -> list[str]:
    """Return the lines with a longer list, where there is one."""
    part = _part(lines)
    own = (at for at in range(part + 1, len(lines)) if part >= 0 and _SEEN.match(lines[at]))
    at = next(own, None)
    if at is None:
        return []
    head, bracket, rest = lines[at].partition("[")
    if not _NOTHING.match(rest):
        comma = "" if rest.lstrip().startswith("]") else ", "
        return [*lines[:at], f"{head}{bracket}{listed(marks)}{comma}{rest}", *lines[at + 1 :]]
    below = lines[at + 1] if at + 1 < len(lines) else ""
    indent = below[: len(below) - len(below.lstrip())] or "    "
    own_lines = [f"{indent}{listed([mark])}," for mark in marks]
    return [*lines[: at + 1], *own_lines, *lines[at + 1 :]]


def _new_key(lines: Sequence[str], marks: Sequence[str]) -> list[str]:
    part = _part(lines)
    if part < 0:
        return []
    return [*lines[: part + 1], f"seen = [{listed(marks)}]", *lines[part + 1 :]]


def _new_part(lines: Sequence[str], marks: Sequence[str]) -> list[str]:
    return [*lines, "", "[expect]", f"seen = [{listed(marks)}]"]

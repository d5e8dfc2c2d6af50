"""Change keys of a card that somebody wrote; comments, layout and all else stay as they are."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from pipeline.declarations import Source, load_source
from pipeline.errors import UsageError, WorkspaceError
from pipeline.replacing import replacing
from pipeline.settings import Workspace

Change = Callable[[Any], None]
"""What is done to a card, once as plain values and once as they are written."""


def edit_card(workspace: Workspace, source: Source, edited: Callable[[str], str]) -> Source:
    """Write a card anew as it is wanted, and return it as it is now.

    Args:
        workspace: Of the card.
        source: As it was read.
        edited: From its text to that which is wanted.

    Raises:
        UsageError: The card is written in a way that only a person can change.
        WorkspaceError: The card cannot be read or written.
    """
    path = workspace.sources_dir / f"{source.id}.toml"
    try:
        wanted = edited(path.read_bytes().decode("utf-8"))
        with replacing(path) as partial:
            partial.write_bytes(wanted.encode("utf-8"))
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be written ({error.strerror})") from error
    return load_source(path)


def with_values(text: str, values: Mapping[str, bool]) -> str:
    """Return a card with some keys of its top level set.

    Raises:
        UsageError: The card is written in a way that only a person can change.
    """
    lines = ", ".join(f"{key} = {json.dumps(value)}" for key, value in values.items())
    return _changed(text, lambda card: card.update(values), f"put in: {lines}")


def with_seen(text: str, marks: Sequence[str]) -> str:
    """Return a card with entries behind those that `seen` under [expect] has already.

    Raises:
        UsageError: The card is written in a way that only a person can change.
    """

    def change(card: Any) -> None:
        card.setdefault("expect", {}).setdefault("seen", []).extend(marks)

    return _changed(text, change, f"put under [expect]: seen = [{listed(marks)}]")


def listed(marks: Sequence[str]) -> str:
    """Return entries as they stand between the brackets of a list in TOML."""
    return ", ".join(json.dumps(mark, ensure_ascii=False) for mark in marks)


def _changed(text: str, change: Change, advice: str) -> str:
    """Return a card with a change; what comes out is read again, and nothing else may differ.

    Raises:
        UsageError: The change cannot be made.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    try:
        wanted: dict[str, Any] = tomllib.loads(plain)
        change(wanted)
        card = tomlkit.parse(plain)
        change(card)
        written = tomlkit.dumps(card)
        is_good = tomllib.loads(written) == wanted
    except (tomllib.TOMLDecodeError, TOMLKitError, AttributeError, TypeError):
        is_good = False
    if not is_good:
        raise UsageError(f"the card cannot be changed by program; {advice}")
    return written.replace("\n", end)

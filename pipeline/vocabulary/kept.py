"""A parsed copy of each vocabulary by content, so that a start need not parse it anew.

The UNESCO Thesaurus takes 2.4 s to read from Turtle and 0.1 s from its copy.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.vocabulary.concepts import Concept, Vocabulary
from pipeline.vocabulary.reading import Reading, read_vocabulary

FORMAT = 1
"""Counts up with every change of what is read from a file, and of how copies are written."""
LISTS = ("alt_labels", "alt_languages", "examples", "broader", "related", "hidden_labels")


def read_kept(path: Path, folder: Path) -> Reading:
    """Read a vocabulary, from its copy where the file is still the same.

    Args:
        path: The file.
        folder: Where copies are kept. A copy that is damaged or of another format is made anew;
            a folder that cannot be written costs time only.

    Raises:
        DeclarationError: As `read_vocabulary`.
    """
    copy = folder / f"{path.stem}.json"
    source = _source(path)
    if source and (reading := _restored(copy, source)):
        return reading
    reading = read_vocabulary(path)
    if source == _source(path):  # else it changed meanwhile
        _keep(reading, source, copy)
    return reading


def keep(path: Path, reading: Reading, folder: Path) -> None:
    """Keep a copy of what a file was just written from."""
    _keep(reading, _source(path), folder / f"{path.stem}.json")


def _keep(reading: Reading, source: str, copy: Path) -> None:
    """Write a copy: one line that proves the next, and one that holds everything."""
    body = json.dumps(_plain(reading), ensure_ascii=False).encode()
    head = {"format": FORMAT, "source": source, "sha256": sha256(body).hexdigest()}
    part = copy.with_name(f"{copy.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):  # a read-only or full store: only the next start is slower
        copy.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(json.dumps(head).encode() + b"\n" + body)
        part.replace(copy)


def _source(path: Path) -> str:
    """Return the digest of name and bytes, or "" where they cannot be had."""
    try:
        return sha256(path.name.encode() + b"\n" + path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _restored(copy: Path, source: str) -> Reading | None:
    try:
        head_line, body = copy.read_bytes().split(b"\n", 1)
        head = json.loads(head_line)
        if head != {"format": FORMAT, "source": source, "sha256": sha256(body).hexdigest()}:
            return None
        return _reading(json.loads(body))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _plain(reading: Reading) -> dict[str, Any]:
    vocabulary = reading.vocabulary
    return {
        "scheme_id": vocabulary.scheme_id,
        "title": vocabulary.title,
        "uri": vocabulary.uri,
        "concepts": [asdict(concept) for concept in vocabulary.concepts],
        "retired": [asdict(concept) for concept in vocabulary.retired],
        "warnings": reading.warnings,
    }


def _reading(values: Mapping[str, Any]) -> Reading:
    vocabulary = Vocabulary(
        scheme_id=values["scheme_id"],
        title=values["title"],
        concepts=tuple(map(_concept, values["concepts"])),
        retired=tuple(map(_concept, values["retired"])),
        uri=values["uri"],
    )
    return Reading(vocabulary, tuple(values["warnings"]))


def _concept(values: Mapping[str, Any]) -> Concept:
    known: dict[str, Any] = {name: tuple(values[name]) for name in LISTS}
    known["labels"] = tuple((language, label) for language, label in values["labels"])
    return Concept(**{**values, **known})

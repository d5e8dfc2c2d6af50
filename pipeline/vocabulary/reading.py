"""Read a vocabulary from SKOS Turtle or CSV, and say where the file is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DeclarationError
from pipeline.vocabulary.concepts import Vocabulary

SUFFIXES = (".ttl", ".csv")
SCHEME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
RESERVED = ("countries", "keywords")
"""Schemes that are no vocabulary: countries come from the gazetteer, keywords from publishers."""
MAX_BYTES = 50_000_000
"""Of a file; 2.7 MB of the UNESCO Thesaurus take 1.6 s and 100 MB of memory to parse."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A vocabulary, and what of its file could not be taken as it stands."""

    vocabulary: Vocabulary
    warnings: tuple[str, ...] = ()
    """One line each, with file, line and concept. Empty for vocabularies made here: of these,
    what is wrong is refused."""


def load_vocabulary(path: Path) -> Vocabulary:
    """Read one vocabulary from a file; its scheme is the file's stem.

    Raises:
        DeclarationError: As `read_vocabulary`.
    """
    return read_vocabulary(path).vocabulary


def read_vocabulary(path: Path) -> Reading:
    """Read one vocabulary from a file, with warnings; its scheme is the file's stem.

    Raises:
        DeclarationError: The file cannot be read, is too large, holds no scheme or no concept,
            two concepts share an id; or, in a vocabulary made here, a concept has no preferred
            label or two in one language, two concepts share one, or a relation leads nowhere.
            Names file, line and concept.
    """
    check_scheme(path.stem, str(path))
    return read_text(path, file_text(path))


def read_text(path: Path, text: str) -> Reading:
    """Read a vocabulary from the text of a file, which need not lie there.

    Raises:
        DeclarationError: As `read_vocabulary`.
    """
    from pipeline.vocabulary.skos.files import parse, read  # late: a kept copy needs no rdflib

    return read(parse(path, text), path.stem)


def check_scheme(scheme: str, where: str) -> None:
    """Refuse a name that no vocabulary can have.

    Raises:
        DeclarationError: It is reserved, or not of lower-case letters, digits and hyphens.
    """
    if scheme in RESERVED:
        raise DeclarationError(f"{where}: '{scheme}' is no vocabulary's name; choose another")
    if not SCHEME.fullmatch(scheme) or len(scheme) > 64:
        raise DeclarationError(
            f"{where}: a vocabulary's name holds lower-case letters, digits, hyphens and "
            "underscores and begins with a letter; rename the file"
        )


def file_text(path: Path) -> str:
    """Return the text of a file, without byte order mark.

    Raises:
        DeclarationError: It cannot be read as UTF-8, or is too large.
    """
    try:
        n_bytes = path.stat().st_size
        if n_bytes > MAX_BYTES:
            raise DeclarationError(
                f"{path}: {n_bytes:,} bytes, more than {MAX_BYTES:,}; import a part of it"
            )
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as UTF-8 text ({error})") from error

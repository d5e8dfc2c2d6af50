"""What the files of a gazetteer folder declare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import babel

from pipeline.errors import DeclarationError
from pipeline.gazetteers.checking import Bodies, check_bodies, check_countries, check_languages
from pipeline.gazetteers.declared import Body, Countries, Languages, Organisations, Programmes, read

COUNTRIES, LANGUAGES = "countries.toml", "languages.toml"
ORGANISATIONS, PROGRAMMES = "organisations", "programmes"
"""Folders of files."""
FORMER = ("organisations.toml", "programmes.toml")
"""Files that earlier versions had in the place of these folders."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A folder that was read."""

    countries: Countries
    languages: Languages
    organisations: dict[str, Body]
    programmes: dict[str, Body]
    digest: str
    """SHA-256 of all files and of babel's version, whose names they build on."""


def read_folder(folder: Path) -> Declared:
    """Read countries.toml, languages.toml and the files of organisations/ and programmes/.

    Raises:
        DeclarationError: A file is missing or an entry is wrong; both are named.
    """
    _refuse_former(folder)
    countries = read(folder / COUNTRIES, Countries)
    languages = read(folder / LANGUAGES, Languages)
    check_countries(folder / COUNTRIES, countries)
    check_languages(folder / LANGUAGES, languages, countries)
    files = _files(folder / ORGANISATIONS)
    organisations = _together({path: read(path, Organisations).organisation for path in files})
    files = _files(folder / PROGRAMMES)
    programmes = _together({path: read(path, Programmes).programme for path in files})
    for bodies in (organisations, programmes):
        check_bodies(bodies, organisations, countries)
    return Declared(
        countries, languages, _without_path(organisations), _without_path(programmes),
        _digest(folder),
    )  # fmt: skip


def _refuse_former(folder: Path) -> None:
    for path in (folder / name for name in FORMER):
        if path.exists():
            raise DeclarationError(
                f"{path}: is of an earlier version; move the folder {folder} away, let "
                "'culturescope init' write today's, and add your own entries to that"
            )


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise DeclarationError(f"{folder}: no gazetteer file; restore the folder")
    return found


def _together(files: Mapping[Path, Mapping[str, Body]]) -> Bodies:
    found: Bodies = {}
    for path, more in files.items():
        for key, body in more.items():
            if key in found:
                other = found[key][0]
                raise DeclarationError(f"{path}: {key}: declared in {other}, too; keep one")
            found[key] = path, body
    return found


def _without_path(bodies: Bodies) -> dict[str, Body]:
    return {key: body for key, (_, body) in bodies.items()}


def _digest(folder: Path) -> str:
    sha = hashlib.sha256(babel.__version__.encode())
    for path in sorted(folder.rglob("*.toml")):
        sha.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()

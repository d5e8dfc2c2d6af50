"""What a workspace declares: sources, as cards in TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import DeclarationError

Key = str | tuple[str, ...]
"""A field name of a record, or several of which the first that holds something counts."""


class LabelFields(BaseModel):
    """Which fields (or front-matter keys) hold the publisher's own labels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    themes: Key = ("themes",)
    disciplines: Key = ("disciplines",)
    countries: Key = ("countries",)
    keywords: Key = ("keywords", "tags")
    separator: str = ";"
    """Splits labels inside one string; lists are taken as they are."""


class Fields(BaseModel):
    """Which field of a record, or key of a front matter, means what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Key = ("id",)
    """May be a pattern over several fields: "{volume}/{doc}"."""
    title: Key = ("title",)
    text: Key = ("text", "body")
    published: Key = ("published", "date")
    authors: Key = ("authors", "author")
    section: Key = ("section",)
    language: Key = ("language", "lang")
    url: Key = ("url",)
    labels: LabelFields = LabelFields()


class Selectors(BaseModel):
    """CSS selectors that are asked first on the source's HTML pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: str = ""
    title: str = ""
    published: str = ""
    authors: str = ""
    section: str = ""
    themes: str = ""
    disciplines: str = ""
    countries: str = ""
    keywords: str = ""
    drop: str = ""
    """Elements taken out before anything is read."""


class Source(BaseModel):
    """A declared place that documents come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """The stem of the card's file name."""
    name: str
    kind: Literal["folder", "records"]
    path: str
    """Folder or file, relative to the workspace."""
    include: tuple[str, ...] = ("**/*",)
    """folder: glob patterns of the files to read."""
    text_format: Literal["text", "html", "markdown"] = "text"
    """records: what the text field holds."""
    base_url: str = ""
    """folder: prefix that turns a relative path into the document's public URL."""
    ocr: str = Field(default="", pattern=r"^([a-zA-Z_]+(\+[a-zA-Z_]+)*)?$")
    """Languages in which pages without text are recognised by tesseract ("eng+fra"); empty: such
    documents are rejected."""
    language: str = Field(default="", pattern=r"^([a-z]{2})?$")
    """ISO 639-1, where all documents are in one language; empty: told from each text."""
    licence: str = ""
    publisher: str = ""
    complete_labels: bool = False
    """The publisher gives each document every label that applies: learning takes what it does not
    give as wrong. Otherwise what is not given is not known."""
    enabled: bool = True
    min_documents: int = 0
    """Fewer after a full ingest raise a finding."""
    fields: Fields = Fields()
    select: Selectors = Selectors()

    @model_validator(mode="after")
    def _path_stays_readable(self) -> Source:
        if not self.path.strip():
            raise ValueError("path must name a folder or file")
        return self


def load_source(path: Path) -> Source:
    """Read one card.

    Raises:
        DeclarationError: The file is no TOML, has an unknown key or a bad value.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        return Source(id=path.stem, **values)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DeclarationError(f"{path}: not readable as TOML ({error}); mend the file") from error
    except ValidationError as error:
        raise DeclarationError(f"{path}: {_problems(error)}") from error
    except TypeError as error:
        raise DeclarationError(f"{path}: the id is the file's name; remove the key 'id'") from error


def _problems(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        where = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            known = ", ".join(sorted(set(Source.model_fields) - {"id"}))
            lines.append(f"unknown key '{where}' (known at the top level: {known})")
        else:
            lines.append(f"{where}: {problem['msg']}" if where else problem["msg"])
    return "; ".join(lines) + "; mend the card"


def load_sources(folder: Path) -> tuple[dict[str, Source], list[DeclarationError]]:
    """Read every card of a folder.

    Returns:
        The readable sources by id, in order of id, and one error for each card that is not.
    """
    sources: dict[str, Source] = {}
    errors: list[DeclarationError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            sources[path.stem] = load_source(path)
        except DeclarationError as error:
            errors.append(error)
    return sources, errors

"""Cards: one declared source each, in TOML."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from pipeline.declarations.fields import Fields, Selectors
from pipeline.declarations.nearest import nearest_key
from pipeline.declarations.ways import Content, Expect, Listing, Manners, Oai, Wordpress
from pipeline.errors import DeclarationError

WEB_KINDS = ("feed", "sitemap", "listing", "wordpress", "oai", "urls")
"""Kinds whose items are fetched."""
Kind = Literal[
    "folder", "records", "warc", "feed", "sitemap", "listing", "wordpress", "oai", "urls"
]
_FIELD = r"(?:[\d*,/-]|[A-Za-z]{3})+"
_FIVE_FIELDS = re.compile(rf"{_FIELD}(?: {_FIELD}){{4}}")
"""Of cron. A sixth, "#" and "L" mean different things to different programs."""


class Source(BaseModel):
    """A declared place that documents come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """The stem of the card's file name."""
    name: str
    kind: Kind
    path: str = ""
    """Folder or file, relative to the workspace (folder, records, warc; urls: the list)."""
    url: tuple[str, ...] = ()
    """Web kinds: address of the feed, sitemap, first index page, site or endpoint, or several."""
    include: tuple[str, ...] = ("**/*",)
    """Glob patterns: of the files to read (folder, warc); of the paths of the addresses to take,
    such as "news/**", with or without query (web kinds)."""
    exclude: tuple[str, ...] = ()
    """Glob patterns of what is left out of that."""
    hosts: tuple[str, ...] = ()
    """Web kinds: hosts whose pages belong to the source, besides those of `url`."""
    content: Content = ""
    files: tuple[str, ...] = ()
    """Endings of linked files that are taken along with a page, as one work with it ("pdf")."""
    drop_query: tuple[str, ...] = ()
    """Parameters that change nothing of a page, besides the well-known ones of trackers."""
    canonical: bool = True
    """Believe what a page says its canonical address is."""
    revisit_days: float = Field(default=30.0, ge=0)
    """Known pages are asked again for changes after so many days, ever more rarely where nothing
    changes; 0: never."""
    sweep_days: float = Field(default=30.0, ge=0)
    """A listing is read to its end, and OAI and WordPress from their beginning, after so many days,
    to find what came late and what has gone; 0: at every visit."""
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
    verified: bool = True
    """False: written from public knowledge and never tried; `sources check` tells what to mend."""
    schedule: str = ""
    """When it is visited, as cron has it ("0 4 * * *"); empty: with every `run` only."""
    time_zone: str = "UTC"
    """Of the schedule, by its IANA name ("Europe/Berlin")."""
    group: str = ""
    """Sources of one group are scheduled together."""
    min_documents: int = 0
    """Fewer after a full ingest raise a finding."""
    expect: Expect = Expect()
    listing: Listing = Listing()
    wordpress: Wordpress = Wordpress()
    oai: Oai = Oai()
    manners: Manners = Manners()
    fields: Fields = Fields()
    select: Selectors = Selectors()

    @property
    def is_web(self) -> bool:
        """Tell whether its items are fetched."""
        return self.kind in WEB_KINDS

    @field_validator("url", mode="before")
    @classmethod
    def _one_or_several(cls, url: object) -> object:
        return (url,) if isinstance(url, str) else url

    @field_validator("url")
    @classmethod
    def _are_addresses(cls, url: tuple[str, ...]) -> tuple[str, ...]:
        for one in url:
            if not one.lower().startswith(("http://", "https://")):
                raise ValueError(f"{one!r} is no address that begins with http:// or https://")
        return url

    @field_validator("schedule")
    @classmethod
    def _is_cron(cls, schedule: str) -> str:
        if schedule:
            if not _FIVE_FIELDS.fullmatch(schedule):
                raise ValueError(f"{schedule!r} must be five fields, as in '15 6 * * 1-5'")
            try:
                CronSim(schedule, dt.datetime(2000, 1, 1))
            except CronSimError as error:
                raise ValueError(f"{schedule!r} is no cron expression ({error})") from error
        return schedule

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone such as 'Europe/Berlin'") from error
        return name

    @model_validator(mode="after")
    def _says_where(self) -> Source:
        if self.kind == "urls":
            if not self.path.strip() and not self.url:
                raise ValueError("give 'path', a file of addresses, or 'url'")
        elif self.is_web:
            if not self.url:
                raise ValueError(f"kind {self.kind} needs 'url'")
        elif not self.path.strip():
            raise ValueError("path must name a folder or file")
        if self.kind == "listing" and not self.listing.links:
            raise ValueError("kind listing needs 'links' under [listing]")
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
        *table, key = (str(part) for part in problem["loc"]) if problem["loc"] else ("",)
        where = ".".join([*table, key])
        if problem["type"] == "extra_forbidden":
            lines.append(f"unknown key '{where}' ({nearest_key(key, '.'.join(table))})")
        else:
            said = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{where}: {said}" if where else said)
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

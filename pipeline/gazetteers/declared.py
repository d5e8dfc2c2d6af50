"""The shape of the gazetteer files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import DeclarationError

Alpha3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Former = Annotated[str, Field(pattern=r"^[A-Z]{4}$")]
"""ISO 3166-3."""
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The end of an id, which stands in URLs and on command lines."""
Name = Annotated[str, Field(pattern=r"[\p{L}\p{N}]")]
"""What has no letter and no digit is found in no text."""
Names = tuple[Name, ...]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Country(_Declared):
    """A country of ISO 3166-1; its key is the alpha-3 code."""

    alpha2: str = Field(pattern=r"^[A-Z]{2}$")
    un_region: str = ""
    """United Nations geoscheme (M49), the finest: "Western Africa"."""
    world_bank_region: str = ""
    """"Sub-Saharan Africa"; empty: the World Bank has it in none."""
    name: str = ""
    """Empty: babel's English name."""
    capitals: Names = ()
    """Cities that stand for its government."""
    aliases: Names = ()
    exact: Names = ()
    demonyms: Names = ()
    babel: bool = True
    """Whether babel's names are looked for in texts."""


class Historical(_Declared):
    """A state that is no more; its key is the ISO 3166-3 code."""

    name: Name
    successor: Alpha3
    aliases: Names = ()
    exact: Names = ()
    demonyms: Names = ()


class Region(_Declared):
    """A part of the world larger than a country."""

    name: Name
    m49: str = ""
    """Code under which babel has its name in other languages."""
    aliases: Names = ()
    exact: Names = ()
    demonyms: Names = ()
    labels: Names = ()
    """What publishers call it, but is not looked for in texts."""
    label_only: bool = False


class Ambiguous(_Declared):
    """Names that more than one country, or none, may go by."""

    names: Names = Field(min_length=1)
    via: Literal["name", "demonym"] = "name"
    choices: tuple[str, ...] = Field(min_length=2)
    """Alpha-3 codes, regions ("region:americas"), or an empty string for no country; the first
    wins without clues."""
    clues: dict[str, Names] = {}
    """Words of the document that speak for a choice; key `none` for the empty one."""
    near: dict[str, Names] = {}
    """Words that speak for it only close to the name."""


class Language(_Declared):
    """How names are written in one language; its key is the ISO 639-1 code."""

    locales: Names = ()
    """What babel calls it; empty: its code."""
    has_spaces: bool = True
    endings: dict[str, tuple[str, ...]] = {}
    """By last letters of a name: what they become in other cases."""
    before: Names = ()
    """What is written together with a name before it."""
    exact: bool = False
    """Whether accents and capitals count."""
    blocked: Names = ()
    """Forms that mean something else."""
    blocking: Names = ()
    """Longer words that hold a name and name no country."""
    aliases: dict[str, Names] = {}
    """By alpha-3, ISO 3166-3 code, or region ("region:europe")."""


class Countries(_Declared):
    """countries.toml."""

    version: Literal[1]
    personal: Names = ()
    blocking: Names = ()
    country: dict[Alpha3, Country]
    historical: dict[Former, Historical] = {}
    region: dict[Key, Region] = {}
    ambiguous: tuple[Ambiguous, ...] = ()


class Languages(_Declared):
    """languages.toml."""

    version: Literal[1]
    language: dict[str, Language]


class Body(_Declared):
    """An organisation or a programme; its key is the slug of its id."""

    name: Name
    acronyms: Names = ()
    shy: Names = ()
    """Acronyms that count only where the document also gives another form."""
    aliases: Names = ()
    at_home: Names = ()
    """Names that mean it only in a text that speaks of its country ("Ministry of Culture")."""
    country: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    """Alpha-3 of its seat or owner; empty for international ones."""
    kind: str = ""
    start: int | None = Field(default=None, ge=1, le=2100)
    """Year in which it began."""
    end: int | None = Field(default=None, ge=1, le=2100)
    """Year in which it ended."""
    successor: str = ""
    """Key of the body that took its place."""
    owner: str = ""
    """Of a programme: key of the organisation that runs it."""


class Organisations(_Declared):
    """A file of organisations/."""

    version: Literal[1]
    organisation: dict[Key, Body]


class Programmes(_Declared):
    """A file of programmes/."""

    version: Literal[1]
    programme: dict[Key, Body]


Shape = TypeVar("Shape", Countries, Languages, Organisations, Programmes)


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read one gazetteer file.

    Raises:
        DeclarationError: The file is missing, no TOML, or an entry is wrong; both are named.
    """
    try:
        return shape(**tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise DeclarationError(f"{path}: not readable ({error}); restore the file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as TOML ({error}); mend the file") from error
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise DeclarationError(f"{path}: {where}: {problem['msg']}; mend the entry") from error

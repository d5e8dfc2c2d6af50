"""datapackage.json: what is in a snapshot (Frictionless Data Package v1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.snapshots.nouns import Column, Table
from pipeline.snapshots.tables import TABLES

PACKAGE_FILE = "datapackage.json"
FORMAT = 6
"""Goes up when the tables change so that older snapshots can no longer be read by this code."""
ID_DIGITS = 12
DATA_FILES = tuple(f"{name}{end}" for name in TABLES for end in (".csv", ".parquet"))
OWN_KEY = "culturescope"
DEFAULT_TITLE = "Culturescope snapshot"

DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
"""Said in full: tools guess what is not said, from the texts of the first rows."""

MEDIA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".html": "text/html",
    ".md": "text/markdown",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a snapshot as it lies on disk."""

    name: str
    n_bytes: int
    sha256: str


def file_facts(path: Path) -> FileFacts:
    """Measure a file."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FileFacts(path.name, path.stat().st_size, sha256)


def data_sha256(files: Sequence[FileFacts]) -> str:
    """Return one digest over names and digests of the data files, whatever their order."""
    lines = sorted(f"{file.name} {file.sha256}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def describe(
    data: Sequence[FileFacts],
    reports: Sequence[FileFacts],
    n_rows: Mapping[str, int],
    manifest: Mapping[str, object],
) -> dict[str, Any]:
    """Return the content of datapackage.json.

    Args:
        data: The tables' files; their digest gives the snapshot its id.
        reports: Files that were made from the tables; hashed, but no part of the id.
        n_rows: Rows of each table.
        manifest: What the run says of itself (settings, models, run_id, as_of, rejected, ...);
            its `created` (UTC, ISO 8601), `title` and `licenses` become the package's.
    """
    sha256 = data_sha256(data)
    own = {"format": FORMAT, "sha256": sha256, **manifest}
    created, title = own.pop("created", None), own.pop("title", None)
    licences = manifest.get("licenses")
    return {
        "profile": "data-package",
        "name": f"culturescope-{sha256[:ID_DIGITS]}",
        "id": sha256[:ID_DIGITS],
        "title": title or DEFAULT_TITLE,
        **({"created": created} if created else {}),
        **({"licenses": licences} if licences else {}),
        "resources": [_data_resource(file, n_rows) for file in data]
        + [_resource(file) for file in reports],
        OWN_KEY: own,
    }


def _resource(file: FileFacts) -> dict[str, Any]:
    suffix = Path(file.name).suffix
    return {
        "profile": "data-resource",
        "name": file.name.lower().replace(".", "-"),
        "path": file.name,
        "format": suffix[1:],
        "mediatype": MEDIA_TYPES.get(suffix, "application/octet-stream"),
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _data_resource(file: FileFacts, n_rows: Mapping[str, int]) -> dict[str, Any]:
    table = TABLES[Path(file.name).stem]
    resource = _resource(file) | {"description": table.description}
    if not file.name.endswith(".csv"):
        # the data packages' own tool reads Parquet by pandas, which knows no empty cells
        return resource | {"type": "file", "note": f"The rows of {table.name}.csv, with types."}
    return resource | {
        "profile": "tabular-data-resource",
        "name": table.name,
        "rows": n_rows[table.name],
        "encoding": "utf-8",
        "dialect": DIALECT,
        "note": "Texts that a spreadsheet would run start with an added apostrophe.",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    keys = [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": key.table if key.table != table.name else "",
                "fields": list(key.references),
            },
        }
        for key in table.foreign_keys
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.enum:
        constraints["enum"] = list(column.enum)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        "constraints": constraints,
    }


def write_package(folder: Path, content: Mapping[str, Any]) -> None:
    """Write datapackage.json."""
    text = json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n"
    (folder / PACKAGE_FILE).write_text(text, "utf-8")

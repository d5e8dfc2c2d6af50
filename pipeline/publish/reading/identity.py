"""What a citation of the snapshot names, from its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.publish.nouns import Identity
from pipeline.publish.tables import Tables

MAX_LINES, MAX_VALUE = 80, 200


def read_identity(tables: Tables) -> Identity:
    """Return what the manifest says, without clock times: the same data give the same page."""
    manifest = tables.manifest()
    own = manifest["culturescope"]
    settings = own.get("settings", {})
    return Identity(
        snapshot_id=str(manifest["id"]),
        sha256=str(own.get("sha256", "")),
        version=str(own.get("version", "")),
        as_of=str(own.get("as_of") or ""),
        is_as_of_set=bool(settings.get("as_of", own.get("as_of"))),
        settings=_pairs(settings),
        libraries=_pairs(own.get("libraries", {})),
        fingerprints=_pairs(own.get("fingerprints", {})),
        tables=_tables(manifest.get("resources", [])),
        panel=tuple(str(name) for name in own.get("panel") or ()),
        min_score=settings.get("min_score", own.get("min_score")),
    )


def _pairs(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(name, str(value)[:MAX_VALUE]) for name, value in sorted(values.items())]
    return tuple(pairs[:MAX_LINES])


def _tables(resources: list[dict[str, Any]]) -> tuple[tuple[str, int, str], ...]:
    """Return the tables that say how many rows they have, once each."""
    told = {
        Path(str(each["path"])).stem: (int(each["rows"]), str(each.get("description", "")))
        for each in resources
        if "rows" in each
    }
    return tuple((name, n, description) for name, (n, description) in told.items())

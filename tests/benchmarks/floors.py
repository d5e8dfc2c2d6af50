"""Floors: what quality has reached, pinned with the data it was reached on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

PATH = Path(__file__).with_name("floors.json")


class LoweredError(Exception):
    """A floor would come down and nobody says why."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Figures of one data set, 0 to 1, higher is better."""

    sha256: str
    """Of the data they were measured on."""
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned of one data set."""

    sha256: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a floor was last lowered."""


def load_floors(path: Path = PATH) -> dict[str, Floors]:
    """Return what is pinned, by data set; nothing where the file does not exist."""
    if not path.exists():
        return {}
    return {name: Floors(**values) for name, values in json.loads(path.read_text("utf-8")).items()}


def save_floors(floors: Mapping[str, Floors], path: Path = PATH) -> None:
    """Write what is pinned."""
    values = {name: asdict(pinned) for name, pinned in sorted(floors.items())}
    path.write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", "utf-8")


def verdicts(pinned: Floors, reached: Reached) -> dict[str, str]:
    """Say of each figure, pinned or reached, how it stands to its floor."""
    names = sorted(pinned.figures.keys() | reached.figures.keys())
    told = {name: _verdict(pinned.figures.get(name), reached.figures.get(name)) for name in names}
    if pinned.sha256 in ("", reached.sha256):
        return told
    return {name: f"{verdict} (floor is of other data)" for name, verdict in told.items()}


def _verdict(floor: float | None, figure: float | None) -> str:
    if floor is None:
        return "new"
    if figure is None:
        return "GONE"
    if figure < floor:
        return "BELOW"
    return "above" if figure > floor else "holds"


def updated(pinned: Floors, reached: Reached, reason: str = "") -> Floors:
    """Return the floors that the reached figures make.

    Raises:
        LoweredError: A figure is below its floor or no longer measured, and no reason is given.
    """
    lowered = sorted(
        name for name, floor in pinned.figures.items() if reached.figures.get(name, -1.0) < floor
    )
    if lowered and not reason.strip():
        raise LoweredError(f"{', '.join(lowered)} would come down; say why with --reason TEXT")
    kept = {
        name: why
        for name, why in pinned.reasons.items()
        if reached.figures.get(name) == pinned.figures.get(name)
    }
    reasons = kept | dict.fromkeys(lowered, reason.strip())
    return Floors(reached.sha256, dict(sorted(reached.figures.items())), reasons)

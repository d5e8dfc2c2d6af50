"""The models of a scheme with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.errors import ModelError
from pipeline.settings import Workspace
from pipeline.steps import in_use, models
from pipeline.steps.learning import history
from pipeline.steps.learning.training import COMPARISON_FILE


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model as it is listed."""

    scheme: str
    version: str
    is_in_use: bool
    at: str
    """UTC, when it was trained, or last chosen by a person; empty where that is not known."""
    by: str
    reason: str
    about: dict[str, Any]
    """What its manifest says of how it was made; empty for the cold one."""
    comparison: dict[str, Any]
    """With the model in use at the time; empty for the cold one."""
    problem: str = ""
    """Why it cannot be used."""


def models_of(workspace: Workspace, scheme: str) -> list[ModelRow]:
    """Return the models of a scheme: the cold one, then the others, the latest last.

    Raises:
        UsageError: There is no such vocabulary.
        ModelError: It cannot be told which is in use, or what happened.
    """
    models.vocabulary(workspace, scheme)
    chosen = in_use.load(workspace, scheme).version
    last: dict[str, history.Entry] = {}
    for entry in history.load(workspace, scheme):
        if entry["what"] == "chosen" or entry["version"] not in last:
            last[entry["version"]] = entry
    order = {version: at for at, version in enumerate(last)}
    versions = history.versions(workspace, scheme)
    versions.sort(key=lambda version: (order.get(version, -1), version))
    if chosen not in (in_use.COLD, *versions):
        versions.append(chosen)  # gone: its row says so
    rows = [in_use.COLD, *versions]
    return [_row(workspace, scheme, one, one == chosen, last.get(one, {})) for one in rows]


def _row(
    workspace: Workspace, scheme: str, version: str, is_chosen: bool, entry: history.Entry
) -> ModelRow:
    about, comparison, problem = _told(workspace, scheme, version)
    return ModelRow(
        scheme=scheme,
        version=version,
        is_in_use=is_chosen,
        at=entry.get("at", ""),
        by=entry.get("by", ""),
        reason=entry.get("reason", ""),
        about=about,
        comparison=comparison,
        problem=problem,
    )


def _told(
    workspace: Workspace, scheme: str, version: str
) -> tuple[dict[str, Any], dict[str, Any], str]:
    from pipeline.themes.tagger.files import prove, read_part

    if version == in_use.COLD:
        return {}, {}, ""
    folder = in_use.folder(workspace, scheme) / version
    try:
        return prove(folder)["about"], read_part(folder, COMPARISON_FILE), ""
    except ModelError as error:
        return {}, {}, str(error)

"""A person's choice of the model in use."""

from __future__ import annotations

from pipeline.errors import UsageError
from pipeline.settings import Workspace
from pipeline.steps import in_use, models
from pipeline.steps.context import utc_now
from pipeline.steps.learning import history


def choose(workspace: Workspace, scheme: str, version: str, *, by: str, reason: str) -> str:
    """Let a model be in use, whatever its figures; enter who chose it, and when.

    Later trainings are compared with it, and may take its place.

    Args:
        workspace: To work in.
        scheme: Id of a vocabulary.
        version: Of a model there is, or the beginning of one that only one has, or "cold".
        by: Who chooses.
        reason: In that person's words; may be empty.

    Returns:
        The whole version.

    Raises:
        UsageError: There is no such vocabulary, or no such model, or more than one.
        ModelError: The model is damaged, or made for another encoder.
        BusyError: Another process trains or chooses.
    """
    models.vocabulary(workspace, scheme)
    with history.only_training(workspace, scheme):
        found = _the_one(workspace, scheme, version)
        if found != in_use.COLD:  # nothing can be wrong with the cold one, and it loads slowly
            models.tagger_of(workspace, scheme, found)
        chosen = in_use.InUse(found, by, utc_now().isoformat(), reason)
        in_use.put(workspace, scheme, chosen)
        history.add(
            workspace, scheme, "chosen", version=found, by=by, is_in_use=True, reason=reason
        )
    return found


def _the_one(workspace: Workspace, scheme: str, version: str) -> str:
    there = [in_use.COLD, *history.versions(workspace, scheme)]
    found = [one for one in there if one == version] or [
        one for one in there if version and one.startswith(version)
    ]
    if len(found) != 1:
        problem = "is the beginning of several" if found else "is none"
        raise UsageError(
            f"'{version}' {problem} of the models of '{scheme}'; there are: {', '.join(there)}"
        )
    return found[0]

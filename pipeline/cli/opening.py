"""The workspace that a call names, with its store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.settings import Workspace
    from pipeline.store import Store


@contextmanager
def opened() -> Iterator[tuple[Workspace, Store]]:
    """Open the store of the workspace that the call names."""
    from pipeline.store import Store

    workspace = common.workspace()
    with Store(workspace.database_url) as store:
        yield workspace, store

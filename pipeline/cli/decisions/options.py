"""What the commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.settings import Workspace
    from pipeline.store import Store

VIA = "cli"
EDITOR_VARIABLE = "CULTURESCOPE_EDITOR"


def _named(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    del param
    is_only_look = ctx.params.get("expected", "") is None
    if not value and not is_only_look:
        raise click.UsageError(f"say who decides: --editor NAME, or set {EDITOR_VARIABLE}")
    return value or ""


editor_option = click.option(
    "--editor",
    envvar=EDITOR_VARIABLE,
    show_envvar=True,
    callback=_named,
    help="Who decides; kept with the decision, never published.",
)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Read the value of an option that names a day."""
    del ctx, param
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no day; write it like 2026-05-31") from error


@contextmanager
def opened() -> Iterator[tuple[Workspace, Store]]:
    """Open the workspace that the call names, and its store."""
    from pipeline.store import Store

    workspace = common.workspace()
    with Store(workspace.database_url) as store:
        yield workspace, store

"""The command `themes`: the stage, and the models that suggest."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.settings import Workspace
    from pipeline.steps.learning import Comparison, ModelRow
    from pipeline.store import Store

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_SCHEME = "themes"
SHOWN = ("nDCG@5", "F1@5", "log loss")
"""Figures that the list of models has a column for."""


def _scheme_option(command: F) -> F:
    option = click.option(
        "--scheme", default=DEFAULT_SCHEME, show_default=True, help="Id of a vocabulary."
    )
    return option(command)


@contextmanager
def _opened() -> Iterator[tuple[Workspace, Store]]:
    from pipeline.store import Store

    workspace = common.workspace()
    with Store(workspace.database_url) as store:
        yield workspace, store


@click.group(invoke_without_command=True)
@common.json_option
@click.pass_context
def themes(ctx: click.Context) -> int:
    """Map publishers' tags to concepts and suggest themes; or look after what suggests them."""
    if ctx.invoked_subcommand is not None:
        return 0
    from pipeline.cli.stages import run_and_tell

    return run_and_tell(("themes",), "themes")


@themes.command()
@click.option("--scheme", "schemes", multiple=True, help="Only this vocabulary.  [default: all]")
@click.option("--flow", is_flag=True, help="As a Prefect flow, which keeps a record of it.")
@common.json_option
def train(schemes: tuple[str, ...], flow: bool) -> None:
    """Learn from decisions and publishers' tags; use the new model where it is not worse.

    The new model and the one in use are compared on the same documents, which neither has learnt
    from; the new one takes its place if it is not worse, and is kept with the figures either way.
    """
    from pipeline.steps import declared, models
    from pipeline.steps.learning import train_and_compare

    def say(line: str) -> None:
        click.echo(line, err=True)

    with _opened() as (workspace, store):
        wanted = schemes or tuple(declared.vocabularies(workspace))
        models.prepare(workspace, say)
        if flow:
            launch = importlib.import_module("flows.launch_learning")
            done = launch.learn_in_flow(workspace, store, wanted, say)
        else:
            done = [train_and_compare(workspace, store, one, say=say) for one in wanted]
    if common.as_json():
        common.print_json([asdict(one) for one in done])
        return
    for comparison in done:
        _tell(comparison)


def _tell(comparison: Comparison) -> None:
    verdict = "promoted" if comparison.is_promoted else "not promoted"
    click.echo(f"{comparison.scheme}: {verdict}: {comparison.reason}")
    if not comparison.candidate:
        return
    n_other = comparison.n_learnt - comparison.n_decided
    click.echo(
        f"  {comparison.candidate} has learnt from {comparison.n_decided:,} documents that editors "
        f"decided and {n_other:,} that their publishers tagged"
    )
    if comparison.figures:
        click.echo(f"  compared on {comparison.n_compared:,} {comparison.compared_on}")
        columns = ["  measure", "#new", "#in use", "#difference", "95 % interval", "#documents"]
        rows = [
            (
                f"  {one.name}",
                f"{one.candidate:.3f}",
                f"{one.in_use:.3f}",
                f"{one.difference:+.3f}",
                f"{one.low:+.3f} to {one.high:+.3f}",
                one.n,
            )
            for one in comparison.figures
        ]
        common.print_table("", columns, rows)


@themes.command(name="models")
@click.option("--scheme", "schemes", multiple=True, help="Only this vocabulary.  [default: all]")
@common.json_option
def list_models(schemes: tuple[str, ...]) -> int:
    """List the models there are, with what they have learnt from and their figures."""
    from pipeline.steps import declared
    from pipeline.steps.learning import models_of

    workspace = common.workspace()
    wanted = schemes or tuple(declared.vocabularies(workspace))
    rows = [row for scheme in wanted for row in models_of(workspace, scheme)]
    code = common.FINDINGS_EXIT if any(row.problem for row in rows) else 0
    if common.as_json():
        common.print_json([asdict(row) for row in rows])
        return code
    columns = ["scheme", "version", "", "#decided", "#tagged", *(f"#{name}" for name in SHOWN)]
    common.print_table("", [*columns, "since", "by"], map(_model_row, rows))
    common.print_findings([row.problem for row in rows if row.problem])
    return code


def _model_row(row: ModelRow) -> list[object]:
    decided = row.about.get("n_decided")
    tagged = row.about["n_documents"] - decided if decided is not None else None
    measured = {one["name"]: one["candidate"] for one in row.comparison.get("figures", ())}
    figures = [f"{measured[name]:.3f}" if name in measured else None for name in SHOWN]
    return [row.scheme, row.version, _state(row), decided, tagged, *figures, row.at[:16], row.by]


def _state(row: ModelRow) -> str:
    if row.problem:
        return "damaged, in use" if row.is_in_use else "damaged"
    if row.is_in_use:
        return "in use"
    return "" if row.comparison.get("is_promoted", True) else "not promoted"


@themes.command()
@click.argument("version")
@_scheme_option
@click.option("--by", help="Who chooses.  [default: the name you are logged in under]")
@click.option("--reason", default="", help="Why, for those who look it up later.")
@common.json_option
def use(version: str, scheme: str, by: str | None, reason: str) -> None:
    """Let the model VERSION (its beginning will do, or "cold") suggest from now on."""
    import getpass

    from pipeline.steps.learning import choose

    found = choose(common.workspace(), scheme, version, by=by or getpass.getuser(), reason=reason)
    if common.as_json():
        common.print_json({"scheme": scheme, "in_use": found})
        return
    click.echo(f"{scheme}: {found} is in use; 'culturescope themes' suggests anew with it")


@themes.command()
@_scheme_option
@click.option("--n", "n", default=20, show_default=True, type=click.IntRange(1, 500))
@common.json_option
def review(scheme: str, n: int) -> None:
    """Propose the N documents from whose review most would be learnt, and say why each."""
    from pipeline.steps import models
    from pipeline.steps.reviewing import propose

    with _opened() as (workspace, store):
        models.prepare(workspace, lambda line: click.echo(line, err=True))
        found = propose(workspace, store, scheme, n)
    if common.as_json():
        common.print_json([asdict(one) for one in found])
        return
    if not found:
        click.echo("nothing to propose: every document a run has read was decided on")
        return
    rows = [(one.document_id, one.title[:60], one.source_id, one.why) for one in found]
    common.print_table("", ["document", "title", "source", "why"], rows)
    click.echo(
        "to review one: culturescope suggest --document ID, then decisions accept, reject, add, "
        "and decisions complete",
        err=True,
    )

"""Commands that set up: workspaces and sources."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import common


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--sample/--no-sample", default=True, help="With the sample corpus.  [default: yes]")
@common.json_option
def init(folder: Path, sample: bool) -> None:
    """Make a workspace in FOLDER. What is there already is left as it is."""
    from pipeline.steps.setup import make_workspace

    made = make_workspace(folder.resolve(), with_sample=sample)
    if common.as_json():
        common.print_json({"workspace": str(folder), "made": made})
        return
    click.echo(f"{folder}: {len(made):,} files written")
    if not any((folder / "corpus" / "sources").glob("*.toml")):
        click.echo(f"first: {folder}/corpus/sources/NAME.toml, a card that says where texts are:")
        click.echo('  name = "My texts"\n  kind = "folder"\n  path = "texts"')
    click.echo(f"next: culturescope --root {folder} run")


@click.group()
def sources() -> None:
    """List and check the declared sources."""


@sources.command("list")
@common.json_option
def list_sources() -> int:
    """List the sources with their documents and rejected inputs."""
    from pipeline.steps.looking import source_rows

    rows, findings = source_rows(common.workspace())
    if common.as_json():
        common.print_json({"sources": rows, "findings": findings})
    else:
        columns = ["source", "kind", "enabled", "#documents", "#rejected", "licence", "name"]
        common.print_table("", columns, [[r[c.lstrip("#")] for c in columns] for r in rows])
        common.print_findings(findings)
    return common.FINDINGS_EXIT if findings else 0


@sources.command("check")
@click.argument("source_id", required=False)
@click.option("-n", "n", default=5, show_default=True, help="Items to read of each source.")
@common.json_option
def check_sources(source_id: str | None, n: int) -> int:
    """Read a few items of a source and show what comes out. Stores nothing."""
    from pipeline.steps.looking import check_source

    workspace = common.workspace()
    rows, findings = check_source(workspace, source_id, n)
    if common.as_json():
        common.print_json({"items": rows, "findings": findings})
    else:
        columns = ["source", "outcome", "published", "#words", "title", "labels", "locator"]
        common.print_table("", columns, [[r[c.lstrip("#")] for c in columns] for r in rows])
        common.print_findings(findings)
    return common.FINDINGS_EXIT if findings else 0

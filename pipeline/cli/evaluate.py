"""Commands that measure."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli import common


@click.group()
def evaluate() -> None:
    """Measure against reference annotations."""


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common.json_option
def gold(file: Path) -> None:
    """Run entities and themes on the texts of a gold FILE (JSON lines) and score them.

    Nothing is learnt from the file and nothing is stored.
    """
    from pipeline.steps.measuring import evaluate_gold

    with common.progress_bar() as progress:
        figures = evaluate_gold(common.workspace(), file, progress)
    if common.as_json():
        click.echo(json.dumps(figures, indent=1))
        return
    themes = figures.pop("themes")
    click.echo(f"{figures.pop('documents')} documents")
    figures.pop("predicted"), figures.pop("unknown_ids")
    rows = [(name, f["precision"], f["recall"], f["f1"]) for name, f in figures.items()]
    at = themes["at_0.5"]
    rows.append(("themes at 0.5", at["precision"], at["recall"], at["f1"]))
    common.print_table("", ["what", "#precision", "#recall", "#f1"], rows)
    rest = {name: value for name, value in themes.items() if name != "at_0.5"}
    common.print_table("\nthemes", ["measure", "#value"], list(rest.items()))

"""Commands that measure."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli import common

DRAWS = 9
"""Editors simulated; `steps.evaluating.DRAWS`, which --help must not load."""


@click.group()
def evaluate() -> None:
    """Measure against reference annotations."""


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common.json_option
def gold(file: Path) -> None:
    """Run entities and the model in use for themes on a gold FILE (JSON lines) and score them.

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


@evaluate.command()
@click.argument("target")
@click.option("--scheme", default="themes", show_default=True, help="Vocabulary to measure.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the report.  [default: outputs/evaluations/<scheme>-<target>-<digest>]",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 1000),
    default=DRAWS,
    show_default=True,
    help="Editors simulated for the learning curve; 0: no curve.",
)
@common.json_option
def themes(target: str, scheme: str, out: Path | None, draws: int) -> int:
    """Measure suggestions on TARGET and write a report that a person can read.

    TARGET is a file of texts with their right tags (JSON lines or CSV: text, the tags under the
    scheme's name or "tags"; id, title and language where there are any), or the id of a source
    with publisher's tags or editors' decisions. Measured are the model in use, the one that has
    learnt nothing, and one that learns from TARGET; nothing of that is kept. Lines that cannot
    be used are told (exit code 7) and the rest is measured.
    """
    from pipeline.evaluation.report import HTML_REPORT, answers, as_values, reports
    from pipeline.steps import evaluating

    workspace = common.workspace()
    with common.progress_bar() as progress:
        shown = evaluating.evaluate_themes(
            workspace, target, scheme, n_draws=draws, progress=progress
        )
    folder = out or evaluating.default_folder(workspace, shown.id)
    evaluating.write_reports(folder, reports(shown))
    if common.as_json():
        common.print_json(as_values(shown) | {"folder": str(folder)})
    else:
        for answer in answers(shown):
            click.echo(f"{answer.question}\n  {answer.figure} {answer.meaning}")
            click.echo("".join(f"  {line}\n" for line in answer.more))
        click.echo(f"Report: {folder / HTML_REPORT}")
    common.print_findings([f"{one.locator}: {one.detail}" for one in shown.refused])
    return common.FINDINGS_EXIT if shown.refused else 0

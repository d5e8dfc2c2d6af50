"""Commands that look at vocabularies: list, show, check, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.vocabulary.outcomes import print_lines


@click.command("list")
@common.json_option
def list_vocabularies() -> int:
    """List the vocabularies."""
    from pipeline.steps.vocabularies import rows

    found, wrong = rows(common.workspace())
    if common.as_json():
        common.print_json({"vocabularies": found, "findings": wrong})
    else:
        columns = ["scheme", "#concepts", "#retired", "languages", "#warnings", "file", "title"]
        common.print_table("", columns, [[r[c.lstrip("#")] for c in columns] for r in found])
        common.print_findings(wrong)
    return common.FINDINGS_EXIT if wrong else 0


@click.command()
@click.argument("scheme")
@click.argument("concept", required=False)
@click.option("--find", default="", help="Only concepts with this in a label or their id.")
@common.json_option
def show(scheme: str, concept: str | None, find: str) -> None:
    """List the concepts of SCHEME, or show all that is said of one CONCEPT (its id)."""
    from pipeline.steps import vocabularies

    if concept:
        told = vocabularies.concept(common.workspace(), scheme, concept)
        common.print_json(told) if common.as_json() else _print_concept(told)
        return
    rows = vocabularies.concept_rows(common.workspace(), scheme, find)
    if common.as_json():
        common.print_json({"scheme": scheme, "concepts": rows})
        return
    columns = ["id", "label", "status", "#labels", "broader"]
    common.print_table("", columns, [[r[c.lstrip("#")] for c in columns] for r in rows])


def _print_concept(told: dict[str, Any]) -> None:
    several = [("label", f"{label} ({code or 'no language'})") for code, label in told["labels"]]
    languages = told["alt_languages"] or [""] * len(told["alt_labels"])
    for label, code in zip(told["alt_labels"], languages, strict=True):
        several.append(("alternative", f"{label} ({code})" if code else label))
    several += [("hidden", label) for label in told["hidden_labels"]]
    several += [("example", text) for text in told["examples"]]
    rows = [("id", told["id"]), ("uri", told["uri"]), ("status", told["status"]), *several]
    rows += [(name.replace("_", " "), told[name]) for name in ("definition", "scope_note")]
    rows += [(name, ", ".join(told[name])) for name in ("broader", "narrower", "related")]
    common.print_table("", ["what", "is"], [row for row in rows if row[1]])
    if told["history"]:
        changes = [[c["at"], c["editor"], c["what"], c["reason"]] for c in told["history"]]
        common.print_table("history", ["when", "who", "what", "why"], changes)


@click.command()
@click.argument("target", required=False, default="")
@common.json_option
def check(target: str) -> int:
    """Say what is wrong with the vocabularies, or with one: a scheme, or any file.

    Errors make a file unusable. Warnings tell what was left out of a vocabulary from elsewhere;
    notes, what can be used but may not be meant.
    """
    from pipeline.steps.vocabularies import check as look

    found, errors = look(common.workspace(), target)
    if common.as_json():
        common.print_json({"lines": found, "errors": errors})
    else:
        for kind in ("warning", "note"):
            print_lines(kind, [one["line"] for one in found if one["kind"] == kind])
        common.print_findings(errors)
        if not found and not errors:
            click.echo("nothing is wrong")
    return common.FINDINGS_EXIT if errors else 0


@click.command()
@click.argument("scheme")
@click.option(
    "--format", "kind", type=click.Choice(["ttl", "csv"]), help="[default: by --to, or ttl]"
)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False),
              help="File to write.  [default: standard output]")  # fmt: skip
def export(scheme: str, kind: str | None, target: Path | None) -> None:
    """Write SCHEME as SKOS Turtle with its history, or as CSV for a spreadsheet."""
    from pipeline.steps.vocabularies import export as written

    ending = target.suffix.lower().lstrip(".") if target else ""
    kind = kind or (ending if ending in ("ttl", "csv") else "ttl")
    text = written(common.workspace(), scheme, kind)
    if target is None:
        click.echo(text.encode(), nl=False)
        return
    mark = "\ufeff" if kind == "csv" else ""  # spreadsheets take CSV without it for Latin-1
    target.write_bytes((mark + text).encode())
    click.echo(f"{target}: {scheme} written")

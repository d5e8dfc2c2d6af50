"""Commands that change vocabularies: import, add, rename, merge, retire, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.vocabulary.outcomes import change, print_lines, print_outcome, said_by, stamp


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--scheme", help="Name of the vocabulary.  [default: the file's]")
@click.option("--only", default="", metavar="URI", help="Only concepts of this skos:ConceptScheme.")
@click.option("--update", is_flag=True, help="Bring a new version into the vocabulary there is.")
@click.option("--retire-missing", is_flag=True, help="With --update: retire what it has not.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@said_by
def import_(file: Path, scheme: str | None, editor: str | None, reason: str, **how: Any) -> None:
    """Make a vocabulary of FILE: SKOS Turtle, N-Triples or CSV.

    With --update, a table changes only what it has columns for, of the concepts it has rows for;
    Turtle replaces all but history. Old names go on as alternative labels, and what was retired
    stays so.
    """
    if how["retire_missing"] and not how["update"]:
        raise click.UsageError("--retire-missing makes sense with --update only")
    from pipeline.steps.vocabulary_imports import Import, import_file

    wanted = Import(file, scheme or file.stem.lower(), **how)
    outcome = import_file(common.workspace(), wanted, stamp(editor, reason))
    if not common.as_json():
        print_lines("warning", outcome.warnings)
    print_outcome(outcome, "would be written" if wanted.dry_run else "written")


@click.command()
@click.argument("scheme")
@click.argument("concept")
@click.option("--label", "labels", multiple=True, required=True, metavar="[LANGUAGE=]LABEL",
              help="Preferred label, one a language; English where none is named.")  # fmt: skip
@click.option("--alt", "alt_labels", multiple=True, metavar="[LANGUAGE=]LABEL",
              help="Alternative label; as many as there are.")  # fmt: skip
@click.option("--definition", default="", help="One sentence, in English.")
@click.option("--broader", multiple=True, help="Id of a wider concept.")
@click.option("--related", multiple=True, help="Id of a related concept.")
@said_by
def add(scheme: str, concept: str, editor: str | None, reason: str, **said: Any) -> None:
    """Add CONCEPT (a new id) to SCHEME."""
    from pipeline.vocabulary.skos.editing import NewConcept

    labels = [_spoken(text) for text in said["labels"]]
    if len(dict(labels)) < len(labels):
        raise click.UsageError("two --label in one language; make one of them --alt")
    alt_labels = [_spoken(text) for text in said["alt_labels"]]
    new = NewConcept(
        concept, dict(labels), alt_labels, said["definition"], said["broader"], said["related"]
    )
    change(scheme, lambda editing: editing.add(new), stamp(editor, reason))


def _spoken(text: str) -> tuple[str, str]:
    """Return (language, label)."""
    from pipeline.vocabulary import LANGUAGE

    language, sign, label = text.partition("=")
    is_stated = bool(sign) and language.isalpha() and language.islower() and len(language) <= 3
    return (language, label) if is_stated else (LANGUAGE, text)


@click.command()
@click.argument("scheme")
@click.argument("concept")
@click.argument("label")
@click.option("--language", default="en", show_default=True, help="Of LABEL; ISO 639-1.")
@click.option(
    "--old",
    type=click.Choice(["alternative", "hidden", "dropped"]),
    default="alternative",
    show_default=True,
    help="What becomes of the label there was. Texts go on being found by alternative ones.",
)
@said_by
def rename(
    scheme: str, concept: str, label: str, editor: str | None, reason: str, **how: Any
) -> None:
    """Let CONCEPT be called LABEL; its id and all decisions on it stay."""
    change(
        scheme,
        lambda editing: editing.rename(concept, how["language"], label, how["old"]),
        stamp(editor, reason),
    )


@click.command()
@click.argument("scheme")
@click.argument("concept")
@click.argument("into")
@said_by
def merge(scheme: str, concept: str, into: str, editor: str | None, reason: str) -> None:
    """Retire CONCEPT in favour of INTO, which takes over its labels and decisions."""
    change(scheme, lambda editing: editing.merge(concept, into), stamp(editor, reason))


@click.command()
@click.argument("scheme")
@click.argument("concept")
@said_by
def retire(scheme: str, concept: str, editor: str | None, reason: str) -> None:
    """Take CONCEPT out of use; it stays in the file, and its id is never used again."""
    change(scheme, lambda editing: editing.retire(concept), stamp(editor, reason))


@click.command()
@click.argument("scheme")
@click.argument("concept")
@said_by
def restore(scheme: str, concept: str, editor: str | None, reason: str) -> None:
    """Take the retired CONCEPT into use again; labels that a merge gave away come back."""
    change(scheme, lambda editing: editing.restore(concept), stamp(editor, reason))

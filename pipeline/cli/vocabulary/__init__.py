"""Command `vocabulary`: look at vocabularies and change them."""

from __future__ import annotations

import click

from pipeline.cli.vocabulary import changing, looking


@click.group()
def vocabulary() -> None:
    """List, check, import, export and change vocabularies (models/*.ttl and models/*.csv).

    No change loses anything: what is renamed keeps its id and its old label, what is merged or
    retired stays in the file, and each change is noted there with who, when and why.
    """


for command in (
    looking.list_vocabularies,
    looking.show,
    looking.check,
    looking.export,
    changing.import_,
    changing.add,
    changing.rename,
    changing.merge,
    changing.retire,
    changing.restore,
):
    vocabulary.add_command(command)

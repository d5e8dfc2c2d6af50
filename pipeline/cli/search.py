"""The command `search`: full text of a snapshot."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.filters import filter_options, filters_from
from pipeline.cli.output import Output, emit, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.queries import Filters
    from pipeline.queries.output import About
    from pipeline.queries.search import Found

BY = ("year", "decade", "source", "language")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@filter_options(text=False)
@click.option("--documents", "by_document", is_flag=True, help="One row a document, not a passage.")
@click.option(
    "--limit",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="Most hits listed; all are counted.",
)
@click.option("--count-by", type=click.Choice(BY), help="Count the documents of all hits instead.")
@output_options
def search(
    words: tuple[str, ...], by_document: bool, count_by: str | None, output: Output, **wanted: Any
) -> int:
    """Search the texts of a snapshot for QUERY, the best hits first.

    \b
    soft power                both words (in one passage; with --documents in one document)
    "soft power"              the phrase
    music OR dance            one of them; AND, OR, NOT in capitals, brackets group
    theatre NOT film          the first without the second
    cultur*                   words that begin so
    NEAR(culture trade, 5)    at most 5 words apart
    title:heritage            in the title of the document

    Put the whole query in single quotes, or the shell takes the double ones away:
    culturescope search '"soft power" AND title:unesco'. Case and accents make no difference; art
    finds Art, not arts (write art*).
    """
    from pipeline.queries import search as index
    from pipeline.snapshots import find_snapshot

    query = _joined(words)
    folder = find_snapshot(common.workspace().snapshots_dir, wanted["snapshot"])
    index.parse_query(query)  # a query that cannot be read must not wait for the snapshot
    among, notes = _among(folder, filters_from(wanted))
    ask = index.documents if by_document else index.passages
    found = ask(folder, query, wanted["limit"], among=among, tell=_tell)
    notes += index.query_notes(query)
    if count_by:
        frame = index.count_documents(folder, found.document_ids, count_by)
        notes.append("counts follow how much there is; for shares see 'culturescope trends --text'")
    else:
        frame = found.frame
        if len(frame) < found.n_hits:
            notes.append(f"the first {len(frame):,} of {found.n_hits:,} are listed; see --limit")
    about = _about(folder, query, found, by_document)
    emit(frame, output, dataclasses.replace(about, notes=tuple(notes)))
    return 0


def _joined(words: tuple[str, ...]) -> str:
    """Return the query; of several words of a shell those with spaces were phrases in quotes."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _among(folder: Path, filters: Filters) -> tuple[list[str] | None, list[str]]:
    """Return the documents that filters leave, None for all, and what to say of it."""
    from pipeline.queries import Snapshot

    if not (filters.restricts or filters.since or filters.until):
        return None, []
    with Snapshot(folder, _tell) as opened:
        ids = opened.document_ids(filters)
    return ids, [f"only among {_number(len(ids), 'document')} that the filters leave"]


def _about(folder: Path, query: str, found: Found, by_document: bool) -> About:
    from pipeline.queries.noting import cite
    from pipeline.queries.output import About

    counted = _number(len(found.document_ids), "document")
    if not by_document:
        counted = f"{_number(found.n_hits, 'passage')} in {counted}"
    title = f"{query}: {counted}"
    facts = {"query": query, "n_hits": found.n_hits, "n_documents": len(found.document_ids)}
    line = cite(folder, f"full-text search for {title}")
    return About(title, cite=line, snapshot=folder.name, facts=facts)


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"

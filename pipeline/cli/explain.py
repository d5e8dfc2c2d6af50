"""Command `explain`: everything that is known of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from pipeline.cli import common

MOST_CHARACTERS = 110
"""Of a line, so that what was kept and dropped can be read down the screen."""

MOST_ENTITIES = 20
MOST_FORMS = 4
"""Entities shown, and forms of each."""

Told = Mapping[str, Any]


@click.command()
@click.argument("document")
@click.option("--lines", default=60, show_default=True, help="Most lines to show; 0 for all.")
@click.option("--dropped", is_flag=True, help="Only lines that were not kept.")
@common.json_option
def explain(document: str, lines: int, dropped: bool) -> None:
    """Show where DOCUMENT (id or its first digits, URL, locator) came from, and what was kept.

    The stored bytes are cleaned anew; nothing is changed.
    """
    from pipeline.steps.explaining import explain as look

    told = look(common.workspace(), document)
    if common.as_json():
        common.print_json(told)
        return
    _print_capture(told)
    _print_revisions(told["revisions"])
    _print_addresses(told["addresses"])
    _print_document(told)
    _print_dates(told["dates"])
    _print_tags(told["tags"], told["decisions"])
    _print_entities(told["entities"])
    _print_family(told["family"])
    _print_lines([line for line in told["lines"] if not (dropped and line["kept"])], lines)


def _print_capture(told: Told) -> None:
    capture = told["capture"]
    gone = capture["gone_at"]
    rows = [
        ("document", capture["document_id"]),
        ("locator", capture["locator"]),
        ("url", capture["url"]),
        ("source", capture["source_id"]),
        ("captured", f"{capture['fetched_at']:%Y-%m-%d %H:%M} UTC, {capture['media_type']}"),
        ("bytes", f"{capture['n_bytes']:,}, sha256 {capture['sha256']}"),
        ("stored", f"{capture['warc_file']} at {capture['warc_offset']:,}"),
        ("revision", f"{capture['revision']} of {len(told['revisions'])}"),
        ("gone since", f"{gone:%Y-%m-%d %H:%M} UTC; it is kept" if gone else ""),
        ("file of", "; ".join(told["part_of"])),
        *((f"hint {name}", value) for name, value in capture["hints"]),
    ]
    common.print_table("capture", ["what", "is"], [row for row in rows if row[1]])


def _print_revisions(revisions: Sequence[Told]) -> None:
    if len(revisions) > 1:
        columns = ["revision", "fetched_at", "n_bytes", "sha256"]
        rows = [[row[name] for name in columns] for row in revisions]
        common.print_table("\nrevisions", ["revision", "captured", "#bytes", "sha256"], rows)


def _print_addresses(addresses: Sequence[Told]) -> None:
    """Show under which addresses it is known, when each was asked last, and will be next."""
    if not addresses:
        return
    rows = [
        (
            row["state"],
            row["url"],
            row["last_status"] or "",
            common.minute(row["last_try_at"]),
            common.minute(row["next_try_at"]),
            _said(row),
        )
        for row in addresses
    ]
    columns = ["state", "address", "answer", "asked (UTC)", "again from", "what of it"]
    common.print_table("\naddresses", columns, rows)


def _said(address: Told) -> str:
    """Return why an address is no plain one: where it leads, what failed, who names it."""
    leads = {
        "alias": f"leads to {address['alias_of']}",
        "done": f"calls itself {address['alias_of']}, which is not believed",
    }
    notes = [leads.get(address["state"], "")] if address["alias_of"] else []
    notes += [f"named by {address['parent']}"] if address["parent"] else []
    notes += [f"failed {address['n_failures']} times"] if address["n_failures"] else []
    return "; ".join(filter(None, [*notes, address["last_problem"]]))


def _print_document(told: Told) -> None:
    document = told["document"]
    if document is None:
        common.print_table("\nrejected", ["reason", "detail"], [(told["outcome"], told["detail"])])
        return
    labels = "; ".join(f"{label['text']} ({label['kind']})" for label in document["labels"])
    parts = "; ".join(section["title"] for section in document["sections"])
    rows = [
        ("title", document["title"]),
        ("section", document["section"]),
        ("authors", "; ".join(document["authors"])),
        ("language", document["language"]),
        ("words", document["n_words"]),
        ("quality", f"{document['quality']:.2f}"),
        ("website", document["website"]),
        ("publisher's labels", labels),
        ("parts", parts),
        ("not read", "; ".join(document["gaps"])),
        ("other languages", "; ".join(document["alternates"])),
    ]
    common.print_table("\ndocument", ["what", "is"], [row for row in rows if row[1] != ""])


def _print_dates(dates: Sequence[Told]) -> None:
    if not dates:
        click.echo("\ndates: none is stated")
        return
    columns = ["kind", "value", "precision", "read_from", "stated", "confidence", "verdict"]
    common.print_table("\ndates", columns, [[row[name] for name in columns] for row in dates])


def _print_tags(tags: Sequence[Told], decisions: Sequence[Told]) -> None:
    if not tags:
        click.echo("\ntags: none yet")
    else:
        columns = ["origin", "scheme", "concept_id", "score", "counts", "evidence"]
        rows = [[_rounded(_shown(tag[name])) for name in columns] for tag in tags]
        common.print_table("\ntags", columns, rows)
    if decisions:
        from pipeline.cli.decisions.tables import print_decisions

        print_decisions("\ndecisions", decisions, with_document=False)


def _print_entities(entities: Sequence[Told]) -> None:
    if not entities:
        click.echo("\nentities: none named")
        return
    rows = [
        (
            one["entity_id"],
            one["name"],
            one["n_mentions"],
            f"{one['salience']:.2f}",
            " ".join(word for word in ("title", "lead") if one[f"in_{word}"]),
            "; ".join(one["written"][:MOST_FORMS])[:MOST_CHARACTERS],
        )
        for one in entities[:MOST_ENTITIES]
    ]
    columns = ["entity", "name", "#mentions", "#salience", "in", "written"]
    common.print_table("\nentities, most salient first", columns, rows)
    if len(entities) > MOST_ENTITIES:
        click.echo(f"{len(entities) - MOST_ENTITIES:,} more entities; --json shows all")


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else value


def _print_family(family: Sequence[Told]) -> None:
    if not family:
        click.echo("\nfamily: no other document is like it")
        return
    columns = ["kind", "similarity", "containment", "document_id", "source_id", "title"]
    rows = [[_rounded(row[name]) for name in columns] for row in family]
    common.print_table("\nfamily", columns, rows)


def _rounded(value: object) -> object:
    return f"{value:.2f}" if isinstance(value, float) else value


def _print_lines(lines: Sequence[Told], most: int) -> None:
    shown = lines[:most] if most else lines
    rows = [
        ("+" if line["kept"] else "-", line["why"], line["text"][:MOST_CHARACTERS])
        for line in shown
    ]
    common.print_table("\nlines (+ kept, - not)", ["", "why", "line"], rows)
    if len(shown) < len(lines):
        click.echo(f"{len(lines) - len(shown):,} more lines; --lines 0 shows all")
